# SPDX-License-Identifier: EUPL-1.2
"""Telegram wired to the inbox, the outbox and the settings; loaded only by who serves it, its library is slow."""

import asyncio
import random
from collections.abc import Callable, Mapping

from bot.channels.telegram_channel import RATE, Line, Means, Telegram
from bot.channels.telegram_faults import RefusedWebhookError, UnknownTokenError
from bot.channels.telegram_in import HandIn
from bot.channels.telegram_webhook import Address
from bot.clock import Clock
from bot.outbox import Outbox
from bot.readiness import NotReadyError
from bot.settings import Settings


def make_telegram(
    settings: Settings,
    outbox: Outbox,
    *,
    hand_in: HandIn,
    phrases: Callable[[], Mapping[str, str]],
    clock: Clock,
    called: Callable[[str], None],
    rate: float | None = None,
) -> Telegram:
    """The channel, not connected yet. `rate`: messages a second, 0 for no limit of ours."""
    means = Means(
        hand_in=hand_in,
        shown=outbox.shown,
        waits=lambda address: outbox.waits(f"telegram:{address}"),
        phrases=phrases,
        clock=clock,
        chance=random.random,
        called=called,
    )
    return Telegram(_line(settings, RATE if rate is None else rate), means)


def _line(settings: Settings, rate: float) -> Line:
    assert settings.telegram_token is not None
    secret = settings.telegram_webhook_secret
    url = settings.telegram_webhook_url
    return Line(
        token=settings.telegram_token.get_secret_value(),
        base_url=settings.telegram_base_url,
        rate=rate,
        webhook=Address(url, secret.get_secret_value()) if url and secret else None,
    )


async def run_telegram(telegram: Telegram, stop: asyncio.Event) -> None:
    """Until told to stop; raises NotReadyError where the token or the webhook is refused."""
    try:
        await telegram.run(stop)
    except UnknownTokenError:
        raise NotReadyError("CAP4CITY_TELEGRAM_TOKEN: il server non conosce questo token") from None
    except RefusedWebhookError as fault:
        name = "CAP4CITY_TELEGRAM_WEBHOOK_URL e CAP4CITY_TELEGRAM_WEBHOOK_SECRET"
        raise NotReadyError(f"{name}: il server non li accetta ({fault})") from fault
