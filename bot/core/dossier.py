# SPDX-License-Identifier: EUPL-1.2
"""Everything that one letter about a request tells: its data, and what the register knows around it."""

from dataclasses import dataclass
from datetime import datetime

from bot.core import answering
from bot.core.dialogue import Dialogue
from bot.core.letters import in_rome
from bot.core.library import Library
from bot.core.matter import Matter, matter_of
from bot.core.references import REFERENCE, reference_of
from bot.core.turns import Register, Request
from flows.replies import Row, SubmitRequest
from knowledge.search import SLOT


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row that a correction changes; "" where there was, or is, no answer."""

    label: str
    before: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Gathered once, told by the letter and by its files."""

    library: Library
    effect: SubmitRequest
    dialogue: Dialogue
    matter: Matter
    reference: str
    now: datetime
    message_id: str
    original: Request | None  # what this one corrects or withdraws; None too when nobody knows it any more
    latest: Request | None  # the same as it was last corrected
    changes: tuple[Change, ...] | None  # None: what it was before is no longer known
    others: tuple[Request, ...]  # of the same body, newest first
    said: tuple[tuple[str, str], ...]  # id and title of the answers given to this person

    @property
    def other_hand(self) -> bool:
        """Whether somebody else made the request that this one corrects or withdraws."""
        return self.original is not None and self.original.person != self.dialogue.person


def gather(
    library: Library, effect: SubmitRequest, *, dialogue: Dialogue, register: Register, now: datetime, domain: str
) -> Dossier:
    """The dossier of a request, its correction or its withdrawal, as of the turn's beginning."""
    matter = matter_of(library, effect.rows)
    original = _original(effect, matter, dialogue, register)
    reference = _reference(effect, original, register, now)
    family = _of_bodies(register, matter.body_key, original.body_key if original else "")
    latest = _latest(original, family, register, dialogue)
    return Dossier(
        library=library,
        effect=effect,
        dialogue=dialogue,
        matter=matter,
        reference=reference,
        now=now,
        message_id=f"<{effect.key}@{domain}>",
        original=original,
        latest=latest,
        changes=_changes(latest, effect.rows),
        others=tuple(one for one in family if one.key != effect.key and one.reference != reference),
        said=titles(library, dialogue, now),
    )


def _original(effect: SubmitRequest, matter: Matter, dialogue: Dialogue, register: Register) -> Request | None:
    """`effect.original` is the key or the reference of the request, or the key of an earlier correction of it."""
    if effect.kind == "request":
        return None
    if REFERENCE.fullmatch(effect.original):
        return register.by_reference(effect.original)
    own = register.of_session(effect.session)
    if own is not None and own.key == effect.original:
        return own
    near = (*(one for one, _ in register.of_person(dialogue.person)), *register.of_body(matter.body_key))
    found = next((one for one in near if one.key == effect.original), None)
    return register.by_reference(found.reference) if found else None


def _reference(effect: SubmitRequest, original: Request | None, register: Register, now: datetime) -> str:
    """A correction and a withdrawal bear the reference of the first letter."""
    if original is not None:
        return original.reference
    if REFERENCE.fullmatch(effect.original):
        return effect.original
    return reference_of(effect.key, in_rome(now).year, register)


def _of_bodies(register: Register, *keys: str) -> tuple[Request, ...]:
    found = {one.key: one for key in dict.fromkeys(keys) if key for one in register.of_body(key)}
    return tuple(sorted(found.values(), key=lambda one: one.at, reverse=True))


def _latest(
    original: Request | None, family: tuple[Request, ...], register: Register, dialogue: Dialogue
) -> Request | None:
    """The request as it was last corrected; a correction may have named a third body."""
    if original is None:
        return None
    near = (*family, *(one for one, _ in register.of_person(dialogue.person)))
    known = [one for one in near if one.reference == original.reference and one.kind != "withdrawal"]
    return max(known, key=lambda one: one.at, default=original)


def _changes(before: Request | None, rows: tuple[Row, ...]) -> tuple[Change, ...] | None:
    if before is None or not before.rows:
        return None
    old = {row.slot: row for row in before.rows}
    new = {row.slot: row for row in rows}
    every = {**new, **{slot: row for slot, row in old.items() if slot not in new}}
    pairs = ((row.label, _said(old.get(slot)), _said(new.get(slot))) for slot, row in every.items())
    return tuple(Change(label=label, before=was, value=now) for label, was, now in pairs if was != now)


def _said(row: Row | None) -> str:
    return "" if row is None or row.skipped else row.value


def titles(library: Library, dialogue: Dialogue, now: datetime) -> tuple[tuple[str, str], ...]:
    """The answers given to this person, oldest first, once each; greetings are none."""
    today = in_rome(now).date()
    found = ((name, answering.show(library, name, today)) for name in dict.fromkeys(dialogue.said))
    return tuple((name, one.title) for name, one in found if one and not _chat(library, name))


def _chat(library: Library, name: str) -> bool:
    return library.entries[name.partition(SLOT)[0]].outcome == "chat"
