# SPDX-License-Identifier: EUPL-1.2
"""How the bot logs: one line an event, ids and states only; whatever else a line brings is left out."""

import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from bot.core.privacy import LOGGABLE

_OURS = ("bot", "flows", "knowledge")
_QUIET = ("httpx", "httpcore", "telegram", "aiosmtplib", "imap_tools", "asyncio")  # httpx at INFO prints the token
_SECRETS = (
    re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}"),  # a bot's token
    re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+"),  # an address
    re.compile(r"\+?\d[\d ./-]{5,}\d"),  # a phone or a chat's number
)
_FRAMES = 6


class _Line(logging.Formatter):
    """«2026-11-22T09:00:00Z INFO bot.inbox received event=… state=stored»."""

    def format(self, record: logging.LogRecord) -> str:
        """Our own messages are constants; of others only the template is kept, without its arguments."""
        when = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        ours = record.name.split(".", 1)[0] in _OURS
        parts = [when, record.levelname, record.name, str(record.msg) if ours else redact(str(record.msg))]
        parts += [f"{name}={redact_field(record.__dict__[name])}" for name in sorted(LOGGABLE & record.__dict__.keys())]
        if record.exc_info and record.exc_info[1]:
            parts.append(f"failure={trace(record.exc_info[1])}")
        return " ".join(" ".join(parts).split())


def set_up(stream: TextIO, level: str = "INFO") -> None:
    """Log to a stream, in place of whatever was set up before."""
    lines = logging.StreamHandler(stream)
    lines.setFormatter(_Line())
    root = logging.getLogger()
    root.handlers[:] = [lines]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def redact(text: str) -> str:
    """A text without what looks like an address, a number or a token."""
    for pattern in _SECRETS:
        text = pattern.sub("…", text)
    return text


def redact_field(value: object) -> str:
    """A field's value as one word; an address in it is left out, an id is not."""
    return _SECRETS[1].sub("…", str(value)).replace(" ", "_")[:120]


def trace(fault: BaseException) -> str:
    """Types and places of an exception and its causes, never what they say: it may quote a person."""
    told: list[str] = []
    seen: BaseException | None = fault
    while seen is not None and len(told) < _FRAMES:
        frames = traceback.extract_tb(seen.__traceback__)[-_FRAMES:]
        places = "<".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
        told.append(f"{type(seen).__name__}@{places}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "|".join(told)
