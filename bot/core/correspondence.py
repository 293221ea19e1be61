# SPDX-License-Identifier: EUPL-1.2
"""A letter to everything it leads to: silence, a person, the form, answers, the secretariat."""

import re
from collections.abc import Sequence

from bot.core import handover, letter_answers, letter_matters, links, mailed_form, menus, retreats, sessions
from bot.core.asked import Asked, has_matter, read_letter
from bot.core.exchange import Exchange
from bot.core.filled import confirmation
from bot.core.lab_wish import is_how, wishes_lab
from bot.core.labels import flow_label
from bot.core.letter_answers import Answered
from bot.core.manner import hands_on, names_enclosure
from bot.core.post import Post, open_post
from bot.core.postscript import secretariat_has_it
from bot.core.wishes import REQUEST_FLOW

_PATIENCE = 3  # letters in a row that got no helpful answer
_STRONG = ("act", "person", "complaint", "unsatisfied", "office", "unenclosed")
# Small talk that wants something of people, by its entry.
_MEANT = {
    "dialogo/operatore-umano": "person", "dialogo/chat-malfunzionante": "unsatisfied", "dialogo/insulti": "complaint",
    "dialogo/ringraziamenti": "courtesy",
}  # fmt: skip
_THANKS = re.compile(r"\b(?:grazi|ringraz)", re.IGNORECASE)
_PARTS = 6  # sentences of a letter that asks nothing outright
_ANSWERED_TOO = ("complaint", "person")
_WITH_ANSWERS = ("case", "enclosed")  # their questions are answered too


def take(ex: Exchange) -> Exchange:
    """What a letter leads to; silence where nothing is said."""
    assert ex.given.incoming is not None
    post = open_post(ex.given.incoming)
    return _while_paused(ex, post) if ex.dialogue.paused else _said(ex, post)


def _while_paused(ex: Exchange, post: Post) -> Exchange:
    """A human goes on in this thread: what still comes reaches the human, and nothing is answered but what of the
    letter does not travel on."""
    return ex if post.manner.wish in ("courtesy", "notice", "stop") else handover.follow(ex)


def _said(ex: Exchange, post: Post) -> Exchange:
    wish = post.manner.wish
    if wish == "stop":
        return ex.say(ex.phrase("mail.stopped")).remember(paused=True, no_reminders=True)
    if wish == "notice":
        return ex.because(f"notice: {post.manner.seen}")
    if wish == "courtesy" and not ex.filling:
        return _own_matter(ex, post) or ex.because("courtesy")
    coded = links.try_code(ex, post.bare)
    if coded is not None:
        return coded
    if post.incoming.oversize:
        return handover.give(ex.say(ex.phrase("mail.oversize")), post, "oversize").because("oversize")
    under_way = _own_matter(ex, post) or _under_way(ex, post)
    if under_way is not None:
        return under_way
    wished = wishes_lab(post.letter, post.incoming.subject)
    if wish in _STRONG and not (wish == "complaint" and wished):
        return _hand_over(ex, post, wish)
    option = menus.option_typed(ex, post.bare)
    if option is not None:
        return menus.press(ex, option)
    filled = mailed_form.is_form(ex, post.text)
    if not (wished or filled) or REQUEST_FLOW not in ex.library.flows:
        return _answer(ex, post)
    told_of = bool(post.incoming.attachments) and names_enclosure(post.text) and not filled
    return _offer_form(ex, post) if told_of else _begin_form(ex, post, filled=filled)


def _own_matter(ex: Exchange, post: Post) -> Exchange | None:
    """A request of one's own, or what is kept of it; what else is asked is answered above."""
    want = letter_matters.read(ex, post.text, post.incoming.subject, post.manner)
    retreat = retreats.taken_back(ex, post.text, want)
    if retreat:
        return _taken_back(ex, post, retreat)
    before = _beside(ex, post, letter_matters.other_questions(ex, post.letter)) if want else ex
    return letter_matters.take_up(before, want)


def _taken_back(ex: Exchange, post: Post, retreat: retreats.Retreat) -> Exchange | None:
    """What is taken back; what else is asked is answered above, and people who have the letter before get this one."""
    asked = [one for one in letter_matters.other_questions(ex, post.letter) if "?" in one.text]
    before = _beside(ex, post, asked)
    taken = retreats.take(before, retreat)
    told = taken is not None and len(taken.letters) == len(before.letters) and taken.spoken == before.spoken
    return handover.give(before, post, "more").because("taken back", handed_over=True) if told else taken


