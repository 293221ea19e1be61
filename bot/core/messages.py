# SPDX-License-Identifier: EUPL-1.2
"""The words all channels share: what comes in, what goes out, and the two ways in which sending fails."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.wording import Wording, join

Channel = Literal["telegram", "email", "terminal"]
Kind = Literal[
    "text",  # typed words, or the newest part of a letter
    "tap",  # a button: `prompt` and `option`
    "command",  # «/stato»: `text` is its name without the slash, `argument` what follows
    "unreadable",  # a photo, a voice message, a sticker …: `text` names what it is
    "blocked",  # the person does not want to be written to any more
    "unblocked",
    "ignored",  # recorded and answered by silence; `text` names the rule
    "group",  # asked in front of others: one answer, never a session; `argument`: where to write in private
]
_ROOM = 52  # bytes for an option's name: Telegram's buttons carry 64


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a message; `content` is kept as bytes until it is sent."""

    name: str
    media_type: str  # such as text/csv
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One thing that reached us. `event_id` is unique within its channel: seen twice, it is decided once."""

    channel: Channel
    address: str  # where to answer: a chat's number, an e-mail address, «local»
    event_id: str
    at: datetime
    kind: Kind = "text"
    text: str = ""
    argument: str = ""
    prompt: str = ""
    option: str = ""
    thread: str = ""  # of a letter: the conversation it belongs to; elsewhere empty
    subject: str = ""
    signature: str = ""  # of a letter: what stood under its text
    reply_to: str = ""  # Message-ID, or a Telegram message's number
    references: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()  # names only
    files: tuple[Attachment, ...] = ()  # of a letter: what may be passed on
    others: tuple[str, ...] = ()  # of a letter: every recipient
    verified: bool = False  # of a letter: our own server vouches for the sender
    oversize: bool = False  # of a letter: only its beginning was read

    @property
    def person(self) -> str:
        """The key under which everything about this person is kept: `telegram:123`, `email:a@b.example`."""
        return f"{self.channel}:{self.address}"

    @property
    def chat(self) -> str:
        """The conversation: one for each person, by mail one for each thread."""
        return f"{self.person}/{self.thread}" if self.thread else self.person


@dataclass(frozen=True)
class Choice:
    """Something to tap, or to type by its number or its label. The tap carries `prompt` and `option`."""

    prompt: str
    option: str
    label: Wording
    number: int = 0  # as typed: «2»; 0 where nothing is typed for it
    url: str = ""  # a link instead of a tap


def option_code(option: str) -> str:
    """What stands for an option on a button: its name, or a mark of a name that is too long."""
    if len(option.encode()) <= _ROOM:
        return option
    return f"~{hashlib.sha256(option.encode()).hexdigest()[:20]}"


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to a person: Markdown, what can be chosen, files."""

    key: str  # unique for ever: the same event always makes the same keys
    channel: Channel
    address: str
    thread: str = ""
    text: Wording
    choices: tuple[Choice, ...] = ()
    files: tuple[Attachment, ...] = ()
    closes: str = ""  # the prompt whose buttons are taken away, because it has been answered
    subject: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    quiet: bool = False  # nobody asked for it, and it is night: it makes no sound where the channel can do so

    @property
    def person(self) -> str:
        """Whom it is for."""
        return f"{self.channel}:{self.address}"


Purpose = Literal["request", "question", "amendment", "withdrawal", "receipt", "notice", "undelivered"]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter by mail that is not the answer to a letter: to the secretariat, or a receipt to a person."""

    key: str  # unique for ever; its Message-ID is <key@our domain>
    purpose: Purpose
    to: str
    subject: str
    text: Wording  # Markdown
    files: tuple[Attachment, ...] = ()
    reply_to: str = ""
    follows: str = ""  # key of the letter in whose thread it stands
    session: str = ""  # whose engine is told what became of it
    person: str = ""  # whose data it holds
    reference: str = ""  # C4C-2026-7K3F


Parcel = Outgoing | Letter


@dataclass(frozen=True)
class Sent:
    """A channel has taken a parcel."""

    external: str  # Message-ID, or a Telegram message's number
    kept: bool = False  # it was only written to a file here: nobody has been sent anything


class TryAgainLater(Exception):
    """It could not be sent now; `after` is in seconds, None: the sender's own waiting time."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class CannotDeliver(Exception):
    """It will never be accepted; a human must see it. `blocked`: the person wants no messages."""

    def __init__(self, reason: str, *, blocked: bool = False) -> None:
        super().__init__(reason)
        self.blocked = blocked


def texts(messages: Sequence[Outgoing]) -> Wording:
    """All messages of a turn as one text, for channels that send one thing."""
    return join([one.text for one in messages])
