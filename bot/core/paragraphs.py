# SPDX-License-Identifier: EUPL-1.2
"""The parts of a letter that are lists: rows, the orientative outcome, other requests, changes, answers given."""

from collections.abc import Container, Iterable, Iterator, Sequence

from bot.core.dossier import Dossier
from bot.core.letters import bare, day, line, moment
from bot.core.library import Library
from bot.core.matter import topic_name
from bot.core.turns import Request
from flows.replies import Doubt, Outcome, Row
from flows.wording import NO_WORDS, Wording, join, placeholders, plain

_MATTER = ("domanda", "lab", "fabbisogno")  # what a letter is about is read first
_CODES = ("codice_catastale", "codice_ipa")  # and codes after what people read


def row_lines(library: Library, rows: Iterable[Row]) -> Wording:
    """«- **Comune**: Acri», one a line: the matter first, then the person's answers, codes, what was not answered."""
    flows = library.flows.values()
    notices = {slot.id for flow in flows for slot in flow.slots.values() if slot.type == "acknowledge"}
    ordered = sorted(rows, key=lambda row: _rank(row, notices))
    told = [
        line(library, _kind(row), label=row.label, value=_indented(row.value)) for row in ordered if not row.skipped
    ]
    blank = ", ".join(row.label for row in ordered if row.skipped)
    return join([*told, line(library, "row_skipped", labels=blank) if blank else NO_WORDS], "\n")


def _rank(row: Row, notices: Container[str]) -> int:
    if row.slot in _MATTER:
        return 0
    return 3 if row.slot in notices else 2 if row.slot in _CODES else 1


def _kind(row: Row) -> str:
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
    """What a correction changes, the outcome included: as it was and as it is."""
    library, blank = dossier.library, bare(dossier.library, "blank")
    if not dossier.changes:
        return line(library, "changes_unknown" if dossier.changes is None else "changes_none")
    told = [*((one.label, one.before, one.value) for one in dossier.changes), *_outcome_change(dossier)]
    lines = [
        line(library, "change", label=label, before=_flat(before) or blank, value=_flat(value) or blank)
        for label, before, value in told
    ]
    return join([line(library, "changes"), *lines], "\n")


def _outcome_change(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    library, old, new = dossier.library, dossier.latest, dossier.effect.outcome
    if old is not None and old.outcome != new:
        before, after = (bare(library, f"outcome_short_{one or 'none'}") for one in (old.outcome, new))
        yield bare(library, "column_outcome"), before, after


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
    told = {"reference": original.reference, "date": day(original.at)}
    latest = dossier.latest
    if latest is None or latest.key == original.key:
        return bare(dossier.library, "original", **told)
    return bare(dossier.library, "original_amended", **told, amended=moment(dossier.library, latest.at))


def doubt_lines(library: Library, flow: str, outcome: Outcome, doubts: Sequence[Doubt]) -> Wording:
    """An outcome that is no plain yes, with why, in the content's words alone: nothing typed stands in them."""
    if outcome in ("", "yes") or flow not in library.flows:
        return NO_WORDS
    weak = {one.id for one in doubts if one.outcome == outcome}
    said = [one.say for one in library.flows[flow].doubts if one.id in weak and not placeholders(one.say)]
    return join([line(library, f"outcome_{outcome}"), *(plain(f"- {one}") for one in said)], "\n")