def _under_way(ex: Exchange, post: Post) -> Exchange | None:
    """What a letter says to the open form; None where it is about something else."""
    if ex.session is None:
        return None
    confirms = confirmation(post.text)
    if confirms:
        return sessions.hear(ex, confirms)
    lines = mailed_form.come_back(ex, post.text)
    if lines is not None:
        asked = read_letter("\n\n".join(lines.leftovers)).questions
        return mailed_form.fill(_beside(ex, post, asked), lines)
    if post.manner.wish == "courtesy":
        return ex.because("courtesy") if _THANKS.search(post.text) else sessions.hear(ex, post.bare)
    if post.manner.wish in (*_STRONG, *_WITH_ANSWERS) and not _sends_form(ex, post):
        return None
    if post.letter.questions and not _is_short(post):
        return _aside(ex, post) if ex.filling else None
    heard = sessions.hear(ex, post.bare or post.text)
    return mailed_form.keep(ex, heard, post) if heard is not None else None


def _sends_form(ex: Exchange, post: Post) -> bool:
    """«Inoltrate pure la richiesta alla segreteria», under a summary, means what the summary holds."""
    reviewed = ex.session is not None and ex.session.prompt is not None and ex.session.prompt.kind == "review"
    return reviewed and post.manner.wish == "person" and hands_on(post.text)


def _is_short(post: Post) -> bool:
    """A word or two may be the answer to the open question, even with a question mark."""
    return len(post.bare.split()) <= 2


def _aside(ex: Exchange, post: Post) -> Exchange:
    """Questions in the middle of a form: answered, then the form again as it stands."""
    return sessions.again(_beside(ex, post, post.letter.questions))


def _beside(ex: Exchange, post: Post, questions: Sequence[Asked], *, begins: bool = False) -> Exchange:
    """Questions and files beside a form, be it that the letter `begins` it: what people must see goes to them at once,
    and the form does not."""
    answers = letter_answers.answer_all(ex, questions, post.incoming.subject)
    ex = _say_all(ex, answers)
    left = _open(answers)
    if post.incoming.attachments:
        ex = handover.enclose(ex, post, left)
    elif left:
        ex = handover.give(ex, post, "open", left, code="mail.open_passed")
    else:
        return ex
    return ex.say(ex.phrase("mail.form_apart")) if ex.filling or begins else ex


def _hand_over(ex: Exchange, post: Post, wish: str) -> Exchange:
    """The letter is for people; what it asks besides is answered where that is sure."""
    earlier, sure = ex.dialogue.asked, list[Answered]()
    if wish in _ANSWERED_TOO:
        answers = letter_answers.answer_all(ex, post.letter.questions, post.incoming.subject)
        sure = [one for one in answers if one.sure and one.finding.known]
        ex = _say_all(ex, sure, offers=False)  # in a thread left to people nothing is chosen
    known = [one.asked for one in sure]
    left = [one.shown for one in post.letter.questions if one not in known and not hands_on(one.text)]
    if wish == "person" and not left and hands_on(post.text):
        left = [] if secretariat_has_it(ex, post.incoming) else list(earlier)
        ex = ex.say(ex.phrase("mail.asked_before", question="» «".join(left))) if left else ex
    ex = handover.leave(ex, post, wish, left)
    return ex.because(f"{wish}: {post.manner.seen}", handed_over=True)


def _begin_form(ex: Exchange, post: Post, *, filled: bool) -> Exchange:
    """The questions first, then the form; `filled`: the letter holds lines of it, which are no questions."""
    asked = [one for one in post.letter.questions if not is_how(one.text)]
    if filled:
        asked = [one for one in asked if one.text.rstrip().endswith("?")]
    return mailed_form.begin(_beside(ex, post, asked, begins=True), post).because("a wish for a lab")


def _offer_form(ex: Exchange, post: Post) -> Exchange:
    """A wish that speaks of a file: the request may be in it, so the form is only offered."""
    ex = _answer(ex, post)
    key = f"flow:{REQUEST_FLOW}"
    return ex.say(ex.phrase("mail.enclosed_wish")).offer([(key, flow_label(ex.library, REQUEST_FLOW))])


