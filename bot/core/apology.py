# SPDX-License-Identifier: EUPL-1.2
"""What is said about a message that cannot be answered: to the person, and to the secretariat."""

from collections.abc import Mapping
from datetime import datetime

from bot.core.messages import Incoming, Letter, Outgoing, Parcel
from flows.wording import fill

_SILENT = ("ignored", "blocked")  # nobody reads an answer to these, or a machine does


def apologies(
    incoming: Incoming, phrases: Mapping[str, str], *, secretariat: str, now: datetime, event: str
) -> tuple[Parcel, ...]:
    """One message to the person, and one letter for this message to the secretariat. `event`: its fingerprint."""
    told = {
        "secretariat": phrases.get("secretariat.address", secretariat),
        "event": event,
        "channel": incoming.channel,
        "person": incoming.address,
        "date": now.date().isoformat(),
    }
    parcels: list[Parcel] = []
    if incoming.kind not in _SILENT:
        parcels.append(_message(incoming, phrases, told))
    parcels.append(
        Letter(
            key=f"aside-letter-{event}",
            purpose="notice",
            to=secretariat,
            subject=str(fill(phrases.get("aside.subject", "((event))"), told)),
            text=fill(phrases.get("aside.letter", "((channel)) ((person)) ((event))"), told),
            person=incoming.person,
        )
    )
    return tuple(parcels)


def _message(incoming: Incoming, phrases: Mapping[str, str], told: Mapping[str, str]) -> Outgoing:
    return Outgoing(
        key=f"aside-{told['event']}",
        channel=incoming.channel,
        address=incoming.address,
        thread=incoming.thread,
        text=fill(phrases.get("notice.broken", "((secretariat))"), told),
        subject=incoming.subject,
        in_reply_to=incoming.reply_to,
        references=incoming.references,
    )
