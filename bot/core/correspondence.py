# SPDX-License-Identifier: EUPL-1.2
"""A letter to everything it leads to: silence, a person, the form, answers, the secretariat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core import letter_answers, letter_matters, links, mailed_form, menus, sessions
from bot.core.asked import Asked, Letter, bare_text, read_letter, sentences
from bot.core.exchange import Exchange
from bot.core.filled import Lines, confirmation
from bot.core.letter_answers import Answered
from bot.core.manner import Manner, is_thanks, manner_of
from bot.core.messages import Incoming
from bot.core.passing_on import SILENT, PassedOn, pass_on
from knowledge.questions import asks

_PATIENCE = 3  # letters in a row that got no helpful answer
_STRONG = ("act", "person", "complaint", "unsatisfied", "office", "unenclosed")
# Small talk that wants something of people, by its entry.
_MEANT = {
    "dialogo/operatore-umano": "person", "dialogo/chat-malfunzionante": "unsatisfied", "dialogo/insulti": "complaint",
    "dialogo/ringraziamenti": "courtesy",
}  # fmt: skip
_POINTS = re.compile(r"\b(?:(?:in|da|di cui (?:in|all['’])|l['’]|vedi|vedere|all['’])\s?oggetto)\b", re.IGNORECASE)
_PARTS = 6  # sentences of a letter that asks nothing outright
_POINTING = 25  # words that a letter has at most which only points to its subject
_WITH_ANSWERS = ("case", "enclosed")  # their questions are answered too


@dataclass(frozen=True)
class _Post:
    """A letter, read once."""

    incoming: Incoming
    letter: Letter
    manner: Manner
    bare: str  # without greetings, on one line

    @property
    def text(self) -> str:
        return self.incoming.text


def take(ex: Exchange) -> Exchange:
    """What a letter leads to; silence where nothing is said."""
    incoming = ex.given.incoming
    assert incoming is not None
    text = _told(incoming)
    post = _Post(
        incoming, read_letter(text), manner_of(text, incoming.subject, incoming.attachments), bare_text(text)
    )  # fmt: skip
    if ex.dialogue.paused:
        return _while_paused(ex, post)
    return _said(ex, post, text)


def _told(incoming: Incoming) -> str:
    """What a letter says; one that opens an exchange may say it all in its subject, over «Vedi oggetto» or a greeting.
    Over a file alone the subject is a title, unless it asks."""
    text, subject = incoming.text, incoming.subject
    if incoming.attachments:
        return text if text.strip() or not asks(subject) else subject
    opens = len(incoming.references) <= 1  # its own id
    points = len(text.split()) <= _POINTING and "?" not in text and _POINTS.search(text)
    greets = not sentences(text) and (asks(subject) or not is_thanks(text))
    return subject if not text.strip() or (opens and subject and (points or greets)) else text


def _while_paused(ex: Exchange, post: _Post) -> Exchange:
    """A human goes on in this thread: what still comes reaches the human, and nothing is answered."""
    if post.manner.wish in ("courtesy", "notice", "stop"):
        return ex
    return pass_on(ex, "more")[0]


def _said(ex: Exchange, post: _Post, text: str) -> Exchange:
    wish = post.manner.wish
    if wish == "stop":
        return ex.say(ex.phrase("mail.stopped")).remember(paused=True, no_reminders=True)
    if wish == "notice":
        return ex.because(f"notice: {post.manner.seen}")
    if wish == "courtesy" and not ex.filling:
        return ex.because("courtesy")
    coded = links.try_code(ex, post.bare)
    if coded is not None:
        return coded
    if post.incoming.oversize:
        return _oversize(ex)
    under_way = _own_matter(ex, post, text) or _under_way(ex, post, text)
    if under_way is not None:
        return under_way
    if wish in _STRONG and not (wish == "complaint" and mailed_form.wishes_lab(post.letter, post.incoming.subject)):
        return _hand_over(ex, post, wish)
    option = menus.option_typed(ex, post.bare)
    if option is not None:
        return menus.press(ex, option)
    wished = mailed_form.wishes_lab(post.letter, post.incoming.subject) or mailed_form.is_form(ex, text)
    if wished and not post.incoming.attachments and mailed_form.REQUEST in ex.library.flows:
        return _begin_form(ex, post, text)
    return _answer(ex, post, text)


def _own_matter(ex: Exchange, post: _Post, text: str) -> Exchange | None:
    """A request of one's own, or what is kept of it; what else is asked is answered above."""
    want = letter_matters.read(ex, text, post.incoming.subject, post.manner)
    before = _with_enclosed(_beside(ex, post, letter_matters.beside(ex, post.letter)), post) if want else ex
    return letter_matters.take_up(before, want)