def _answer(ex: Exchange, post: Post) -> Exchange:
    """Every question under itself; what stays open goes to the secretariat."""
    answers = _found(ex, post)
    answers = () if post.manner.wish == "enclosed" and not post.letter.questions else answers
    talk = [one for one in answers if one.chat]
    if talk and len(talk) == len(answers):
        return _chatted(ex, post, talk[0])
    answers = tuple(one for one in answers if not one.chat)
    good = any((one.sure and not one.others) or one.near for one in answers)
    if not good and not any(one.others for one in answers):
        return _nothing(ex, post, answers)
    known = all(one.sure and one.finding.known for one in answers)
    ex, passed = _pass_open(_say_all(ex, answers), post, answers)
    needs_person = post.manner.wish in _WITH_ANSWERS or not good
    why = f"{post.manner.wish}: {post.manner.seen}" if needs_person and post.manner.wish else _why(answers)
    return ex.because(why, handed_over=passed and (not good or (post.manner.wish == "case" and not known)))


def _found(ex: Exchange, post: Post) -> tuple[Answered, ...]:
    """What each question gets; of a letter that asks nothing outright, all of it, or those sentences that have one."""
    subject = post.incoming.subject
    if post.letter.questions:
        return letter_answers.answer_all(ex, post.letter.questions, subject)
    whole = letter_answers.answer_all(ex, _whole(post), subject)
    if len(post.letter.rest) < 2 or not whole or whole[0].sure or whole[0].elsewhere or whole[0].chat:
        return whole
    told = [Asked(one) for one in post.letter.rest if has_matter(one)]  # «Per competenza.» is about nothing
    parts = letter_answers.answer_all(ex, told[:_PARTS], subject)
    return tuple(one for one in parts if one.sure) or whole


def _chatted(ex: Exchange, post: Post, one: Answered) -> Exchange:
    """Small talk: some of it is a wish, some of it needs no answer."""
    meant = _MEANT.get(one.chat, "")
    if post.incoming.attachments:
        return handover.enclose(ex, post).because(f"enclosed: {', '.join(post.incoming.attachments)}", handed_over=True)
    if meant == "courtesy" and "?" in post.text:
        return _nothing(ex, post, [one])
    if meant == "courtesy":
        return ex.because(f"courtesy: {one.finding.why}")
    if meant:
        return _hand_over(ex, post, meant)
    return ex.say(one.finding.text).because(f"small talk: {one.finding.why}")


def _whole(post: Post) -> tuple[Asked, ...]:
    """A letter that asks nothing outright: all that it says is the question."""
    whole = " ".join(post.letter.rest)
    return (Asked(whole),) if whole else ()


def _say_all(ex: Exchange, answers: Sequence[Answered], *, offers: bool = True) -> Exchange:
    again = letter_answers.repeated(ex, answers)
    for text in (again, *letter_answers.word(ex, answers)):
        ex = ex.say(text)
    ex = letter_answers.remember(ex, answers) if answers else ex
    return letter_answers.offer_flows(ex, answers) if offers else ex


def _pass_open(ex: Exchange, post: Post, answers: Sequence[Answered]) -> tuple[Exchange, bool]:
    """To the secretariat: what has no answer, a request already made, whatever is attached; whether anything was."""
    left = _open(answers)
    if post.manner.wish == "case":
        return handover.give(ex.say(ex.phrase("mail.case")), post, "case", left), True
    if post.incoming.attachments:
        return handover.enclose(ex, post, left), True
    if left:
        return handover.give(ex, post, "open", left, code="mail.open_passed"), True
    others = [one for one in answers if one.others]
    if len(others) < len(answers):
        return ex, False
    if letter_answers.insists(ex, others):
        return handover.give(ex, post, "elsewhere", [one.asked.shown for one in others]), True
    return ex.say(ex.phrase("mail.elsewhere")), False


def _open(answers: Sequence[Answered]) -> list[str]:
    return [one.asked.shown for one in answers if one.open]


def _nothing(ex: Exchange, post: Post, answers: Sequence[Answered]) -> Exchange:
    """No answer to anything: the letter goes to people, after the third one for good."""
    ex = letter_answers.remember(ex, answers)
    if post.manner.wish == "enclosed" or (post.incoming.attachments and not post.letter.questions):
        return handover.enclose(ex, post).because(f"enclosed: {post.manner.seen}", handed_over=True)
    for text in letter_answers.word(ex, answers) if post.letter.questions else ():
        ex = ex.say(text)
    wish = post.manner.wish or ("third" if ex.dialogue.unhelpful >= _PATIENCE else "open")
    ex = handover.leave(ex, post, wish, [one.asked.shown for one in answers])
    return ex.because(f"{wish}: {_why(answers)}", handed_over=True)


def _why(answers: Sequence[Answered]) -> str:
    return "; ".join(one.finding.why for one in answers) or "nothing asked"
