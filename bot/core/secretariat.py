# SPDX-License-Identifier: EUPL-1.2
"""Letters to the secretariat: a finished flow → the letter, the receipt and the row of the register."""

from collections.abc import Mapping
from datetime import datetime

from bot.core.anonymity import anonymous
from bot.core.dialogue import Dialogue
from bot.core.dossier import Dossier, gather
from bot.core.drafts import draft
from bot.core.letters import Written, bare, day, in_rome, moment, write
from bot.core.library import Library
from bot.core.markup import to_plain
from bot.core.matter import Matter, matter_of, titled
from bot.core.messages import Attachment, Letter
from bot.core.paragraphs import (
    change_lines,
    doubt_lines,
    original_name,
    other_hand_line,
    other_lines,
    outcome_lines,
    repeat_line,
    row_lines,
    said_lines,
)
from bot.core.receipts import receipt
from bot.core.references import reference_of
from bot.core.request_files import request_files
from bot.core.turns import Register, Request
from flows.replies import Handover, SubmitRequest
from flows.wording import Wording

__all__ = ["compose_question", "compose_request", "compose_undelivered", "draft", "receipt_lost"]

_PERSON = ("referente", "ruolo", "email", "telefono")  # whom the secretariat knows a request by


def compose_request(
    library: Library,
    effect: SubmitRequest,
    *,
    dialogue: Dialogue,
    register: Register,
    now: datetime,
    to: str,
    domain: str,
) -> tuple[tuple[Letter, ...], Request]:
    """The letter, the receipt where one may go, and the row of the register. `domain`: of our Message-IDs.

    A correction and a withdrawal bear the reference of the first letter and stand in its thread.
    """
    dossier = gather(library, effect, dialogue=dialogue, register=register, now=now, domain=domain)
    request = _registered(dossier)
    withdrawn = effect.kind == "withdrawal"
    name = effect.letter if effect.kind == "request" else effect.kind
    titled_body = {"body": dossier.matter.titled_body}
    written = write(library, name, _values(dossier), _blocks(dossier), titled=titled_body)
    letter = _letter(
        written, request, dossier.matter, to=to, files=() if withdrawn else request_files(dossier, request),
        follows=dossier.original.key if dossier.original else "",
    )  # fmt: skip
    thanks = effect.receipt if effect.kind == "request" else f"{effect.kind}_receipt"
    doubt = doubt_lines(library, effect.flow, effect.outcome, effect.doubts)
    sent = receipt(library, thanks, request, dossier.matter, register=register, to=to, outcome=doubt)
    return (letter, *sent), request


def _registered(dossier: Dossier) -> Request:
    """Of a withdrawal only what it withdraws is kept, not the answers."""
    effect, matter = dossier.effect, dossier.matter
    kept = effect.kind != "withdrawal"
    return Request(
        key=effect.key,
        reference=dossier.reference,
        kind=effect.kind,
        session=effect.session,
        person=dossier.dialogue.person,
        body=matter.body,
        body_key=matter.body_key,
        lab=matter.lab,
        outcome=effect.outcome,
        email=matter.email if kept else "",
        at=dossier.now,
        flow=effect.flow,
        version=effect.version,
        digest=effect.digest,
        rows=effect.rows if kept else (),
        original=dossier.original.key if dossier.original else effect.original,
        doubts=tuple(to_plain(one.text) for one in effect.doubts) if kept else (),
    )


def _letter(
    written: Written,
    request: Request,
    matter: Matter,
    *,
    to: str,
    files: tuple[Attachment, ...] = (),
    follows: str = "",
) -> Letter:
    return Letter(
        key=request.key,
        purpose=request.kind,
        to=to,
        subject=written.subject,
        text=written.text,
        files=files,
        reply_to=matter.email,
        follows=follows,
        session=request.session,
        person=request.person,
        reference=request.reference,
    )


def _values(dossier: Dossier) -> dict[str, str]:
    library, matter = dossier.library, dossier.matter
    return {
        **_common(library, matter, dossier.dialogue, dossier.now),
        "reference": dossier.reference,
        "original": original_name(dossier),
    }


def _common(library: Library, matter: Matter, dialogue: Dialogue, now: datetime) -> dict[str, str]:
    return {
        "body": matter.body,
        "lab": matter.topic,
        "email": matter.email,
        "moment": moment(library, now),
        "channel": bare(library, f"channel_{dialogue.channel}"),
        "form_url": library.labs.form_url,
        "catalogue_url": library.labs.catalogue_url,
    }


def _blocks(dossier: Dossier) -> Mapping[str, Wording]:
    library, effect = dossier.library, dossier.effect
    return {
        "outcome": outcome_lines(library, effect.outcome, effect.doubts),
        "repeats": repeat_line(dossier),
        "others": other_lines(library, dossier.others),
        "other_hand": other_hand_line(dossier),
        "changes": change_lines(dossier),
        "rows": row_lines(library, effect.rows),
        "person": row_lines(library, (row for row in effect.rows if row.slot in _PERSON and not row.skipped)),
        "said": said_lines(library, dossier.said),
    }


def compose_question(
    library: Library,
    effect: Handover,
    *,
    dialogue: Dialogue,
    register: Register,
    now: datetime,
    to: str,
    domain: str,
) -> tuple[tuple[Letter, ...], Request]:
    """A question passed on: exactly the rows that the person saw, and nothing else about them.

    `domain` is not used: everything is composed with the same arguments.
    """
    matter = matter_of(library, effect.rows)
    request = Request(
        key=effect.key,
        reference=reference_of(effect.key, in_rome(now).year, register),
        kind="question",
        session=effect.session,
        person=dialogue.person,
        body=matter.body,
        body_key=matter.body_key,
        lab="",
        outcome="",
        email=matter.email,
        at=now,
        flow=effect.flow,
        version=effect.version,
        digest=effect.digest,
        rows=effect.rows,
    )
    question = next((row.value for row in effect.rows if row.slot == "domanda"), "")
    values = {
        **_common(library, matter, dialogue, now),
        "reference": request.reference,
        "question": anonymous(question),
    }
    rows = {"rows": row_lines(library, effect.rows)}
    written = write(library, effect.letter, values, rows, titled={"body": matter.titled_body})
    letter = _letter(written, request, matter, to=to)
    return (letter, *receipt(library, effect.receipt, request, matter, register=register, to=to)), request


def compose_undelivered(library: Library, request: Request, *, address: str, now: datetime, to: str) -> Letter:
    """Tells the secretariat, in the request's thread, that a receipt did not reach the address given."""
    matter = matter_of(library, request.rows)
    told = {
        "reference": request.reference,
        "body": request.body,
        "kind": bare(library, f"kind_{request.kind}"),
        "date": day(request.at),
        "address": address,
        "phone": matter.phone,
        "moment": moment(library, now),
    }
    written = write(library, "undelivered", told, titled={"body": titled(request.body, matter.listed_body)})
    return Letter(
        key=f"{request.key}-undelivered",
        purpose="undelivered",
        to=to,
        subject=written.subject,
        text=written.text,
        follows=request.key,
        person=request.person,
        reference=request.reference,
    )


def receipt_lost(
    library: Library, reference: str, *, address: str, register: Register, now: datetime, to: str
) -> Letter | None:
    """The same for the request that bears a reference; None where nothing is known of it any more."""
    request = register.by_reference(reference)
    return compose_undelivered(library, request, address=address, now=now, to=to) if request else None
