# SPDX-License-Identifier: EUPL-1.2
"""The mailbox wired to the inbox, the outbox and the settings; loaded only by who serves it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.imap_box import Account
from bot.channels.imap_fetch import ImapFetch
from bot.channels.mail_rules import Ours
from bot.clock import Clock
from bot.core.library import Library
from bot.delivery import Sender
from bot.inbox import Inbox
from bot.mailroom import Mailroom
from bot.postman import A_MINUTE, Paced, Secretary, list_daily
from bot.settings import Settings


@dataclass(frozen=True)
class Mail:
    """The channel: `sender` takes the answers."""

    fetch: ImapFetch
    mailroom: Mailroom
    secretary: Secretary
    sender: Paced

    async def run(self, stop: asyncio.Event) -> None:
        """Watch the mailbox and keep the secretariat's list until told to stop."""
        await asyncio.gather(self.fetch.run(stop), list_daily(self.secretary, self.mailroom, stop))


def make_mail(
    settings: Settings,
    inbox: Inbox,
    *,
    library: Callable[[], Library],
    secret: str,
    sender: Sender,
    clock: Clock,
    a_minute: int = A_MINUTE,
) -> Mail:
    """The channel, not connected yet; `a_minute`: answers sent at most."""
    ours = ours_of(settings)
    secretary = Secretary(inbox, library, settings.secretariat, clock)
    mailroom = Mailroom(inbox, ours.domain, settings.secretariat, secret)
    fetch = ImapFetch(account_of(settings), mailroom, ours, clock, flags=not settings.pec)
    return Mail(fetch, mailroom, secretary, Paced(sender, secretary, clock, a_minute))


def ours_of(settings: Settings) -> Ours:
    """What is ours in a letter."""
    return Ours(settings.address, settings.authserv_id or "", settings.pec)


def account_of(settings: Settings) -> Account:
    """The mailbox; raises AssertionError where none is set."""
    assert settings.imap_host is not None
    password = settings.imap_password.get_secret_value() if settings.imap_password else ""
    return Account(
        settings.imap_host, settings.port_of("imap"), settings.imap_tls, settings.imap_user or "", password,
        settings.imap_folder,
    )  # fmt: skip
