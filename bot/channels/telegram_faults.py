# SPDX-License-Identifier: EUPL-1.2
"""What the Bot API's refusals mean: again later, or never again."""

import warnings
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBDeprecationWarning

from bot.core.messages import CannotDeliver, TryAgainLater


class UnknownTokenError(Exception):
    """The server does not know this bot: nothing can be fetched or sent until somebody corrects the token."""


class RefusedWebhookError(Exception):
    """The server does not bring updates to this address, or not with this secret; the message is the server's."""


def verdict(fault: TelegramError) -> TryAgainLater | CannotDeliver:
    """What a failure means for the message. What is ours to mend, such as a wrong token, must not lose it."""
    if isinstance(fault, RetryAfter):
        return TryAgainLater("429", seconds_of(fault))
    if isinstance(fault, Forbidden):
        return CannotDeliver(fault.message[:300], blocked=True)
    if isinstance(fault, BadRequest | ChatMigrated):
        return CannotDeliver(fault.message[:300])
    return TryAgainLater("no such token" if isinstance(fault, InvalidToken) else type(fault).__name__)


def seconds_of(fault: RetryAfter) -> float:
    """How long the server asks to wait."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBDeprecationWarning)  # it becomes a timedelta in a later release
        after = fault.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
