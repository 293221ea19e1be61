# SPDX-License-Identifier: EUPL-1.2
"""A letter given to people: passed on to the secretariat, and its sender told what of it was."""

from collections.abc import Sequence

from bot.core.exchange import Exchange
from bot.core.passing_on import SILENT, PassedOn, pass_on
from bot.core.post import Post


def give(ex: Exchange, post: Post, why: str, left: Sequence[str] = (), *, code: str = "mail.passed") -> Exchange:
    """Pass the letter on; `left` are the questions still open, `code` the phrase that tells it."""
    ex, passed = pass_on(ex, why, left)
    return _held_back(_told(ex, passed, code), post)


def enclose(ex: Exchange, post: Post, left: Sequence[str] = ()) -> Exchange:
    """Attachments are not read: they go to the secretariat with the letter; the same turn where there are none."""
    if not post.incoming.attachments:
        return ex
    ex, passed = pass_on(ex, "enclosed", left)
    ex = ex.say(ex.phrase("mail.enclosed" if passed.reference else "mail.enclosed_unread"))
    return _held_back(_told(ex, passed, "mail.reference"), post)


def leave(ex: Exchange, post: Post, wish: str, left: Sequence[str]) -> Exchange:
    """The sender is told why, the secretariat receives the letter; where people go on, the thread is left to them."""
    ex, passed = pass_on(ex, wish, left)
    ex = _held_back(_told(ex.say(ex.phrase(f"mail.{wish}")), passed, "mail.passed"), post)
    return ex.say(ex.phrase("mail.silent")).remember(paused=True, offer=None) if wish in SILENT else ex


def follow(ex: Exchange) -> Exchange:
    """Pass on what still comes where people have taken over; only what does not travel is told."""
    ex, passed = pass_on(ex, "more")
    return ex.say(ex.phrase("mail.delicate")) if passed.cleaned else ex


def _told(ex: Exchange, passed: PassedOn, code: str) -> Exchange:
    if passed.already_there:
        return ex  # said at the end of the letter
    if passed.before:
        return ex.say(ex.phrase("notice.already_asked"))
    ex = ex.say(ex.phrase(code, reference=passed.reference))
    return ex.say(ex.phrase("mail.delicate")) if passed.cleaned else ex


def _held_back(ex: Exchange, post: Post) -> Exchange:
    passed = {file.name for file in post.incoming.files}
    held = [name for name in post.incoming.attachments if name not in passed]
    return ex.say(ex.phrase("mail.held_back", names=", ".join(held))) if held else ex
