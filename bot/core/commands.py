# SPDX-License-Identifier: EUPL-1.2
"""The commands, with or without the slash: start, aiuto, richiesta, stato, indietro, annulla, privacy …"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core import links, records, sessions, withdrawals
from bot.core.exchange import Exchange
from bot.core.messages import Incoming
from bot.core.own_matters import Wanted, wanted
from flows.answers import acknowledge, names_of
from flows.events import CommandName
from flows.journey import options_of
from flows.remarks import ending
from flows.screens import HUMAN_FLOW, typed_key
from flows.vocabulary import DROPS, EVERYTHING, MAX_READ, NOTHING_TO_ADD, PAUSES, RESUMES, command, normal
from flows.wording import join

_SLASH = re.compile(r"/([a-z_]{1,32})(?:@\w{1,64})?(?:\s+(.{0,200}))?", re.IGNORECASE | re.DOTALL)
_FLOWS = {
    "laboratori": "scelta",
    "richiesta": "richiesta",
    "requisiti": "requisiti",
    "incontri": "incontri",
    "orientamento": "orientamento",
    "segreteria": "segreteria",
}
_ENGINE: dict[str, CommandName] = {"indietro": "back", "annulla": "cancel"}
_AFTERWARDS = ("correct", "withdraw")  # commands about what was sent
_ALIASES = {
    "help": "aiuto", "settings": "info", "inizio": "start", "cancella dati": "cancella_dati",
    "cancella i miei dati": "cancella_dati", "cancelladati": "cancella_dati", "informativa": "privacy",
}  # fmt: skip


@dataclass(frozen=True)
class Order:
    """A command and what follows it."""

    name: str
    argument: str = ""


def read(ex: Exchange, incoming: Incoming) -> Order | None:
    """The command that a message is, if it is one."""
    if incoming.kind == "command":
        return Order(_known(incoming.text), incoming.argument)
    if incoming.kind != "text" or len(incoming.text) > MAX_READ:
        return None
    text = incoming.text.strip()
    match = _SLASH.fullmatch(text)
    if match:
        return Order(_known(match[1]), match[2] or "")
    said = _known(normal(text))
    bare = said in _OBEYED and "/" not in text and not _is_answer(ex, normal(text))
    return Order(said) if bare else None


def _known(name: str) -> str:
    name = name.strip().lower()
    return _ALIASES.get(name, name)


_NOTICE = re.compile(r"\b(?:informativ[ae]|privacy|trattamento dei dati|dati personali)\b")
_READ = re.compile(r"\b(?:lett[oa]|vist[oa]|visione|accetto|confermo)\b")


def _is_answer(ex: Exchange, said: str) -> bool:
    """Whether these words are a choice of the open question, or a command that its engine understands."""
    session = ex.session
    if session is None or session.prompt is None:
        return False
    flow, prompt = ex.library.flows[session.flow], session.prompt
    if typed_key(prompt, said) is not None:
        return True
    slot = flow.slots.get(prompt.slot) if prompt.kind == "ask" else None
    options = options_of(flow, slot, session.answers) if slot else ()
    return any(said in names_of(option) for option in options)


def obey(ex: Exchange, order: Order) -> Exchange:
    """Carry out a command from every state."""
    if order.name in _FLOWS:
        return sessions.start(ex, _FLOWS[order.name])
    if order.name in _ENGINE:
        return _to_engine(ex, order.name)
    if order.name == "start":
        return _begin(ex, order.argument.strip())
    known = _TOLD.get(order.name)
    return known(ex) if known else ex.say(ex.phrase("notice.unknown_command"))


def _begin(ex: Exchange, payload: str) -> Exchange:
    if payload in _FLOWS:
        return sessions.start(ex, _FLOWS[payload])
    if payload:
        return links.follow(ex, payload)
    if ex.filling:
        return sessions.resume(ex, ex.dialogue.session)
    return sessions.offer_menu(ex.remember(offer=None), "menu.title" if ex.spoken else "welcome.back")


def _menu(ex: Exchange) -> Exchange:
    """The menu itself: a form under way waits."""
    return sessions.pause(ex) if ex.filling else _begin(ex, "")


def _to_engine(ex: Exchange, name: str) -> Exchange:
    if ex.session is None:
        return ex.say(ex.phrase("notice.nothing_back" if name == "indietro" else "notice.nothing_cancel"))
    return sessions.order(ex, _ENGINE[name])


def _help(ex: Exchange) -> Exchange:
    if ex.filling:
        return sessions.order(ex, "help")
    names = [code.removeprefix("command.") for code in ex.library.phrases if code.startswith("command.")]
    lines = [ex.phrase("help.command", name=name, about=ex.library.phrases[f"command.{name}"]) for name in names]
    return ex.say(join([ex.phrase("help.text"), join(lines, "\n"), ex.phrase("help.form")]), apart=True)


def without_flow(ex: Exchange, text: str) -> Exchange | None:
    """A word that only makes sense in a flow, said outside of it; None for any other text."""
    waiting = sessions.waiting(ex)
    if waiting and normal(text) in RESUMES:
        return sessions.resume(ex, waiting[-1].id)
    name = (command(text) or ending(text)) if ex.session is None else None
    if name is None:
        return None
    if name in _AFTERWARDS:
        return records.tell_state(ex)
    if name == "help":
        return _help(ex)
    return sessions.offer_menu(ex.remember(offer=None).say(ex.phrase("notice.no_form")), "menu.title")


def beside_flow(ex: Exchange, text: str) -> Exchange | None:
    """«Basta» in a form; its notice, before it is read; or «correggi la richiesta» in one from which nothing was sent:
    another is meant. Outside of forms, «cancellate tutto». Else None."""
    session = ex.session
    if not ex.filling and normal(text) in EVERYTHING:
        return records.ask_erasure(ex)
    if _wants_notice(ex, text):
        return _TOLD["privacy"](ex)
    if ex.filling and _stops(ex, normal(text)):
        return sessions.pause(ex)
    if session is None or session.sent or command(text) != "correct":
        return None
    repeats = session.prompt is not None and session.prompt.kind == "repeat"
    return records.tell_state(ex) if records.own(ex) and not repeats else None


def own_matter(ex: Exchange, text: str) -> Exchange | None:
    """A sentence about what the person sent, or about what is kept of them; None for any other text."""
    want = wanted(text, [one.reference for one, _ in records.own(ex)])
    if not want or _is_answer(ex, normal(text)) or (ex.filling and not (want.short or want.references)):
        return None
    if want.loose and not want.references and not records.standing(ex) and command(text) is not None:
        return None  # «annulla la richiesta» is the open form's, where nothing was sent
    return take_up(ex, want)


def take_up(ex: Exchange, want: Wanted) -> Exchange | None:
    """What is wanted is done, or asked first; None where there is nothing of the kind."""
    if want.withdraw:
        begun = withdrawals.begin(replace(ex, then="cancella_dati" if want.erase else ""), want)
        if begun is not None or not want.erase:
            return begun
    if want.erase:
        return records.ask_erasure(ex)
    own = [one.reference for one, _ in records.own(ex)]
    known = [one for one in want.references if one in own] or not want.references
    found = ex
    if want.notice:
        found = records.tell_privacy(found)
    if want.state and own and known:
        return records.tell_state(found)
    if found is ex:
        return None
    return sessions.again(found) if ex.filling else found


def _wants_notice(ex: Exchange, text: str) -> bool:
    """«Posso avere l'informativa prima?» where it must be read: no other answer about notices is meant."""
    session = ex.session
    if not ex.filling or session is None or session.prompt is None or session.prompt.kind != "ask":
        return False
    slot, said = ex.library.flows[session.flow].slots[session.prompt.slot], normal(text)
    if slot.type != "acknowledge" or not _NOTICE.search(said) or acknowledge(text)[0]:
        return False
    return "?" in text or "non" in said.split() or not _READ.search(said)


