# SPDX-License-Identifier: EUPL-1.2
"""A free question: answered, met with suggestions, or with the way to a person; what is said of the answer."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.answering import SUGGESTIONS, Finding, Found
from bot.core.exchange import Exchange, Topic
from bot.core.labels import flow_label
from flows.answers import clean_text
from flows.screens import HUMAN_FLOW
from flows.vocabulary import normal
from flows.wording import Wording, plain
from knowledge.search import SLOT

_LEANS_FOR = timedelta(minutes=10)
_PATIENCE = 3  # unhelpful answers in a row before a person is offered
_SAID_KEPT = 10
_LONGEST = 4_000  # characters of one message
_GREETING = 3  # words
_PASSED_ON = 3_000  # the longest question that can be passed on

_ADDRESS = re.compile(r"\S+@\S+\.\w{2,}|(?:\+39)?[\d ./-]{8,16}")  # an e-mail address or a telephone alone

_Option = tuple[str, Wording]


def ask(ex: Exchange, text: str) -> Exchange:
    """Everything that a message typed outside the flows can get."""
    fault = _unreadable(text)
    if fault:
        return ex.say(ex.phrase(f"notice.{fault}", length=str(len(text)), max=str(_LONGEST)))
    clean = clean_text(text)
    offer = ex.dialogue.offer
    if offer is not None and any(option.startswith("useful:") for option in offer.options):
        ex = ex.remember(unhelpful=0)  # nobody complained about the answer before
    finding = ex.given.means.answer(ex.library, clean, ex.given.today, _before(ex))
    ex = replace(ex, topic=Topic(clean[:_PASSED_ON])).remember(offer=None)
    return _GOT[finding.outcome](ex, finding)


def _unreadable(text: str) -> str:
    """The code of what is wrong with a text, "" for one that can be read."""
    if len(text) > _LONGEST:
        return "too_long"
    clean = clean_text(text)
    if _ADDRESS.fullmatch(clean):
        return "address"
    letters = [char for char in clean if char.isalpha()]
    if not clean:
        return "empty"
    if not any(char.isalnum() for char in clean):
        return "" if clean.strip("?! ") == "" else "no_words"
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    return "other_script" if letters and latin * 2 < len(letters) else ""


def _before(ex: Exchange) -> str:
    """What a follow-up leans on, while the last answer is still fresh."""
    at = ex.dialogue.about_at
    return ex.dialogue.about if at is not None and ex.given.now - at < _LEANS_FOR else ""


def _answered(ex: Exchange, finding: Finding) -> Exchange:
    again = bool(finding.about) and finding.about == _before(ex) and was_just_asked(ex, finding.question)
    ex = told(ex, finding.found, finding.about)
    if again:
        ex = ex.say(ex.phrase("asked.repeated"))
    ex = ex.say(finding.text)
    flows = [finding.flow, *(one.flow for one in finding.found)]
    if again or not finding.known:
        flows.append(HUMAN_FLOW)
    return feedback(ex.offer(_flow_options(ex, flows)), finding.found)


def was_just_asked(ex: Exchange, question: str) -> bool:
    """Whether exactly this was asked just before."""
    last = ex.before.dialogue.offer if ex.before.dialogue else None
    return last is not None and normal(last.question) == normal(question)


def _suggested(ex: Exchange, finding: Finding) -> Exchange:
    found = [one for one in finding.found if _can_be_meant(ex, one)]
    if not found:
        return _passed_on(ex, replace(finding, text=ex.phrase("no_answer"), found=()))
    return _patient(propose(_missed(ex, "suggest", found[0].id).say(finding.text), found))


def _can_be_meant(ex: Exchange, found: Found) -> bool:
    """Nobody chooses «saluti» from a list."""
    entry = ex.library.entries.get(found.id.partition(SLOT)[0])
    return entry is None or entry.outcome != "chat"


def propose(ex: Exchange, found: Sequence[Found]) -> Exchange:
    """Titles to choose among, and «nessuna di queste»."""
    titles = [(f"entry:{one.id}", plain(one.title)) for one in found if _can_be_meant(ex, one)]
    return ex.offer([*titles, ("none", ex.phrase("offer.none"))])


def _passed_on(ex: Exchange, finding: Finding) -> Exchange:
    """Nothing fits, or it is another office's matter: then a person of ours is offered only to who insists."""
    if finding.found:
        insists = finding.about != "" and finding.about == _before(ex)
        ex = told(ex, finding.found, finding.about).say(finding.text)
        if insists:
            return ex.say(ex.phrase("asked.insist")).offer(_flow_options(ex, [HUMAN_FLOW]))
        return feedback(ex.offer(_flow_options(ex, [finding.flow])), finding.found, useful=False)
    ex = _missed(ex, "handoff", "").say(finding.text)
    return _patient(human(ex, "offer_human"))


def _chatted(ex: Exchange, finding: Finding) -> Exchange:
    if ex.spoken and len(finding.question.split()) <= _GREETING:
        return ex  # the first words of the assistant have just greeted
    return ex.say(finding.text).offer(_flow_options(ex, [finding.flow]))


