# SPDX-License-Identifier: EUPL-1.2
"""The parts of a letter that are lists: rows, the orientative outcome, other requests, changes, answers given."""

from collections.abc import Iterable, Sequence

from bot.core.dossier import Dossier
from bot.core.letters import bare, day, line
from bot.core.library import Library
from bot.core.matter import topic_name
from bot.core.turns import Request
from flows.replies import Doubt, Outcome, Row
from flows.wording import NO_WORDS, Wording, join, plain


def row_lines(library: Library, rows: Iterable[Row]) -> Wording:
    """«- **Comune**: Acri», one a line, with what must be verified."""
    return join([line(library, _kind(row), label=row.label, value=_indented(row.value)) for row in rows], "\n")


def _kind(row: Row) -> str:
    if row.skipped:
        return "row_skipped"
    return "row_derived" if row.derived else "row_corrected" if row.corrected else "row"


def _indented(value: str) -> str:
    """Several lines stay inside their item; an empty one would end it."""
    return "\n  ".join(part.strip() for part in value.splitlines() if part.strip())


def outcome_lines(library: Library, outcome: Outcome, doubts: Sequence[Doubt]) -> Wording:
    """The orientative outcome, then why: first the lines that decided it."""
    ranked = sorted(doubts, key=lambda one: one.outcome != outcome)
    return join([line(library, f"outcome_{outcome or 'none'}"), *(plain(f"- {one.text}") for one in ranked)], "\n")


def other_lines(library: Library, others: Sequence[Request]) -> Wording:
    """Other requests of the same body, each one by itself; that there are none is said too."""
    if not others:
        return line(library, "others_none")
    return join([line(library, "others"), *(_other(library, one) for one in others)], "\n")


def _other(library: Library, request: Request) -> Wording:
    kind = bare(library, f"kind_{request.kind}")
    told = {"reference": request.reference, "lab": topic_name(library, request), "date": day(request.at)}
    return line(library, "other", kind=kind, **told)


def said_lines(library: Library, said: Sequence[tuple[str, str]]) -> Wording:
    """The titles of the answers that this person got."""
    if not said:
        return line(library, "said_none")
    return join([line(library, "said", title=title) for _, title in said], "\n")


def change_lines(dossier: Dossier) -> Wording:
    """What a correction changes, with what it was before."""
    library, blank = dossier.library, bare(dossier.library, "blank")
    if not dossier.changes:
        return line(library, "changes_unknown" if dossier.changes is None else "changes_none")
    lines = [
        line(library, "change", label=one.label, value=_indented(one.value) or blank, before=_flat(one.before) or blank)
        for one in dossier.changes
    ]
    return join([line(library, "changes"), *lines], "\n")


def _flat(value: str) -> str:
    return " ".join(value.split())


def repeat_line(dossier: Dossier) -> Wording:
    """That the person was told of an earlier request and wants a second one."""
    repeats = dossier.effect.repeats
    return line(dossier.library, "repeats", reference=repeats) if repeats else NO_WORDS


def other_hand_line(dossier: Dossier) -> Wording:
    """A warning where somebody else made the first request."""
    return line(dossier.library, "other_hand") if dossier.other_hand else NO_WORDS


def original_name(dossier: Dossier) -> str:
    """What a correction or a withdrawal belongs to, inside a sentence."""
    original = dossier.original
    if original is None:
        return bare(dossier.library, "original_unknown")
    return bare(dossier.library, "original", reference=original.reference, date=day(original.at))
