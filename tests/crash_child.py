# SPDX-License-Identifier: EUPL-1.2
"""A bot that is killed again and again: run by tests/bot/test_crash.py in a process of its own.

    python crash_child.py FOLDER SEED SECONDS

Forks a worker that answers a list of messages and sends what they lead to, kills it with SIGKILL at a random moment
and starts the next one, until the work is done or the time is over; the last worker is left to finish.
Prints how many were killed.
"""

import asyncio
import os
import random
import signal
import sys
from pathlib import Path
from threading import Event
from time import monotonic

from fakes import make_inbox, said

from bot.channels.maildir import Maildir
from bot.channels.mime import Sheet
from bot.core.messages import Letter, Sent
from bot.delivery import Delivery

EVENTS = 900
PEOPLE = 7
LONGEST_LIFE = 0.06  # seconds: some workers die while the database opens, some in their tenth turn


def text_of(number: int) -> str:
    """What the person writes in an event: every third confirms a request."""
    return f"confermo {number}" if number % 3 == 0 else f"ciao {number}"


class Server:
    """Takes everything and writes down what it took, like a server that cannot be asked to forget."""

    def __init__(self, folder: Path) -> None:
        self._ledger = folder / "ledger"
        self._maildir = Maildir(folder / "outbox", Sheet("bot@cap4city.example"))

    async def send(self, parcel, *, at):
        external = (await self._maildir.send(parcel, at=at)).external if isinstance(parcel, Letter) else parcel.key
        person = getattr(parcel, "address", "letter")
        append(self._ledger, f"{person} {parcel.key} {external}")
        return Sent(external)

    async def rest(self) -> None:
        """Nothing is held open."""


def append(path: Path, line: str) -> None:
    with path.open("a") as file:
        file.write(line + "\n")


def work(folder: Path) -> None:
    """Answer what has not been acknowledged, sending in between; an event counts once its turn is committed."""
    inbox = make_inbox(folder / "bot.db")
    server = Server(folder)
    senders = {"telegram": server, "letter": server}
    delivery = Delivery(inbox.outbox, senders, inbox.delivered, clock=inbox.clock, chance=lambda: 0.0)
    acknowledged = folder / "acknowledged"
    first = len(acknowledged.read_text().splitlines()) if acknowledged.exists() else 0
    for number in range(first, EVENTS):
        inbox.receive(said(text_of(number), str(number), address=str(number % PEOPLE)))
        append(acknowledged, str(number))
        if number % 4 == 0:
            asyncio.run(delivery.drain())
    asyncio.run(delivery.drain())


def live(folder: Path, life: float | None) -> bool:
    """One worker's life; whether it finished."""
    child = os.fork()
    if child == 0:
        try:
            work(folder)
            os._exit(0)
        except BaseException as fault:
            sys.stderr.write(f"{fault!r}\n")
            sys.stderr.flush()
            os._exit(1)
    if life is not None:
        Event().wait(life)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        sys.exit("a worker failed")
    return os.WIFEXITED(status)


def main(folder: Path, seed: int, seconds: float) -> None:
    chance = random.Random(seed)
    end = monotonic() + seconds
    killed = 0
    while monotonic() < end and not live(folder, chance.random() * LONGEST_LIFE):
        killed += 1
    live(folder, None)
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
