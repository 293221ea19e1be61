# SPDX-License-Identifier: EUPL-1.2
"""What must be true before the service starts, as far as the settings and this machine tell."""

import fcntl
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Settings

_MOUNTS = Path("/proc/self/mounts")
_PASSING = ("tmpfs", "ramfs", "overlay", "overlayfs", "aufs")


class NotReadyError(Exception):
    """The service must not start; the message says why, and what to do."""


def port_taken(place: str) -> NotReadyError:
    """What to say where somebody else listens already."""
    return NotReadyError(f"PORT: su {place} non si può ascoltare; scrivere un'altra porta")


def refusals(
    settings: Settings, environment: Mapping[str, str], *, ephemeral: bool, pilot: bool, mounts: str | None = None
) -> list[str]:
    """Every reason not to start, each with its remedy; `mounts` as for `lasts`."""
    found: list[str] = []
    if not ephemeral and not settings.database_is_explicit and "DYNO" in environment:
        found.append(
            "CAP4CITY_DATABASE: questo ospite cancella il disco a ogni riavvio. Indicare un file su un volume"
            " che resta, oppure avviare con --ephemeral"
        )
    elif not ephemeral and not lasts(settings.database, mounts):
        found.append(
            f"CAP4CITY_DATABASE: {settings.database} sta su un disco che non resta. Indicare un file su un volume,"
            " oppure avviare con --ephemeral"
        )
    if settings.is_public and settings.smtp_host is None and settings.delivery != "maildir":
        found.append(
            "CAP4CITY_SMTP_HOST: senza, nessuna lettera può partire. Indicarlo, oppure scrivere"
            " CAP4CITY_DELIVERY=maildir"
        )
    empty = [f"CAP4CITY_PRIVACY_{name.upper()}" for name, value in settings.controller.items() if not value]
    if settings.is_public and empty and not pilot:
        found.append(f"{', '.join(empty)}: l'informativa non è completa. Compilarla, oppure avviare con --pilot")
    return found


def lasts(path: Path, mounts: str | None = None) -> bool:
    """Whether the disk under a path is still there after a restart; `mounts` as in /proc/self/mounts (proc(5)).

    Where the system does not tell, it is taken to last.
    """
    if mounts is None:
        mounts = _MOUNTS.read_text("utf-8", errors="replace") if _MOUNTS.exists() else ""
    place = path.resolve()
    found = ""
    longest = -1
    for line in mounts.splitlines():
        _, point, kind, *_ = [*line.split(" "), "", "", ""]
        mount = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point))
        if point and place.is_relative_to(mount) and len(mount.parts) >= longest:
            longest, found = len(mount.parts), kind  # a later mount hides an earlier one
    return found not in _PASSING


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """While the service runs no other one may serve the same file; raises NotReadyError."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(f"{database.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise NotReadyError(f"{database}: un altro processo «run» lo sta già usando") from fault
        yield