def _oversize(ex: Exchange) -> Exchange:
    ex, passed = pass_on(ex, "oversize")
    return _tell_passed(ex.say(ex.phrase("mail.oversize")), passed, "mail.passed").because("oversize")


def _under_way(ex: Exchange, post: _Post, text: str) -> Exchange | None:
    """What a letter says to the open form; None where it is about something else."""
    session = ex.session
    if session is None:
        return None
    confirms = confirmation(text)
    if confirms:
        return sessions.hear(ex, confirms)
    lines = mailed_form.come_back(ex, text)
    if lines is not None:
        return _filled(ex, post, lines)
    if post.manner.wish == "courtesy":
        return (
            ex.because("courtesy")
            if "grazi" in text.lower() or "ringraz" in text.lower()
            else sessions.hear(ex, post.bare)
        )
    if post.manner.wish in (*_STRONG, *_WITH_ANSWERS):
        return None
    if post.letter.questions and not _is_short(post):
        return _aside(ex, post)
    return sessions.hear(ex, post.bare or text)


def _filled(ex: Exchange, post: _Post, lines: Lines) -> Exchange:
    """The lines of the form; what is asked beside them is answered first, under itself."""
    asked = read_letter("\n\n".join(lines.leftovers)).questions
    return _with_enclosed(mailed_form.fill(_beside(ex, post, asked), lines), post)


def _is_short(post: _Post) -> bool:
    """A word or two may be the answer to the open question, even with a question mark."""
    return len(post.bare.split()) <= 2


def _aside(ex: Exchange, post: _Post) -> Exchange:
    """Questions in the middle of a form: answered, then the form again as it stands."""
    ex = _beside(ex, post, post.letter.questions)
    return sessions.again(ex) if ex.filling else ex


def _beside(ex: Exchange, post: _Post, questions: Sequence[Asked]) -> Exchange:
    """Questions beside a form: those left open go to the secretariat."""
    answers = letter_answers.answer_all(ex, questions, post.incoming.subject)
    ex = _say_all(ex, answers)
    left = [one.asked.shown for one in answers if one.open]
    if not left:
        return ex
    ex, passed = pass_on(ex, "open", left)
    return _tell_passed(ex, passed, "mail.open_passed")


def _hand_over(ex: Exchange, post: _Post, wish: str) -> Exchange:
    """The sender is told, the secretariat receives the letter, the thread is left to people."""
    ex, passed = pass_on(ex, wish, [one.shown for one in post.letter.questions])
    ex = ex.say(ex.phrase(f"mail.{wish}"))
    ex = _tell_passed(ex, passed, "mail.passed")
    ex = _tell_held_back(ex, post)
    if wish in SILENT:
        ex = ex.say(ex.phrase("mail.silent")).remember(paused=True, offer=None)
    return ex.because(f"{wish}: {post.manner.seen}", handed_over=True)


def _begin_form(ex: Exchange, post: _Post, text: str) -> Exchange:
    """The questions first, then the form."""
    asked = [one for one in post.letter.questions if not mailed_form.is_how(one.text)]
    if mailed_form.is_form(ex, text):
        asked = [one for one in asked if one.text.rstrip().endswith("?")]
    return mailed_form.begin(_beside(ex, post, asked), text).because("a wish for a lab")


def _answer(ex: Exchange, post: _Post, text: str) -> Exchange:
    """Every question under itself; what stays open goes to the secretariat."""
    answers = _found(ex, post)
    answers = () if post.manner.wish == "enclosed" and not post.letter.questions else answers
    talk = [one for one in answers if one.chat]
    if talk and len(talk) == len(answers):
        return _chatted(ex, post, talk[0])
    answers = tuple(one for one in answers if not one.chat)
    good = any(one.sure or one.near for one in answers)
    needs_person = post.manner.wish in _WITH_ANSWERS or not good
    if not good and not any(one.elsewhere for one in answers):
        return _nothing(ex, post, answers)
    ex = _say_all(ex, answers)
    ex = _pass_open(ex, post, answers)
    handed = post.manner.wish == "case" and not all(one.sure and one.finding.known for one in answers)
    why = f"{post.manner.wish}: {post.manner.seen}" if needs_person and post.manner.wish else _why(answers)
    return ex.because(why, handed_over=handed or not good)


