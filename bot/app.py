# SPDX-License-Identifier: EUPL-1.2
"""Builds everything once: the only place that knows which parts are real."""

import random
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import cast

from bot.channels.email_out import EmailOut, Server
from bot.channels.maildir import Maildir
from bot.channels.mime import Sheet
from bot.clock import ROME, Clock, rome_date
from bot.content import load_library
from bot.core import conversation, post_notices, secretariat
from bot.core.exchange import Means
from bot.core.library import Library
from bot.core.links import token_of
from bot.core.messages import Channel as ChannelName
from bot.core.messages import Incoming, Letter, Parcel, Sent
from bot.core.turns import After, Before, Register
from bot.delivery import Delivery, Sender, Settle
from bot.gaps import Gaps
from bot.housekeeping import Housekeeping
from bot.inbox import Desk, Inbox, Status
from bot.outbox import Outbox
from bot.parcels import Row
from bot.persons import Persons
from bot.register import Requests
from bot.settings import Settings
from bot.storage import Due, Storage

TRIAL = "[PROVA]"


class Contents:
    """All content, as of the day it is asked for; read when it is first needed, so that a broken file does not
    keep anybody from erasing a person or listing the requests."""

    def __init__(self, load: Callable[[date], Library]) -> None:
        self._load = load
        self._library: Library | None = None
        self._day = date.min

    def on(self, day: date) -> Library:
        """The library of a day; at midnight suspended labs close and meetings go by. Raises ContentError."""
        if self._library is None:
            self._library, self._day = self._load(day), day
        elif day != self._day:
            self._library, self._day = self._library.on(day), day
        return self._library


@dataclass
class Mind:
    """The core with its content and means: a `bot.inbox.Mind`. It thinks in Rome's time."""

    contents: Contents
    means: Means

    def be_called(self, name: str) -> None:
        """What the bot is called on Telegram, once its server has said it; a name in the settings stays."""
        if not self.means.telegram:
            self.means = replace(self.means, telegram=name)

    def converse(self, before: Before, incoming: Incoming, register: Register, now: datetime) -> After:
        """What a message leads to."""
        library, local = self._at(now)
        return conversation.converse(library, before, incoming, register=register, now=local, means=self.means)

    def after_delivery(
        self, before: Before, key: str, status: Status, register: Register, now: datetime
    ) -> After | None:
        """What follows once a letter has left, or never will."""
        library, local = self._at(now)
        return conversation.after_delivery(library, before, key, status, register=register, now=local, means=self.means)

    def on_lost_receipt(self, reference: str, address: str, register: Register, now: datetime) -> Letter | None:
        """A receipt that reached nobody."""
        library, local = self._at(now)
        return secretariat.receipt_lost(
            library, reference, address=address, register=register, now=local, to=self.means.to
        )

    def on_lost_answer(self, key: str, address: str, reason: str, now: datetime) -> Letter:
        """An answer by letter that reached nobody."""
        library, local = self._at(now)
        return post_notices.refused(library, key, email=address, reason=reason, now=local, to=self.means.to)

    def on_tick(self, before: Before, due: Due, register: Register, now: datetime) -> After | None:
        """A reminder, or the end of the keeping time."""
        library, local = self._at(now)
        return conversation.on_tick(library, before, due.kind, register=register, now=local, means=self.means)

    def on_release(self, before: Before, event: str, register: Register, now: datetime) -> After | None:
        """A human has finished with a conversation."""
        library, local = self._at(now)
        return conversation.on_release(library, before, event, register=register, now=local, means=self.means)

    def _at(self, now: datetime) -> tuple[Library, datetime]:
        return self.contents.on(rome_date(now)), now.astimezone(ROME)