_GOT = {"answer": _answered, "suggest": _suggested, "handoff": _passed_on, "chat": _chatted}


def show_entry(ex: Exchange, name: str, question: str = "") -> Exchange:
    """One entry, chosen among suggestions or named by a link."""
    found = ex.given.means.show(ex.library, name, ex.given.today, 1.0, question)
    if found is None:
        return ex.say(ex.phrase("link.unknown"))
    ex = told(ex, (found,), found.id).remember(offer=None).say(found.text, apart=True)
    elsewhere = ex.library.entries[found.id.partition(SLOT)[0]].outcome == "handoff"
    flows = [found.flow] if found.known or found.flow or elsewhere else [HUMAN_FLOW]
    return feedback(ex.offer(_flow_options(ex, flows)), (found,), useful=not elsewhere)


def feedback(ex: Exchange, found: Sequence[Found], *, useful: bool = True) -> Exchange:
    """«Mi è stato utile», «non è quello che cercavo»: not by mail, where nobody taps."""
    if not found or ex.dialogue.channel == "email":
        return ex
    options: list[_Option] = [(f"useful:{found[0].id}", ex.phrase("offer.useful"))] if useful else []
    return ex.offer([*options, (f"other:{found[0].id}", ex.phrase("offer.other"))])


def useful(ex: Exchange, name: str) -> Exchange:
    """The person says that an answer helped."""
    offer = ex.dialogue.offer
    flows = [option.removeprefix("flow:") for option in offer.options if option.startswith("flow:")] if offer else []
    ex = replace(ex, rewards=(*ex.rewards, (name, True))).remember(unhelpful=0, offer=None)
    return ex.say(ex.phrase("asked.thanks")).offer(_flow_options(ex, flows))


def other(ex: Exchange, name: str) -> Exchange:
    """The person says that an answer did not help: the next candidates, then a person."""
    ex = _missed(replace(ex, rewards=(*ex.rewards, (name, False))), "unhelpful", name)
    tried = tuple(dict.fromkeys((*ex.topic.tried, name)))
    ex = replace(ex, topic=Topic(ex.topic.question, tried)).remember(offer=None)
    found = _next(ex, tried)
    if found:
        return _patient(propose(ex.say(ex.phrase("asked.next")), found))
    return _patient(human(ex, "asked.no_more"))


def none_of_these(ex: Exchange) -> Exchange:
    """No suggestion fits: the secretariat."""
    counted = ex.dialogue.unhelpful  # the proposal that it refuses was counted already
    ex = _missed(ex, "unhelpful", "").remember(offer=None, unhelpful=counted)
    return human(ex, "asked.none")


def human(ex: Exchange, code: str) -> Exchange:
    """Offer to pass the question on."""
    return ex.say(ex.phrase(code)).offer(_flow_options(ex, [HUMAN_FLOW]))


def _next(ex: Exchange, tried: Sequence[str]) -> list[Found]:
    """The next entries for the same question that were not shown yet."""
    if not ex.topic.question:
        return []
    kept: list[Found] = []
    ranking = ex.library.matcher.rank(ex.topic.question)
    seen = {name.partition(SLOT)[0] for name in tried}
    for one in ranking.candidates:
        entry = ex.library.entries.get(one.id)
        name = one.id + (SLOT + one.value if one.value else "")
        if entry is None or one.id in seen or entry.outcome == "chat" or len(kept) == SUGGESTIONS:
            continue
        found = ex.given.means.show(ex.library, name, ex.given.today, one.share, ex.topic.question)
        kept += [found] if found else []
    return kept


def told(ex: Exchange, found: Sequence[Found], about: str) -> Exchange:
    """Remember what was answered: for follow-ups, for the letter."""
    said = dict.fromkeys((*ex.dialogue.said, *(one.id for one in found)))
    tried = tuple(dict.fromkeys((*ex.topic.tried, *(one.id for one in found))))
    ex = replace(ex, topic=Topic(ex.topic.question, tried))
    return ex.remember(said=tuple(said)[-_SAID_KEPT:], about=about, about_at=ex.given.now)


def _missed(ex: Exchange, outcome: str, entry: str) -> Exchange:
    """Note the question without a helpful answer; one more in a row."""
    return ex.missed(ex.topic.question, outcome, entry).remember(unhelpful=ex.dialogue.unhelpful + 1)


def _patient(ex: Exchange) -> Exchange:
    """After the third answer in a row that did not help, a person is offered."""
    if ex.dialogue.unhelpful < _PATIENCE or f"flow:{HUMAN_FLOW}" in ex.offered:
        return ex
    return human(ex, "asked.person")


def _flow_options(ex: Exchange, names: Iterable[str | None]) -> list[_Option]:
    known = [name for name in names if name and name in ex.library.flows]
    return [(f"flow:{name}", flow_label(ex.library, name)) for name in dict.fromkeys(known)]
