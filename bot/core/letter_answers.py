# SPDX-License-Identifier: EUPL-1.2
"""The questions of a letter, each answered under itself as it was asked; those left open are named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.answering import Finding, Found
from bot.core.asked import Asked, has_matter
from bot.core.delicate import without_delicate
from bot.core.enquiries import told, was_just_asked
from bot.core.exchange import Exchange, Topic
from bot.core.lab_wish import is_how
from bot.core.labels import flow_label
from flows.screens import HUMAN_FLOW
from flows.wording import NO_WORDS, Wording, fill, join
from knowledge.questions import content_words, leans
from knowledge.search import SLOT
from knowledge.words import stem, tokens

_NEAR = 0.22  # the least chance with which an answer is shown as perhaps meant
_TWIN = 0.6  # of the first one's share: then the second is shown too
_PAIR = re.compile(r"\s+(?:e|ed|nonché)\s+(?=(?:il|la|lo|i|gli|le|l['’]|un['’]?|una)\s?\w)", re.IGNORECASE)
_HALF_AT_LEAST = 3  # words
_NAMED = 0.1  # the least share with which a part of a list names a topic
_LIST = re.compile(
    r"\s*,\s+(?:e\s+)?|\s+(?:e|ed|o|oppure)\s+(?=(?:di|a|su|del|della|dei|delle|sul|sulla|sui|sulle)\b)", re.IGNORECASE
)
_OPENING = re.compile(
    r"^\W*(?:e\s+poi|inoltre|poi|infine|e|ed|ma|un['’]altra\s+cosa|un['’]ultima\s+cosa|altra\s+domanda)\b\s*[:,]?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answered:
    """One question and what it gets."""

    asked: Asked
    finding: Finding
    near: tuple[Found, ...] = ()  # shown as perhaps meant
    away: bool = False  # the sources do not tell, and somebody else is to be asked than the secretariat

    @property
    def sure(self) -> bool:
        """Whether it is our own matter, answered, be it that the sources do not tell."""
        return self.finding.outcome == "answer"

    @property
    def chat(self) -> str:
        """The entry, where it is small talk; "" where it is not."""
        return self.finding.found[0].id if self.finding.outcome == "chat" and self.finding.found else ""

    @property
    def elsewhere(self) -> bool:
        """Whether another office is named."""
        return self.finding.outcome == "handoff" and bool(self.finding.found)

    @property
    def others(self) -> bool:
        """Whether it is for another office, which is named: an answer that does not tell names who would."""
        return self.elsewhere or (self.sure and self.away)

    @property
    def open(self) -> bool:
        """Whether a person of the project should still look at it."""
        return not self.others and not (self.sure and self.finding.known)

    @property
    def names(self) -> tuple[str, ...]:
        """The entries shown."""
        return tuple(one.id for one in (self.finding.found if self.sure or self.elsewhere else self.near))


def answer_all(ex: Exchange, questions: Sequence[Asked], subject: str) -> tuple[Answered, ...]:
    """What each question gets, in order."""
    found: list[Answered] = []
    for asked in questions:
        found += _answered(ex, asked, subject, found)
    return tuple(found)


def _answered(ex: Exchange, asked: Asked, subject: str, before: Sequence[Answered]) -> Iterator[Answered]:
    """A question, or the two things that it asks for where each has an answer of its own."""
    whole = _one(ex, asked, subject, before)
    halves = _halves(asked) if not whole.sure else []
    parts = [_one(ex, half, subject, before) for half in halves]
    if parts and all(part.sure for part in parts) and len({part.names for part in parts}) > 1:
        yield from parts
    elif whole.sure:
        yield _with_topics(ex, whole)
    else:
        used = {name for one in before for name in one.names}
        near = tuple(one for one in whole.near if one.id not in used)
        yield replace(whole, near=near or whole.near)


def _with_topics(ex: Exchange, whole: Answered) -> Answered:
    """«Si parla di affidamenti, di monitoraggio e di comunicazione?»: every topic that the question names."""
    last = whole.finding.found[-1]
    entry, slot, value = last.id.partition(SLOT)
    parts = [part for part in _LIST.split(whole.asked.text) if len(part.split()) >= 2] if slot else []
    topics = {value: ex.library.labs.topic(value)} if len(parts) > 1 else {}
    for part in parts if topics else ():
        likely = [one for one in ex.library.matcher.rank(part).candidates[:3] if one.share >= _NAMED]
        topics |= {one.value: ex.library.labs.topic(one.value) for one in likely if one.id == entry and one.value}
    told = [
        fill("**((title)).** ((text))", {"title": one.title, "text": one.explains})
        for name, one in topics.items()
        if one and name != value
    ]
    text = join([*told, whole.finding.text])
    return replace(whole, finding=replace(whole.finding, text=text))


def _halves(asked: Asked) -> list[Asked]:
    parts = [part.strip(" ,;.") for part in _PAIR.split(asked.text, maxsplit=2)]
    if len(parts) < 2 or any(len(part.split()) < _HALF_AT_LEAST for part in parts):
        return []
    return [Asked(part, asked.context) for part in parts]


def _one(ex: Exchange, asked: Asked, subject: str, ahead: Sequence[Answered]) -> Answered:
    before = (_area(ahead) or _last(ex)) if leans(asked.text) else ""
    leads = tuple(dict.fromkeys(filter(has_matter, (asked.context, subject, before))))
    whole = _led(ex, asked, leads)
    if not (before and whole.sure and ahead and ahead[-1].names == whole.names):
        return whole
    other = _led(ex, asked, (before,))  # the question above speaks louder than this one
    return other if other.sure else whole


def _led(ex: Exchange, asked: Asked, leads: Sequence[str]) -> Answered:
    vague = bool(content_words(tokens(asked.text))) and not has_matter(asked.text)  # «Potete inviarmi informazioni?»
    said = asked.text if leans(asked.text) else _OPENING.sub("", asked.text)  # «E …» tells that it goes on
    question = leads[0] if leads and (vague or is_how(asked.text)) else said
    finding = ex.given.means.led(ex.library, question, ex.given.today, leads)
    near = tuple(_near(ex, finding)) if finding.outcome == "suggest" else ()
    return Answered(asked, finding, near, _is_away(ex, finding))


def _is_away(ex: Exchange, finding: Finding) -> bool:
    entries = [ex.library.entries.get(one.id.partition(SLOT)[0]) for one in finding.found]
    untold = bool(entries) and all(entry is not None and not entry.known for entry in entries)
    return untold and ex.library.phrases["secretariat.address"] not in finding.text


def _last(ex: Exchange) -> str:
    """The subject that the thread was about before, in words: its last question would speak louder than this one."""
    entry = ex.library.entries.get(ex.dialogue.about.partition(SLOT)[0])
    return _words(entry.id) if entry else ""


def _area(ahead: Sequence[Answered]) -> str:
    """The subject of the last answer above in the same letter."""
    return next((_words(one.names[-1]) for one in reversed(ahead) if one.sure and one.names), "")


def _words(entry: str) -> str:
    return entry.partition("/")[0].replace("-", " ")


def _near(ex: Exchange, finding: Finding) -> Iterator[Found]:
    first = finding.found[0] if finding.found else None
    if first is None or first.score < _NEAR:
        return
    for one in finding.found[:2]:
        entry = ex.library.entries.get(one.id.partition(SLOT)[0])
        likely = one is first or one.score >= _TWIN * first.score
        if entry is not None and entry.outcome == "answer" and likely and _names_topic(ex, finding.question, one):
            yield one


def _names_topic(ex: Exchange, question: str, one: Found) -> bool:
    """Whether a question has a word of the lab's topic that would be shown; true of anything else."""
    topic = ex.library.labs.topic(one.id.partition(SLOT)[2])
    return topic is None or bool({*map(stem, content_words(tokens(question)))} & {*map(stem, tokens(topic.title))})