@dataclass(frozen=True)
class App:
    """The parts, wired."""

    settings: Settings
    clock: Clock
    store: Storage
    contents: Contents
    mind: Mind
    inbox: Inbox
    telegram_rate: float | None = None  # messages a second; None: Telegram's own limit

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.store)

    @property
    def requests(self) -> Requests:
        return Requests(self.store)

    @property
    def persons(self) -> Persons:
        return Persons(self.store)

    @property
    def gaps(self) -> Gaps:
        return Gaps(self.store)

    @property
    def housekeeping(self) -> Housekeeping:
        return Housekeeping(self.inbox, self.clock)

    def library(self) -> Library:
        """All content, as it is true today."""
        return self.contents.on(rome_date(self.clock()))

    @property
    def phrases(self) -> Mapping[str, str]:
        return self.library().phrases

    def delivery(
        self,
        senders: Mapping[str, Sender],
        settle: Settle | None = None,
        *,
        together: int = 20,
        at_once: Callable[[], int] | None = None,
    ) -> Delivery:
        """Who empties the outbox of these routes, so many parcels at a time."""
        return Delivery(
            self.outbox,
            senders,
            settle or self.inbox.delivered,
            clock=self.clock,
            chance=random.random,
            blocked=partial(block, self.inbox),
            together=together,
            at_once=at_once,
        )


@contextmanager
def open_app(settings: Settings, clock: Clock, load: Callable[[date], Library] = load_library) -> Iterator[App]:
    """Everything over one database; raises sqlite3.Error, OSError."""
    store = Storage(settings.database)
    try:
        yield _wire(settings, clock, store, Contents(load))
    finally:
        store.close()


def _wire(settings: Settings, clock: Clock, store: Storage, contents: Contents) -> App:
    secret = store.own("secret", secrets.token_hex)
    means = means_of(settings, secret)
    desk = Desk(settings.secretariat, lambda: contents.on(rome_date(clock())).phrases)
    mind = Mind(contents, means)
    inbox = Inbox(store, mind, desk, clock, link=partial(token_of, secret))
    return App(settings, clock, store, contents, mind, inbox)


def means_of(settings: Settings, secret: str = "") -> Means:
    """What every turn is given; without a secret no saved request is opened from elsewhere."""
    return Means(
        letters=secretariat,
        to=settings.secretariat,
        domain=sheet_of(settings).domain,
        controller=settings.controller,
        secret=secret,
        mailbox=settings.address,
        telegram=settings.telegram_username or "",
    )


def block(inbox: Inbox, row: Row) -> None:
    """The person wants no messages: nothing more is written until they write."""
    now = inbox.clock()
    inbox.outbox.drop_messages(row.person, now, "blocked")
    channel, _, address = row.person.partition(":")
    name = cast(ChannelName, channel)
    inbox.receive(Incoming(channel=name, address=address, event_id=f"blocked-{row.key}", at=now, kind="blocked"))


# Letters


def sheet_of(settings: Settings, phrases: Mapping[str, str] | None = None) -> Sheet:
    """Whose letters these are."""
    return Sheet(settings.address, (phrases or {}).get("mail.sender", ""))


@dataclass(frozen=True)
class Post:
    """Letters by SMTP; those for the secretariat stay in the Maildir until somebody has written its address."""

    server: Sender
    maildir: Maildir
    mark: Callable[[Letter], str]

    async def send(self, parcel: Parcel, *, at: datetime) -> Sent:
        """Send it, or keep it as a file."""
        trial = isinstance(parcel, Letter) and self.mark(parcel)
        return await (self.maildir if trial else self.server).send(parcel, at=at)

    async def rest(self) -> None:
        """Close the connection."""
        await self.server.rest()


def letter_sender(
    app: App, *, online: bool, told: Callable[[Letter, Path], None] = lambda letter, path: None
) -> Sender:
    """Who sends letters; not `online`: all stay in the Maildir. `told` learns where each file lies."""
    settings, sheet = app.settings, sheet_of(app.settings, app.phrases)

    def mark(letter: Letter) -> str:
        trial = letter.to.casefold() == settings.secretariat.casefold() and not settings.secretariat_is_explicit
        return TRIAL if trial else ""

    maildir = Maildir(settings.maildir, sheet, mark, told)
    if not online or settings.smtp_host is None:
        return maildir
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
    server = Server(settings.smtp_host, settings.port_of("smtp"), settings.smtp_tls, settings.smtp_user or "", password)
    return Post(EmailOut(server, sheet), maildir, mark)