def _found(ex: Exchange, post: _Post) -> tuple[Answered, ...]:
    """What each question gets; of a letter that asks nothing outright, all of it, or those sentences that have one."""
    subject = post.incoming.subject
    if post.letter.questions:
        return letter_answers.answer_all(ex, post.letter.questions, subject)
    whole = letter_answers.answer_all(ex, _whole(post), subject)
    if len(post.letter.rest) < 2 or not whole or whole[0].sure or whole[0].elsewhere or whole[0].chat:
        return whole
    parts = letter_answers.answer_all(ex, [Asked(one) for one in post.letter.rest[:_PARTS]], subject)
    return tuple(one for one in parts if one.sure) or whole


def _chatted(ex: Exchange, post: _Post, one: Answered) -> Exchange:
    """Small talk: some of it is a wish, some of it needs no answer."""
    meant = _MEANT.get(one.chat, "")
    if meant == "courtesy":
        return ex.because(f"courtesy: {one.finding.why}")
    if meant:
        return _hand_over(ex, post, meant)
    return ex.say(one.finding.text).because(f"small talk: {one.finding.why}")


def _whole(post: _Post) -> tuple[Asked, ...]:
    """A letter that asks nothing outright: all that it says is the question."""
    whole = " ".join(post.letter.rest)
    return (Asked(whole),) if whole else ()


def _say_all(ex: Exchange, answers: Sequence[Answered]) -> Exchange:
    again = letter_answers.repeated(ex, answers)
    for text in (again, *letter_answers.word(ex, answers)):
        ex = ex.say(text)
    return letter_answers.offer_flows(letter_answers.remember(ex, answers), answers) if answers else ex


def _pass_open(ex: Exchange, post: _Post, answers: Sequence[Answered]) -> Exchange:
    """To the secretariat: what has no answer, a request already made, whatever is attached."""
    left = [one.asked.shown for one in answers if one.open and not one.elsewhere]
    wish = post.manner.wish
    if wish == "case":
        ex, passed = pass_on(ex, "case", left)
        return _tell_held_back(_tell_passed(ex.say(ex.phrase("mail.case")), passed, "mail.passed"), post)
    if post.incoming.attachments:
        return _with_enclosed(ex, post, left)
    elsewhere = bool(answers) and all(one.elsewhere for one in answers)
    if not left and not elsewhere:
        return ex
    ex, passed = pass_on(ex, "elsewhere" if elsewhere else "open", left)
    return _tell_passed(ex, passed, "mail.passed" if elsewhere else "mail.open_passed")


def _nothing(ex: Exchange, post: _Post, answers: Sequence[Answered]) -> Exchange:
    """No answer to anything: the letter goes to people, after the third one for good."""
    ex = letter_answers.remember(ex, answers)
    third = ex.dialogue.unhelpful >= _PATIENCE
    if post.manner.wish == "enclosed" or (post.incoming.attachments and not post.letter.questions):
        return _with_enclosed(ex, post).because(f"enclosed: {post.manner.seen}", handed_over=True)
    for text in letter_answers.word(ex, answers) if post.letter.questions else ():
        ex = ex.say(text)
    wish = post.manner.wish or ("third" if third else "open")
    ex, passed = pass_on(ex, wish, [one.asked.shown for one in answers])
    ex = ex.say(ex.phrase(f"mail.{wish}"))
    ex = _tell_held_back(_tell_passed(ex, passed, "mail.passed"), post)
    if third:
        ex = ex.say(ex.phrase("mail.silent")).remember(paused=True, offer=None)
    return ex.because(f"{wish}: {_why(answers)}", handed_over=True)


def _with_enclosed(ex: Exchange, post: _Post, left: Sequence[str] = ()) -> Exchange:
    """Attachments are not read: they go to the secretariat with the letter."""
    if not post.incoming.attachments:
        return ex
    ex, passed = pass_on(ex, "enclosed", left)
    ex = ex.say(ex.phrase("mail.enclosed" if passed.reference else "mail.enclosed_unread"))
    return _tell_held_back(_tell_passed(ex, passed, "mail.reference"), post)


def _tell_passed(ex: Exchange, passed: PassedOn, code: str) -> Exchange:
    if passed.already_there:
        return ex  # said at the end of the letter
    if passed.before:
        return ex.say(ex.phrase("notice.already_asked"))
    return ex.say(ex.phrase(code, reference=passed.reference))


def _tell_held_back(ex: Exchange, post: _Post) -> Exchange:
    passed = {file.name for file in post.incoming.files}
    held = [name for name in post.incoming.attachments if name not in passed]
    return ex.say(ex.phrase("mail.held_back", names=", ".join(held))) if held else ex


def _why(answers: Sequence[Answered]) -> str:
    return "; ".join(one.finding.why for one in answers) or "nothing asked"
