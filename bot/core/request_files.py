# SPDX-License-Identifier: EUPL-1.2
"""The data of a request as two files: JSON for programs, a row of a sheet for people."""

import json
from collections.abc import Iterator
from typing import Any

from bot.core.columns import DATE, cells, terms_of
from bot.core.csv_row import as_text, sheet
from bot.core.dossier import Dossier
from bot.core.letters import LINES, bare, in_rome
from bot.core.markup import to_plain
from bot.core.messages import Attachment
from bot.core.turns import Request
from flows.replies import Row
from flows.slots import Slot

SCHEMA_VERSION = 1
_FILE_NAMES = {"request": "richiesta", "amendment": "integrazione"}


def request_files(dossier: Dossier, request: Request) -> tuple[Attachment, Attachment]:
    """`richiesta-<reference>.json` and `.csv`; a correction's are called `integrazione-…`."""
    name = f"{_FILE_NAMES[dossier.effect.kind]}-{dossier.reference}"
    text = json.dumps(as_json(dossier), ensure_ascii=False, indent=2) + "\n"
    return (
        Attachment(f"{name}.json", "application/json", text.encode()),
        Attachment(f"{name}.csv", "text/csv", sheet(_sheet(dossier, request))),
    )


def as_json(dossier: Dossier) -> dict[str, Any]:
    """Keys are stable within a schema version; every question of the form is there, null where it was not asked."""
    effect, matter = dossier.effect, dossier.matter
    return {
        "schema_version": SCHEMA_VERSION,
        "reference": dossier.reference,
        "kind": effect.kind,
        "key": effect.key,
        "message_id": dossier.message_id,
        "original": dossier.original.key if dossier.original else effect.original,
        "repeats": effect.repeats,
        "registered_at": in_rome(dossier.now).isoformat(timespec="seconds"),
        "channel": dossier.dialogue.channel,
        "form": {"name": effect.flow, "version": effect.version, "digest": effect.digest},
        "outcome": effect.outcome,
        "doubts": [
            {"id": one.id, "outcome": one.outcome, "text": to_plain(one.text), "facts": list(one.facts)}
            for one in effect.doubts
        ],
        "body": {"name": matter.body, "key": matter.body_key},
        "lab": {"id": matter.lab, "name": matter.topic},
        "email_verified": False,
        "answers": {slot: _answer(row) for slot, row in _answers(dossier)},
        "changes": [{"label": one.label, "before": one.before, "value": one.value} for one in dossier.changes or ()],
        "other_requests": [_other(one) for one in dossier.others],
        "told": [{"id": name, "title": title} for name, title in dossier.said],
        "note": bare(dossier.library, "note"),
    }


def _answer(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "label": row.label,
        "value": row.value,
        "canonical": row.canonical,
        "derived": row.derived,
        "corrected": row.corrected,
    }


def _other(request: Request) -> dict[str, str]:
    at = in_rome(request.at).isoformat(timespec="seconds")
    return {"reference": request.reference, "kind": request.kind, "lab": request.lab, "registered_at": at}


def _answers(dossier: Dossier) -> Iterator[tuple[str, Row | None]]:
    """Every question of the form in its order, whatever the route: rows of many requests make one sheet."""
    told = {row.slot: row for row in dossier.effect.rows}
    flow = dossier.library.flows.get(dossier.effect.flow)
    slots: dict[str, Slot] = flow.slots if flow else {}
    asked = [name for name, slot in slots.items() if not slot.internal]
    yield from ((name, told.get(name)) for name in (*asked, *(name for name in told if name not in slots)))


def _sheet(dossier: Dossier, request: Request) -> Iterator[tuple[str, str]]:
    """Heading and cell: the request, then what the register does not know."""
    effect, library = dossier.effect, dossier.library
    flows = [library.flows[effect.flow]] if effect.flow in library.flows else []
    terms = terms_of(library.letters[LINES], library.labs, flows, effect.rows)
    for at, (name, value) in enumerate(cells(request, terms)):
        yield name, value if at == DATE else as_text(value)
    yield terms.heading("others"), as_text(", ".join(dict.fromkeys(one.reference for one in dossier.others)))
    yield terms.heading("derived"), as_text(", ".join(row.label for row in effect.rows if row.derived))
    yield terms.heading("corrected"), as_text(", ".join(row.label for row in effect.rows if row.corrected))
    yield terms.heading("version"), as_text(f"{effect.flow} {effect.version}")
    yield terms.heading("note"), as_text(bare(library, "note"))
