# SPDX-License-Identifier: EUPL-1.2
"""What is said in front of others, in a group: one answer to one question; everything else in private."""

from dataclasses import replace

from bot.core import records
from bot.core.exchange import Exchange
from bot.core.labels import named
from bot.core.messages import Choice, Incoming
from flows.answers import clean_text

_LONGEST = 500  # characters of a question


def answer(ex: Exchange, incoming: Incoming) -> Exchange:
    """Never a form, never a menu: whoever taps it might be anybody. `argument`: the address of the private chat."""
    ex = _told(ex, clean_text(incoming.text)).say(ex.phrase("telegram.group"))
    label = named(ex.library.phrases, "telegram.private")
    last = replace(ex.spoken[-1], choices=(Choice("", "", label, url=incoming.argument),))
    return replace(ex, spoken=(*ex.spoken[:-1], last))


def _told(ex: Exchange, text: str) -> Exchange:
    if text.startswith("/"):
        return _ordered(ex, text[1:])
    if not 0 < len(text) <= _LONGEST:
        return ex
    finding = ex.given.means.answer(ex.library, text, ex.given.today, "")
    fits = finding.outcome == "answer" or (finding.outcome == "handoff" and finding.found)
    return ex.say(finding.text) if fits else ex


def _ordered(ex: Exchange, name: str) -> Exchange:
    if name == "privacy":
        return records.tell_privacy(ex)
    return ex.say(ex.phrase("info.text")) if name == "info" else ex
