# SPDX-License-Identifier: EUPL-1.2
"""A conversation in the terminal, typed or through a pipe: numbers for buttons, plain text for Markdown."""

import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from bot.core.markup import to_plain
from bot.core.messages import Attachment, CannotDeliver, Choice, Incoming, Outgoing, Parcel, Sent

ADDRESS = "local"
PERSON = f"terminal:{ADDRESS}"
_LEAVE = ("/esci", "/exit", "/quit")
_MARK = re.compile(r"^(\s*(?:- |\d+[.)] |> )?)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Terminal:
    """One person, remembered between runs. `run` is unique to this run: events are told apart by it."""

    lines: Iterable[str]
    write: Callable[[str], object]
    run: str
    clock: Callable[[], datetime]
    files: Path  # where attachments are put
    width: int = 80
    echo: bool = False  # repeat what comes through a pipe, so that the whole reads as a conversation

    def incoming(self) -> Iterator[Incoming]:
        """The greeting's command, then what is typed, until the end of the input or «/esci»."""
        yield self._event(0, "/start")
        for number, line in enumerate(self.lines, 1):
            text = line.strip()
            if text.lower() in _LEAVE:
                return
            if self.echo:
                self.show(f"> {text}")
            yield self._event(number, text)

    def _event(self, number: int, text: str) -> Incoming:
        command, _, argument = text[1:].partition(" ") if text.startswith("/") else ("", "", "")
        return Incoming(
            channel="terminal",
            address=ADDRESS,
            event_id=f"{self.run}-{number}",
            at=self.clock(),
            kind="command" if command else "text",
            text=command.lower() or text,
            argument=argument.strip(),
        )

    def show(self, text: str) -> None:
        """Lines no longer than the window, then an empty one."""
        clean = _CONTROLS.sub("", text.expandtabs(4))  # what somebody typed must not steer the terminal
        self.write("\n".join(self._wrapped(line) for line in clean.split("\n")) + "\n\n")

    def _wrapped(self, line: str) -> str:
        found = _MARK.match(line)
        indent = " " * len(found[1]) if found else ""
        return textwrap.fill(line, self.width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)

    async def send(self, parcel: Parcel, *, at: datetime) -> Sent:
        """Print a message with its choices, and put its files where they can be opened."""
        if not isinstance(parcel, Outgoing):
            raise CannotDeliver("letters are not printed")
        choices = "\n".join(map(_choice, parcel.choices))
        files = "\n".join(f"[{self._save(file)}]" for file in parcel.files)
        self.show("\n\n".join(filter(None, (to_plain(parcel.text), choices, files))))
        return Sent(parcel.key)

    async def rest(self) -> None:
        """Nothing is held open."""

    def _save(self, file: Attachment) -> Path:
        name = re.sub(r"[^\w.-]+", "-", file.name).lstrip(".-") or "file"
        self.files.mkdir(parents=True, exist_ok=True)
        path = self.files / name
        path.write_bytes(file.content)
        return path


def _choice(choice: Choice) -> str:
    label = to_plain(choice.label)
    if choice.url:
        return f"  – {label}: {choice.url}"
    return f"  {choice.number}) {label}" if choice.number else f"  – {label}"


def read_lines(stream: TextIO, prompt: str = "> ") -> Iterator[str]:
    """Lines until the end of the input; characters that are not UTF-8 become «�»."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace")
    if not stream.isatty():
        yield from stream
        return
    while True:
        try:
            yield input(prompt)
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return
