# SPDX-License-Identifier: EUPL-1.2
"""Letters by SMTP: one connection for a batch, 4xx again later, 5xx never again."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import aiosmtplib
from aiosmtplib import errors

from bot.channels.mail_answer import wire
from bot.channels.mime import Sheet
from bot.core.messages import CannotDeliver, Letter, Parcel, Sent, TryAgainLater

Tls = Literal["tls", "starttls", "none"]


@dataclass(frozen=True)
class Server:
    """Where and how to hand letters in."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = ""
    timeout: float = 30.0  # seconds for each answer

    def client(self) -> aiosmtplib.SMTP:
        """A connection not opened yet; certificates are always checked, STARTTLS is never skipped."""
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user or None,
            password=self.password or None,
            use_tls=self.tls == "tls",
            start_tls=self.tls == "starttls",
            tls_context=ssl.create_default_context() if self.tls != "none" else None,
            timeout=self.timeout,
        )


class EmailOut:
    """Sends letters one after the other over a connection that is opened when needed and closed at rest."""

    def __init__(self, server: Server, sheet: Sheet, mark: Callable[[Letter], str] = lambda letter: "") -> None:
        self._server = server
        self._sheet = sheet
        self._mark = mark
        self._client: aiosmtplib.SMTP | None = None
        self._turn = asyncio.Lock()

    async def send(self, parcel: Parcel, *, at: datetime) -> Sent:
        """Hand a letter or an answer to the server; raises TryAgainLater or CannotDeliver."""
        made = wire(parcel, self._sheet, at=at, mark=self._mark(parcel) if isinstance(parcel, Letter) else "")
        async with self._turn:
            try:
                client = await self._connected()
                await client.sendmail(self._sheet.address, [made.to], made.content)
            except asyncio.CancelledError:  # the bot stops: the answer to this letter will never be read
                self._close()
                raise
            except Exception as fault:
                await self._drop()
                raise verdict(fault) from fault
        return Sent(made.identity)

    async def rest(self) -> None:
        """Close the connection."""
        async with self._turn:
            await self._drop()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._client is None or not self._client.is_connected:
            self._client = self._server.client()
            await self._client.connect()
        return self._client

    async def _drop(self) -> None:
        if self._client is not None:
            with suppress(Exception):
                await asyncio.wait_for(self._client.quit(), timeout=2)
            self._close()

    def _close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def verdict(fault: Exception) -> TryAgainLater | CannotDeliver:
    """What a failure means for the letter. Only a refusal of the recipient or of the content is final: a wrong
    password or a refused sender is ours to mend, and must not lose a letter."""
    if isinstance(fault, errors.SMTPRecipientsRefused):
        fault = fault.recipients[0]
    final = (errors.SMTPRecipientRefused, errors.SMTPDataError)
    if isinstance(fault, final) and 500 <= fault.code <= 599:
        return CannotDeliver(f"{fault.code} {fault.message}"[:300])
    if isinstance(fault, errors.SMTPSenderRefused) and fault.code == 552:  # too large: RFC 1870, 6.1
        return CannotDeliver(f"{fault.code} {fault.message}"[:300])
    if isinstance(fault, errors.SMTPResponseException):
        return TryAgainLater(f"{fault.code} {fault.message}"[:300])
    return TryAgainLater(type(fault).__name__)
