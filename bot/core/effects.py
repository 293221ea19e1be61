# SPDX-License-Identifier: EUPL-1.2
"""What the engine wants done, as letters, rows of the register, files and times to come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypedDict

from bot.core.dialogue import Dialogue
from bot.core.entries import source_line
from bot.core.exchange import Exchange
from bot.core.labels import named
from bot.core.markup import to_plain
from bot.core.matter import topic_name
from bot.core.messages import Attachment, Letter
from bot.core.turns import Register, Request
from flows.replies import AskWithdrawal, Calendar, Draft, Effect, Erase, Handover, Schedule, SubmitRequest
from flows.wording import NO_WORDS, Wording
from knowledge.events import as_known, calendar


@dataclass(frozen=True)
class Outcome:
    """What an effect lets the replies say: values for phrases, a text to add, files, other words for a notice."""

    values: Mapping[str, str] = field(default_factory=dict)
    text: Wording = NO_WORDS
    files: tuple[Attachment, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)  # a notice's code: the code said in its place
    receipt: str = ""  # the address to which a receipt goes


def carry_out(ex: Exchange, session_id: str, effect: Effect) -> tuple[Exchange, Outcome]:
    """Do it as far as a pure function can: everything is noted in the turn. Opening flows is not done here."""
    match effect:
        case SubmitRequest():
            return _sent(ex, *ex.given.means.letters.compose_request(ex.library, effect, **_letter_means(ex)))
        case Handover():
            return _hand_over(ex, effect)
        case Draft():
            text, file = ex.given.means.letters.draft(ex.library, effect, **_letter_means(ex))
            return ex, Outcome(text=text, files=(file,))
        case Calendar():
            return ex, Outcome(files=_calendar(ex, effect.event))
        case Schedule():
            return replace(ex, schedule=(*ex.schedule, (session_id, effect))), Outcome()
        case Erase():
            return replace(ex, erase=(*ex.erase, effect)), Outcome()
        case AskWithdrawal():
            return ask_withdrawal(ex, reference_of_session(ex, effect.session)), Outcome()
    return ex, Outcome()


def reference_of_session(ex: Exchange, session_id: str) -> str:
    """Under which reference a session last sent something; "" where nobody knows."""
    own = (request for request, _ in ex.given.register.of_person(ex.dialogue.person) if request.session == session_id)
    found = next(own, None) or ex.given.register.of_session(session_id)
    return found.reference if found else ""


def ask_withdrawal(ex: Exchange, reference: str) -> Exchange:
    """«Vuole davvero ritirare …?»: nothing changes before the answer, and nothing at all without one."""
    request = ex.given.register.by_reference(reference)
    told = {"body": request.body, "lab": topic_name(ex.library, request)} if request else {"body": "", "lab": ""}
    phrases = ex.library.phrases
    options = [
        (f"{name}:{reference}", named(phrases, f"offer.{name}", reference=reference))
        for name in ("withdraw_yes", "withdraw_no")
    ]
    ex = ex.remember(offer=None).say(ex.phrase("withdrawal.ask", reference=reference, **told), apart=True)
    return ex.offer(options, asked=True)


class _LetterMeans(TypedDict):
    dialogue: Dialogue
    register: Register
    now: datetime
    to: str
    domain: str


def _letter_means(ex: Exchange) -> _LetterMeans:
    means = ex.given.means
    return {
        "dialogue": ex.dialogue, "register": ex.given.register, "now": ex.given.now,
        "to": means.to, "domain": means.domain,
    }  # fmt: skip


def _sent(ex: Exchange, letters: tuple[Letter, ...], request: Request) -> tuple[Exchange, Outcome]:
    ex = replace(ex, letters=(*ex.letters, *letters), requests=(*ex.requests, request))
    receipt = next((letter.to for letter in letters if letter.purpose == "receipt"), "")
    return ex, Outcome({"reference": request.reference}, receipt=receipt)


def _hand_over(ex: Exchange, effect: Handover) -> tuple[Exchange, Outcome]:
    """The same person and question once."""
    question = next((row.canonical for row in effect.rows if row.slot == "domanda"), "")
    if question and ex.given.register.asked(ex.dialogue.person, question):
        return ex, Outcome(instead={"handed_over": "already_asked"})
    return _sent(ex, *ex.given.means.letters.compose_question(ex.library, effect, **_letter_means(ex)))


def _calendar(ex: Exchange, name: str) -> tuple[Attachment, ...]:
    meeting = next((one for one in ex.library.meetings if one.id == name), None)
    if meeting is None:
        return ()
    known = as_known(meeting, ex.given.today)
    source = to_plain(source_line(ex.library, known.sources, ex.given.today))
    return (Attachment(f"{meeting.id}.ics", "text/calendar", calendar(known, ex.given.now, source).encode()),)