def word(ex: Exchange, answers: Sequence[Answered]) -> tuple[Wording, ...]:
    """Each question with its answer under it; neighbours with one answer stand above it together."""
    groups: list[tuple[Wording, list[Answered]]] = []  # one entry may tell of Bari, and then of Potenza
    for one in answers:
        body = _body(ex, one)
        if groups and one.names and groups[-1][0] == body:
            groups[-1][1].append(one)
        else:
            groups.append((body, [one]))
    shown: set[Wording] = set()
    made: list[Wording] = []
    for body, group in groups:
        head = join([ex.phrase("mail.question", question=one.asked.shown) for one in group], "\n\n")
        again = bool(group[0].names) and body in shown
        made.append(join([head, ex.phrase("mail.same") if again else body]))
        shown.add(body)
    return tuple(made)


def _body(ex: Exchange, one: Answered) -> Wording:
    if one.sure or one.elsewhere:
        return one.finding.text
    if one.near:
        return join([ex.phrase("mail.near"), *(found.text for found in one.near)])
    return ex.phrase("mail.no_answer")


def remember(ex: Exchange, answers: Sequence[Answered]) -> Exchange:
    """What was said, for the secretariat and for what comes next; what was missed, for whoever writes answers."""
    found = [one for each in answers if each.sure or each.elsewhere for one in each.finding.found]
    if found:
        ex = told(ex, found, found[-1].id)
    for one in answers:
        if not one.sure and not one.elsewhere:
            near = one.near[0].id if one.near else ""
            ex = ex.missed(one.asked.shown, "suggest" if near else "handoff", near)
    helped = any(one.sure and one.finding.known for one in answers)
    unhelpful = 0 if helped else ex.dialogue.unhelpful + 1
    question = answers[-1].asked.shown if answers else ""
    mark = ex.library.phrases["delicate.mark"]
    asked = tuple(without_delicate(one.asked.shown, mark) for one in answers)
    return replace(ex, topic=Topic(question)).remember(
        unhelpful=unhelpful, offer=None, asked=asked or ex.dialogue.asked
    )


def offer_flows(ex: Exchange, answers: Sequence[Answered]) -> Exchange:
    """The flows that the answers lead to; the secretariat hears of what is open without being asked."""
    names = dict.fromkeys(one.finding.flow for one in answers if one.sure and one.finding.flow)
    known = [name for name in names if name and name != HUMAN_FLOW and name in ex.library.flows]
    return ex.offer([(f"flow:{name}", flow_label(ex.library, name)) for name in known])


def repeated(ex: Exchange, answers: Sequence[Answered]) -> Wording:
    """A line for whoever asks exactly what was answered just before."""
    same = len(answers) == 1 and was_just_asked(ex, answers[0].asked.shown)
    return ex.phrase("asked.repeated") if same else NO_WORDS


def insists(ex: Exchange, answers: Sequence[Answered]) -> bool:
    """Whether somebody comes back with what was said to be another office's."""
    before = ex.before.dialogue.said if ex.before.dialogue else ()
    return any(name in before for one in answers for name in one.names)
