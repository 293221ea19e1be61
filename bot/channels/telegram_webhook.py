# SPDX-License-Identifier: EUPL-1.2
"""Updates that Telegram brings by itself: taken only with the secret, answered only once they are stored."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

_HEADER = b"x-telegram-bot-api-secret-token"
Take = Callable[[Mapping[str, Any]], Awaitable[None]]
Answer = tuple[int, bytes]


@dataclass(frozen=True)
class Address:
    """Where Telegram brings updates, and what it shows to prove that it is Telegram."""

    url: str
    secret: str

    @property
    def path(self) -> str:
        """The part that a request names."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True)
class Webhook:
    """What takes the requests to one address."""

    address: Address
    take: Take

    async def answer(self, headers: Mapping[bytes, bytes], body: bytes) -> Answer:
        """200 means: never bring it again. What nobody could ever read is refused once and for all."""
        if not hmac.compare_digest(headers.get(_HEADER, b""), self.address.secret.encode()):
            log.warning("an update without the secret was refused")
            return 403, b""
        try:
            update = json.loads(body)
        except ValueError:
            update = None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            log.warning("not an update")
            return 200, b""
        try:
            await self.take(update)
        except Exception as fault:
            log.error("unable to store an update", exc_info=fault)
            return 503, b""
        return 200, b""
