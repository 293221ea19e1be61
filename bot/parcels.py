# SPDX-License-Identifier: EUPL-1.2
"""A message or a letter as it is kept in the outbox: its text, its way, its history."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core.messages import Attachment, Choice, Letter, Outgoing, Parcel

State = Literal[
    "waiting",
    "sent",  # a server accepted it
    "kept",  # it lies in the Maildir; nobody was sent anything
    "failed",
]
_TERMINAL = "terminal"


@dataclass(frozen=True)
class Row:
    """One parcel with its history, without what it says."""

    seq: int
    key: str
    route: str
    lane: str
    person: str
    session: str
    purpose: str
    recipient: str
    reference: str
    state: State
    attempts: int
    made_at: datetime
    queued_at: datetime  # made, or handed in again
    due_at: datetime
    ended_at: datetime | None
    external: str  # Message-ID, Telegram message number
    reason: str  # why it waits or failed
    has_payload: bool
    certified: str = ""  # accepted, delivered: what a certified-mail provider said of it last
    certified_at: datetime | None = None


def to_text(parcel: Parcel) -> str:
    """JSON, with files in base64; what is empty is left out."""
    kept = {name: value for name, value in vars(parcel).items() if value not in ("", (), False)}
    kept["files"] = [[one.name, one.media_type, base64.b64encode(one.content).decode("ascii")] for one in parcel.files]
    if isinstance(parcel, Outgoing):
        kept["choices"] = [vars(choice) for choice in parcel.choices]
    return json.dumps({"type": type(parcel).__name__, **kept}, ensure_ascii=False)


def from_text(text: str) -> Parcel:
    """The parcel kept by `to_text`; raises ValueError, KeyError or TypeError for anything else."""
    kept: dict[str, Any] = json.loads(text)
    kind = kept.pop("type")
    kept["files"] = tuple(
        Attachment(name, media_type, base64.b64decode(content)) for name, media_type, content in kept["files"]
    )
    if kind == "Letter":
        return Letter(**{"text": "", **kept})
    return Outgoing(**{"text": "", **kept, **_outgoing(kept)})


def _outgoing(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "choices": tuple(Choice(**choice) for choice in kept["choices"]),
        "references": tuple(kept.get("references", ())),
    }


def route(parcel: Parcel) -> str:
    """Who sends it. Letters of somebody who tries the bot in a terminal have a route of their own, so that
    the running bot never posts them."""
    if isinstance(parcel, Outgoing):
        return parcel.channel
    return "trial_letter" if parcel.person.startswith(f"{_TERMINAL}:") else "letter"


def lane(parcel: Parcel) -> str:
    """What is sent one after the other: all messages of a person; of letters only those of one matter, so that
    a letter which a server refuses for hours holds back nobody else's request."""
    if isinstance(parcel, Outgoing):
        return parcel.person
    return f"{route(parcel)}:{parcel.to}#{parcel.session or parcel.key}"