def _stops(ex: Exchange, said: str) -> bool:
    """Whether these words put the form aside; to an optional question «basta» only says that there is no more."""
    session = ex.session
    if said not in PAUSES or session is None or session.prompt is None or _is_answer(ex, said):
        return False
    if said in DROPS and session.flow == HUMAN_FLOW:
        return False  # a question not passed on need not wait: its flow ends
    slot = ex.library.flows[session.flow].slots.get(session.prompt.slot)
    return slot is None or slot.required or said not in NOTHING_TO_ADD


def _then_again(tell: Callable[[Exchange], Exchange]) -> Callable[[Exchange], Exchange]:
    """In the middle of a flow, its question stays the last thing shown."""
    return lambda ex: sessions.again(tell(ex)) if ex.filling else tell(ex)


def _info(ex: Exchange) -> Exchange:
    return ex.say(ex.phrase("info.text"), apart=True)


_TOLD: dict[str, Callable[[Exchange], Exchange]] = {
    "aiuto": _help,
    "info": _then_again(_info),
    "privacy": _then_again(records.tell_privacy),
    "menu": _menu,
    "stato": records.tell_state,
    "cancella_dati": records.ask_erasure,
}
_OBEYED = frozenset({*_FLOWS, *_ENGINE, *_TOLD, "start"})
