# SPDX-License-Identifier: EUPL-1.2
"""What the secretariat is told about the mailbox: letters left unanswered, answers refused, too many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.exchange import digest
from bot.core.letters import bare, day, header, in_rome, line, moment, repeated, write
from bot.core.library import Library
from bot.core.messages import Letter
from flows.wording import Wording, join

_WIDE = 90


@dataclass(frozen=True)
class Left:
    """A person's letter that got no answer."""

    event: str
    at: datetime
    sender: str
    subject: str
    rule: str  # «name: what was seen»


def unanswered(library: Library, left: Sequence[Left], *, to: str) -> Letter:
    """One list of all of them, with the rule for each."""
    rows = join([_row(library, one) for one in left], "\n")
    written = write(library, "unanswered", {"count": str(len(left))}, {"rows": rows})
    key = digest("unanswered", *(one.event for one in left))
    return Letter(key=key, purpose="notice", to=to, subject=written.subject, text=written.text)


def _row(library: Library, one: Left) -> Wording:
    name = one.rule.partition(":")[0]
    known = f"rule_{name.replace('-', '_')}"
    rule = (
        bare(library, known) if known in repeated(library.letters["lines"]) else bare(library, "rule_other", rule=name)
    )
    told = {"date": day(one.at), "hour": f"{in_rome(one.at):%H:%M}", "rule": rule}
    blank = bare(library, "blank")
    return line(
        library, "unanswered", sender=one.sender or blank, subject=header(one.subject, _WIDE) or blank, **told
    )  # fmt: skip


def refused(library: Library, key: str, *, email: str, reason: str, now: datetime, to: str) -> Letter:
    """An answer that did not reach the person; `key` is its own."""
    told = {"email": email, "reason": header(reason, 200), "moment": moment(library, now)}
    written = write(library, "refused", told)
    return Letter(key=f"{key}-refused", purpose="undelivered", to=to, subject=written.subject, text=written.text)


def too_many(library: Library, count: int, *, now: datetime, to: str) -> Letter:
    """The assistant slows down; told once a day."""
    written = write(library, "too_many", {"count": str(count), "moment": moment(library, now)})
    key = digest("too-many", in_rome(now).date().isoformat())
    return Letter(key=key, purpose="notice", to=to, subject=written.subject, text=written.text)
