# SPDX-License-Identifier: EUPL-1.2
"""The flow under way: what happens is given to the engine, its replies are said, its effects noted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypedDict

from bot.core.effects import Outcome, carry_out
from bot.core.exchange import Exchange, Spoken, digest
from bot.core.filled import confirmation
from bot.core.interruptions import interject
from bot.core.labels import flow_label, named
from bot.core.reading import read_opening, read_reply, read_tap
from bot.core.speaking import Voice, speak
from flows.definition import Flow
from flows.engine import reduce
from flows.events import Channel, Command, CommandName, Event, Open, Said, StartFlow, Tapped
from flows.prefill import brought
from flows.replies import FaqAnswer, Notice, Reply, Result
from flows.screens import show, typed_key
from flows.session import Place, Session, new_session
from flows.vocabulary import normal
from flows.wording import Wording, join

_LETTER = 1  # «a» begins no label
_ENDED = ("cancelled", "expired", "withdrawn")


class Base(TypedDict):
    """The part that every event of the engine has."""

    id: str
    at: datetime
    channel: Channel


def start(
    ex: Exchange,
    name: str,
    given: Mapping[str, str] | None = None,
    *,
    places: Sequence[Place] = (),
    text: str = "",
    origin: str = "",
) -> Exchange:
    """Open a flow, or come back to it where it was left; what is open now is put aside."""
    flow = ex.library.flows.get(name)
    if flow is None:
        return ex.say(ex.phrase("notice.unknown_flow"))
    left = _left_half_way(ex, name) if origin != "second" else None
    known = {**_brought(ex, flow, left, origin), **(given or {})}
    session = left or new_session(digest(ex.dialogue.chat, ex.given.event, name, str(ex.steps)), name)
    ex = _leave(ex, session.id)
    reading = read_opening(ex.given, flow, text=text, known=known, places=places)
    ex = replace(ex, sessions={**ex.sessions, session.id: session})
    ex = ex.remember(session=session.id, flow=name, offer=None)
    return give(ex, session.id, Open(**base(ex), reading=reading, origin=origin, text=text, given=known))  # fmt: skip


def _brought(ex: Exchange, flow: Flow, session: Session | None, origin: str = "") -> dict[str, str]:
    """What other flows of this conversation have told meanwhile; what was corrected by hand stays, unless the
    person comes from there."""
    had = session.answers if session else {}
    told = brought(flow, ex.library.flows, ex.sessions.values())
    fresh = {name: value for name, value in told.items() if name not in had or had[name].value != value}
    sources = {name: slot.carried.flow for name, slot in flow.slots.items() if slot.carried}
    by_hand = {name for name, one in had.items() if one.source != "carried" and sources.get(name) != origin}
    return {name: value for name, value in fresh.items() if name not in by_hand}


def _left_half_way(ex: Exchange, name: str) -> Session | None:
    """The session of this flow that is under way, or was put aside."""
    ids = (ex.dialogue.session, *reversed(ex.dialogue.aside))
    kept = [ex.sessions[one] for one in ids if one in ex.sessions]
    return next((one for one in kept if one.flow == name and one.status == "active"), None)


def _leave(ex: Exchange, next_id: str) -> Exchange:
    """What is under way waits; one in which nothing was answered is forgotten."""
    ex = ex.remember(aside=tuple(one for one in ex.dialogue.aside if one != next_id))
    session = ex.session
    if session is None or session.id == next_id or session.status != "active":
        return ex
    if session.answers or session.proposed:
        return ex.put_aside(session.id)
    result = reduce(ex.library.flows[session.flow], session, Command(**base(ex), name="cancel"))
    ex = replace(ex, steps=ex.steps + 1).keep(result.session)
    for effect in result.effects:
        ex, _ = carry_out(ex, session.id, effect)
    return ex


def resume(ex: Exchange, session_id: str) -> Exchange:
    """Come back to a session put aside."""
    session = ex.sessions.get(session_id)
    if session is None or session.flow not in ex.library.flows:
        return ex.say(ex.phrase("notice.over"))
    known = _brought(ex, ex.library.flows[session.flow], session)
    ex = _leave(ex, session_id).remember(session=session_id, flow=session.flow, offer=None)
    return give(ex, session_id, Open(**base(ex), origin="resume", given=known))


def pause(ex: Exchange) -> Exchange:
    """Put the flow under way aside as it is, and show what else there is."""
    session = ex.session
    assert session is not None
    flow = ex.library.flows[session.flow]
    ex = _leave(ex, "").remember(session="", flow="", offer=None)
    told = ex.phrase("notice.paused", title=flow.title, days=str(flow.expire_after_days))
    return offer_menu(ex.say(told) if session.id in ex.dialogue.aside else ex, "menu.title")


def order(ex: Exchange, name: CommandName, *, session_id: str = "") -> Exchange:
    """A command to the session under way, or to another that then is."""
    session = ex.sessions.get(session_id or ex.dialogue.session)
    if session is None:
        return ex.say(ex.phrase("notice.over"))
    if session.id != ex.dialogue.session:
        ex = _leave(ex, session.id).remember(session=session.id, flow=session.flow, offer=None)
    reading = read_tap(ex.given, session)
    return give(ex, session.id, Command(**base(ex), reading=reading, name=name))


def tap(ex: Exchange, prompt: str, option: str) -> Exchange:
    """A button of the open prompt; any other shows what is open now."""
    session = ex.session
    assert session is not None
    event = Tapped(**base(ex), reading=read_tap(ex.given, session), prompt=prompt, option=option)
    return give(ex, session.id, event)


def hear(ex: Exchange, text: str) -> Exchange | None:
    """A typed text; None when no flow is being filled and the text means nothing to the one that ended."""
    session = ex.session
    assert session is not None
    flow = ex.library.flows[session.flow]
    key = _typed_label(ex, flow, session, text)
    if key is not None and session.prompt is not None:
        return tap(ex, session.prompt.id, key)
    result = reduce(flow, session, _heard(ex, flow, session, text))
    if session.status != "active" and any(isinstance(reply, FaqAnswer) for reply in result.replies):
        return None
    return _tell(replace(ex, steps=ex.steps + 1), flow, session, result)


def _heard(ex: Exchange, flow: Flow, session: Session, text: str) -> Said:
    """A text as typed; of a letter, the line that confirms."""
    text = (confirmation(text) or text) if ex.channel == "email" else text
    return Said(**base(ex), reading=read_reply(ex.given, flow, session, text), text=text)


def _typed_label(ex: Exchange, flow: Flow, session: Session, text: str) -> str | None:
    """The shown button whose label was typed, where the engine does not know these words."""
    said = normal(text)
    if session.prompt is None or not said or typed_key(session.prompt, said) is not None:
        return None
    shown = speak(_voice(ex, flow, session), show(flow, session, "terminal"))
    exact = [one.option for one in shown.choices if normal(one.label) == said]
    begun = [one.option for one in shown.choices if normal(one.label).startswith(f"{said} ")]
    ends = session.prompt.kind in ("exit", "suspended") and len(begun) == 1 and len(said) > _LETTER
    return exact[0] if exact else begun[0] if ends else None


def again(ex: Exchange) -> Exchange:
    """Show what is open once more."""
    return order(ex, "show")


def give(ex: Exchange, session_id: str, event: Event, *, notices_only: bool = False) -> Exchange:
    """Hand an event to the engine and say what comes of it; beside another open flow only the notices."""
    session = ex.sessions[session_id]
    flow = ex.library.flows[session.flow]
    result = reduce(flow, session, event)
    if notices_only:
        result = replace(result, replies=tuple(one for one in result.replies if isinstance(one, Notice)))
    return _tell(replace(ex, steps=ex.steps + 1), flow, session, result)


def base(ex: Exchange) -> Base:
    """What every event carries; a second one in the same turn has an id of its own."""
    name = f"{ex.given.event}/{ex.steps}" if ex.steps else ex.given.event
    return {"id": name, "at": ex.given.now, "channel": ex.channel}


def _voice(ex: Exchange, flow: Flow, session: Session, values: Mapping[str, str] | None = None) -> Voice:
    return Voice(
        library=ex.library, flow=flow, session=session, channel=ex.dialogue.channel,
        controller=ex.given.means.controller, values=values or {},
    )  # fmt: skip


def _tell(ex: Exchange, flow: Flow, before: Session, result: Result) -> Exchange:
    """Effects first, because their outcome is part of the words; another flow is opened last."""
    ex = ex.keep(result.session)
    request = ex.given.register.of_session(before.id) if before.sent else None
    values: dict[str, str] = {"reference": request.reference if request else ""}
    outcomes: list[Outcome] = []
    for effect in result.effects:
        ex, outcome = carry_out(ex, result.session.id, effect)
        values |= outcome.values
        outcomes.append(outcome)
    voice = _voice(ex, flow, result.session, values)
    ex = _settle(ex, result.session)
    for reply in _in_one_breath(result.replies):
        ex = _say(ex, voice, _instead(reply, outcomes), before=before, outcomes=outcomes)
    for effect in result.effects:
        if isinstance(effect, StartFlow):
            ex = start(ex, effect.flow, effect.given, places=effect.places, origin=effect.origin)
    return _what_next(ex, before, result.session)


def _in_one_breath(replies: Sequence[Reply]) -> Iterator[Reply]:
    """«Ho preso nota» is said once of answers that follow each other."""
    last = ""
    for reply in replies:
        code = reply.code if isinstance(reply, Notice) else ""
        yield replace(reply, code="noted_too") if isinstance(reply, Notice) and code == last == "noted" else reply
        last = code


def _instead(reply: Reply, outcomes: Sequence[Outcome]) -> Reply:
    if not isinstance(reply, Notice):
        return reply
    code = next((one.instead[reply.code] for one in outcomes if reply.code in one.instead), reply.code)
    return replace(reply, code=code)


def _say(ex: Exchange, voice: Voice, reply: Reply, *, before: Session, outcomes: Sequence[Outcome]) -> Exchange:
    if isinstance(reply, FaqAnswer):
        return interject(ex, before, reply)
    spoken = speak(voice, reply)
    code = reply.code if isinstance(reply, Notice) else ""
    receipt = next((one.receipt for one in outcomes if one.receipt), "")
    if receipt and code in ("submitted", "amended", "handed_over"):
        spoken = replace(spoken, text=join([spoken.text, ex.phrase("notice.receipt", email=receipt)]))
    ex = ex.speak(spoken)
    files = [one for one in outcomes if one.files] if code in ("own_mail", "calendar") else []
    return ex.speak(*(Spoken(one.text, files=one.files, apart=True) for one in files))


def _settle(ex: Exchange, session: Session) -> Exchange:
    """Which session the dialogue is about from now on."""
    over = session.status in _ENDED or (session.prompt is None and session.status != "active")
    aside = tuple(one for one in ex.dialogue.aside if one != session.id)
    if over and ex.dialogue.session in ("", session.id):
        return ex.remember(session="", flow="", aside=aside)
    return ex.remember(aside=aside)


def _what_next(ex: Exchange, before: Session, session: Session) -> Exchange:
    """After an end: what was put aside, otherwise the menu."""
    ended = before.status == "active" and session.status in ("submitted", *_ENDED)
    closed = session.prompt is None and before.prompt is not None and session.status != "active"
    if ex.filling or ex.then or ex.given.incoming is None or not (ended or closed):
        return ex
    if waiting(ex):
        return ex.offer(resumable(ex))
    return offer_menu(ex, "menu.what_next") if ex.dialogue.session == "" else ex


def waiting(ex: Exchange) -> list[Session]:
    """The forms left half-way, the one under way excepted: the one left last stands last."""
    kept = (ex.sessions[one] for one in ex.dialogue.aside if one in ex.sessions)
    return [one for one in kept if one.status == "active"]


def resumable(ex: Exchange) -> list[tuple[str, Wording]]:
    """The options that take them up again."""
    return [(f"resume:{one.id}", resume_label(ex, one)) for one in waiting(ex)]


def resume_label(ex: Exchange, session: Session) -> Wording:
    """«Riprendere: Richiesta di Capacity Lab»."""
    flow = ex.library.flows.get(session.flow)
    return named(ex.library.phrases, "offer.resume", title=flow.title if flow else session.flow)


def offer_menu(ex: Exchange, code: str) -> Exchange:
    """Every flow of the content, in the order that the phrases give, and what can be resumed."""
    names = ex.library.phrases["menu.order"].split()
    listed = [*(name for name in names if name in ex.library.flows), *sorted(ex.library.flows.keys() - set(names))]
    ex = ex.say(ex.phrase(code)) if code else ex
    return ex.offer([*((f"flow:{name}", flow_label(ex.library, name)) for name in listed), *resumable(ex)])
