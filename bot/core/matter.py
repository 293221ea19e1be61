# SPDX-License-Identifier: EUPL-1.2
"""What a letter is about, read from its rows: the body that writes, the topic, the address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.bodies import body_key
from bot.core.delicate import look
from bot.core.letters import bare, header
from bot.core.library import Library
from bot.core.turns import Request
from flows.replies import Row
from knowledge.regions import PROVINCES

_SIGLE = {name: sigla for sigla, (name, _) in PROVINCES.items()}
_NAMED = 160  # characters of a body's name
_TITLED = 100  # the same in a subject
_NO_NAME = re.compile(
    r"[@?!;:]|\d{5}|\w{5}\. |\b(?:è|sono|siamo|ha|hanno|abbiamo|vorr\w+|chied\w+|scriv\w+|perch[éè]|mi[ao])\b",
    re.IGNORECASE,  # «S. Vito», «Val di Non» are names
)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Whatever is missing from the rows is empty."""

    body: str  # «Comune di Acri (CS)»
    body_key: str
    listed_body: str  # the same without a word typed by the person, for letters to an address not verified
    titled_body: str  # for a subject: `body` where it is a name and no more, otherwise `listed_body`
    lab: str  # topic id, or da_definire
    topic: str  # its name
    email: str
    phone: str


def matter_of(library: Library, rows: Sequence[Row]) -> Matter:
    """The matter of a request or a question."""
    told = {row.slot: row for row in rows if not row.skipped}

    def canonical(slot: str) -> str:
        return told[slot].canonical if slot in told else ""

    comune, ente = canonical("comune"), canonical("ente")
    listed = _comune(library, told) if comune else _listed(library, told)
    body = listed if comune else _other(library, told)
    return Matter(
        body=body,
        body_key=body_key(comune, ente),
        listed_body=listed,
        titled_body=titled(body, listed),
        lab=canonical("lab"),
        topic=told["lab"].value if "lab" in told else "",
        email=header(canonical("email"), 254),
        phone=canonical("telefono"),
    )


def titled(body: str, listed: str) -> str:
    """What a subject calls a body: mailboxes show it in lists, so what is no name, or tells of health, stays out."""
    is_name = len(body) <= _TITLED and not _NO_NAME.search(body) and not look(body, "").kinds
    return body if is_name else listed


def _comune(library: Library, told: dict[str, Row]) -> str:
    province = told["provincia_comune"].value if "provincia_comune" in told else ""
    return _with_sigla(bare(library, "comune", name=told["comune"].value, sigla=_SIGLE.get(province, "")))


def _other(library: Library, told: dict[str, Row]) -> str:
    name = header(told["ente"].value, _NAMED) if "ente" in told else ""
    return _with_sigla(bare(library, "body", name=name, sigla=_sigla(told))) if name else ""


def _listed(library: Library, told: dict[str, Row]) -> str:
    kind, sigla = told["tipo_ente"].value if "tipo_ente" in told else "", _sigla(told)
    return bare(library, "listed_body", kind=kind, province=PROVINCES[sigla][0]) if kind and sigla else kind


def _sigla(told: dict[str, Row]) -> str:
    sigla = told["provincia"].canonical.upper() if "provincia" in told else ""
    return sigla if sigla in PROVINCES else ""


def _with_sigla(name: str) -> str:
    return name.removesuffix("()").strip()


def topic_name(library: Library, request: Request) -> str:
    """What an earlier request was about."""
    topic = library.labs.topic(request.lab)
    if topic:
        return topic.short
    row = next((row for row in request.rows if row.slot == "lab"), None)
    return row.value if row else bare(library, request.lab) if request.lab == "da_definire" else request.lab
