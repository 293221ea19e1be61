# SPDX-License-Identifier: EUPL-1.2
"""Withdrawing what was sent: which request is meant, and what follows the answer to «Vuole davvero ritirare …?»."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core import records, sessions
from bot.core.effects import ask_withdrawal
from bot.core.exchange import Exchange
from bot.core.labels import named
from bot.core.matter import topic_name
from bot.core.own_matters import Wanted
from bot.core.reading import read_tap
from bot.core.turns import Request
from flows.events import Command
from flows.replies import Erase
from flows.wording import Wording, join
from knowledge.events import day_in_words


def begin(ex: Exchange, want: Wanted) -> Exchange | None:
    """Ask about the request that is meant, or which one it is; None where none is named and none was sent from here."""
    standing = [one.reference for one, _ in records.standing(ex)]
    named_ones = want.references or _in_question(ex, standing)
    if named_ones:
        return _named(ex, named_ones, standing)
    if want.loose and ex.session is not None and ex.filling and not ex.session.sent:
        told = ex.say(ex.phrase("withdrawal.form", title=ex.library.flows[ex.session.flow].title))
        return choose(told, standing) if standing else sessions.again(told)
    if standing:
        return ask_withdrawal(ex, standing[0]) if len(standing) == 1 else choose(ex, standing)
    return records.tell_state(ex) if records.own(ex) else None


def _in_question(ex: Exchange, standing: Sequence[str]) -> tuple[str, ...]:
    """The request that the open question is about: «è una correzione di quella, oppure una seconda?»"""
    prompt = ex.session.prompt if ex.session else None
    return (prompt.held,) if prompt and prompt.kind == "repeat" and prompt.held in standing else ()


def _named(ex: Exchange, references: Sequence[str], standing: Sequence[str]) -> Exchange:
    known = [one for one in references if one in standing]
    for one in references:
        ex = ex if one in standing else ex.say(fault(ex, one))
    if len(known) == 1:
        return ask_withdrawal(ex, known[0])
    if known or standing:
        return choose(ex, known or standing)
    if ex.then:
        return records.ask_erasure(ex)
    return sessions.again(ex) if ex.filling else ex


def fault(ex: Exchange, reference: str) -> Wording:
    """Why this one cannot be withdrawn; whether somebody else has it is not told."""
    kinds = {one.kind for one, _ in records.own(ex) if one.reference == reference}
    code = "already" if "withdrawal" in kinds else "gone" if "request" in kinds else "question" if kinds else "unknown"
    return ex.phrase(f"withdrawal.{code}", reference=reference)


def choose(ex: Exchange, references: Sequence[str]) -> Exchange:
    """Which of them."""
    kept = [one for one, _ in records.standing(ex) if one.reference in references]
    lines = join([_row(ex, one) for one in kept], "\n")
    ex = ex.remember(offer=None).say(join([ex.phrase("withdrawal.which"), lines]), apart=True)
    phrases = ex.library.phrases
    options = [(f"withdraw:{one.reference}", named(phrases, "offer.withdraw", reference=one.reference)) for one in kept]
    return ex.offer(options, asked=True)


def _row(ex: Exchange, request: Request) -> Wording:
    told = {"reference": request.reference, "body": request.body, "lab": topic_name(ex.library, request)}
    at = request.at.astimezone(ex.given.now.tzinfo)
    return ex.phrase("withdrawal.row", date=day_in_words(at.date()), **told)


def end(ex: Exchange, reference: str, *, confirmed: bool) -> Exchange:
    """What the answer leads to; a form that was open is where it was."""
    session = next((session for one, session in records.standing(ex) if one.reference == reference), None)
    ex = ex.remember(offer=None)
    if not confirmed:
        ex = ex.say(ex.phrase("withdrawal.kept", reference=reference))
    elif session is None:
        ex = ex.say(fault(ex, reference))
    else:
        ex = _forget_others(ex, reference, session.id)
        reading = read_tap(ex.given, session)
        ex = sessions.give(ex, session.id, Command(**sessions.base(ex), reading=reading, name="withdrawn"))
    if ex.then:
        return records.ask_erasure(ex)
    if not confirmed:
        return sessions.again(ex) if ex.session is not None else ex
    return sessions.resume(ex, ex.dialogue.session) if ex.filling else ex


def _forget_others(ex: Exchange, reference: str, session_id: str) -> Exchange:
    """A correction may have been written in another form than the request: both forget what was said in them."""
    wrote = {one.session for one, _ in records.own(ex) if one.reference == reference}
    for name in sorted(wrote & set(ex.sessions) - {session_id}):
        ended = ex.sessions[name].changed(status="withdrawn", answers={}, before={}, prompt=None, editing="")
        ex = replace(ex.keep(ended), erase=(*ex.erase, Erase(session=name)))
    return ex
