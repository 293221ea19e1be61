# SPDX-License-Identifier: EUPL-1.2
"""Letters as files in a Maildir, for those who have no mail server or only try things out."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.channels.mail_answer import wire
from bot.channels.mime import Sheet
from bot.core.messages import Letter, Parcel, Sent, TryAgainLater

_FOLDERS = ("tmp", "new", "cur")


@dataclass(frozen=True)
class Maildir:
    """A folder that any mail program opens. `told` learns where each letter lies."""

    folder: Path
    sheet: Sheet
    mark: Callable[[Letter], str] = lambda letter: ""  # stands before the subject
    told: Callable[[Letter, Path], None] = lambda letter, path: None

    async def send(self, parcel: Parcel, *, at: datetime) -> Sent:
        """Write it once: the file is named after its key, so a second time finds it there."""
        made = wire(parcel, self.sheet, at=at, mark=self.mark(parcel) if isinstance(parcel, Letter) else "")
        try:
            name = made.identity.strip("<>").partition("@")[0]
            path = await asyncio.to_thread(self._write, name, made.content)  # it waits for the disk
        except OSError as fault:
            raise TryAgainLater(f"unable to write the letter: {fault.strerror}") from fault
        if isinstance(parcel, Letter):
            self.told(parcel, path)
        return Sent(made.identity, kept=True)

    async def rest(self) -> None:
        """Nothing is held open."""

    def _write(self, name: str, content: bytes) -> Path:
        for folder in _FOLDERS:
            (self.folder / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        found = self._find(name)
        if found is not None:
            return found
        draft, place = self.folder / "tmp" / name, self.folder / "new" / name
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
        _sync_folder(place.parent)
        return place

    def _find(self, name: str) -> Path | None:
        """The letter if it is there already, read («cur», with flags after a colon) or not."""
        read = (path for path in (self.folder / "cur").iterdir() if path.name.partition(":")[0] == name)
        place = self.folder / "new" / name
        return place if place.exists() else next(read, None)


def _sync_folder(folder: Path) -> None:
    """A file's name survives a power cut only once its folder is written."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
