# SPDX-License-Identifier: EUPL-1.2
"""Links that open the conversation with something known: an answer, a lab, a Comune, a saved request."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.core import enquiries, sessions
from bot.core.bodies import named_body, place_of
from bot.core.dialogue import Claim
from bot.core.exchange import Exchange, digest
from bot.core.messages import Letter
from bot.core.summaries import bullets
from bot.core.wishes import REQUEST_FLOW
from flows.journey import option_of
from flows.rows import rows
from flows.session import Session
from flows.wording import join

_PAYLOAD = re.compile(r"(r|faq|lab|ente)_([A-Za-z0-9_-]{1,60})")  # what Telegram lets a link carry
_CODE = re.compile(r"[^\d@]*(\d{6})[^\d@]*")  # an address that happens to hold six digits is none
_TRIES = 3
_CODES = 3  # in that time, to one address: whoever has the link could go on guessing, and writing to it
_LASTS = timedelta(days=1)  # a code


def token_of(secret: str, session_id: str) -> str:
    """The name of a saved request in links: it cannot be guessed without the secret, nor made without one."""
    return digest(secret, "token", session_id) if secret else ""


def payload_of(entry: str) -> str:
    """The payload that shows an entry; links carry no slash."""
    return "faq_" + entry.replace("/", "__")


def follow(ex: Exchange, payload: str) -> Exchange:
    """What comes from outside may be anything: only what is known here is opened."""
    match = _PAYLOAD.fullmatch(payload)
    kind, name = match.groups() if match else ("", "")
    followed = None
    if kind == "faq":
        followed = _show(ex, name.replace("__", "/"))
    elif kind == "lab":
        followed = _lab(ex, name)
    elif kind == "ente":
        followed = _body(ex, name.upper())
    elif kind == "r" and ex.before.linked is not None:
        followed = _saved(ex, ex.before.linked.session, ex.before.linked.person)
    return followed or sessions.offer_menu(ex.say(ex.phrase("link.unknown")), "menu.title")


def _show(ex: Exchange, name: str) -> Exchange | None:
    return enquiries.show_entry(ex, name) if name in ex.library.entries else None


def _lab(ex: Exchange, name: str) -> Exchange | None:
    return sessions.start(ex, REQUEST_FLOW, {"lab": name}) if ex.library.labs.topic(name) else None


def _body(ex: Exchange, code: str) -> Exchange | None:
    found = next((one for one in ex.library.gazetteer.municipalities if one.code == code), None)
    if found is None:
        return None
    known = {"tipo_ente": "comune", "comune": found.code}
    return sessions.start(ex, REQUEST_FLOW, known, places=(place_of(found),))


def _saved(ex: Exchange, session: Session, person: str) -> Exchange:
    """Whoever began it goes on; another account proves first that it reads the referente's mail."""
    ex = replace(ex, sessions={**ex.sessions, session.id: session})
    if person == ex.dialogue.person:
        return sessions.resume(ex, session.id)
    what = _what(ex, session)
    secret = ex.given.means.secret
    address = session.answers["email"].value if "email" in session.answers else ""
    if not secret or not address:
        return ex.say(ex.phrase("link.no_email", what=what))
    claim = ex.dialogue.claim
    if claim is None or claim.session != session.id or _is_over(ex, claim):
        if ex.given.register.codes(address, ex.given.now - _LASTS) >= _CODES:
            return ex.say(ex.phrase("link.enough", what=what))
        code = _code(secret, ex.dialogue.chat, ex.given.event, session.id)
        ex = replace(ex, letters=(*ex.letters, _letter(ex, code, session=session.id, address=address, person=person)))
        mark = digest(secret, code, session.id)
        ex = ex.remember(claim=Claim(session=session.id, mark=mark, at=ex.given.now))
    return ex.say(ex.phrase("link.claim", what=what))


def _is_over(ex: Exchange, claim: Claim) -> bool:
    """Whether its code is of no use any more."""
    return claim.at is None or ex.given.now - claim.at >= _LASTS or claim.tries >= _TRIES


def _what(ex: Exchange, session: Session) -> str:
    """All that the link alone reveals: the body and the topic."""
    flow = ex.library.flows.get(session.flow)
    lab = session.answers.get("lab")
    option = option_of(flow, flow.slots["lab"], lab.value) if flow and lab and "lab" in flow.slots else None
    phrases = ex.library.phrases
    body = named_body(session.answers) or phrases["link.nobody"]
    topic = option.label if option else phrases["link.no_topic"]
    return phrases["link.what"].replace("((body))", body).replace("((topic))", topic)


def _code(secret: str, *parts: str) -> str:
    return f"{int(digest(secret, 'code', *parts), 16) % 1_000_000:06}"


def _letter(ex: Exchange, code: str, *, session: str, address: str, person: str) -> Letter:
    return Letter(
        key=digest("code", ex.dialogue.chat, ex.given.event, session),
        purpose="notice",
        to=address,
        subject=ex.library.phrases["link.subject"],
        text=ex.phrase("link.letter", code=code),
        person=person,
    )


def try_code(ex: Exchange, text: str) -> Exchange | None:
    """The mailed code, typed here; None when the text is no code or none is awaited."""
    claim = ex.dialogue.claim
    match = _CODE.fullmatch(text.strip()) if len(text) < 80 else None
    if claim is None or match is None:
        return None
    if _is_over(ex, claim):
        return None if ex.filling else ex.say(ex.phrase("link.over"))
    if digest(ex.given.means.secret, match[1], claim.session) != claim.mark:
        tries = claim.tries + 1
        ex = ex.remember(claim=claim.model_copy(update={"tries": tries}))
        left = str(_TRIES - tries)
        return ex.say(ex.phrase("link.wrong", left=left) if tries < _TRIES else ex.phrase("link.last"))
    ex = ex.remember(claim=None)
    session = ex.sessions.get(claim.session)
    if session is None:
        return ex.say(ex.phrase("link.unknown"))
    return _read_only(ex, session) if session.status == "submitted" else sessions.resume(ex, session.id)


def _read_only(ex: Exchange, session: Session) -> Exchange:
    flow = ex.library.flows[session.flow]
    told = bullets(ex.library, rows(flow, session.answers))
    request = ex.given.register.of_session(session.id)
    reference = request.reference if request else ""
    return ex.say(join([ex.phrase("link.read_only", reference=reference), told]), apart=True)
