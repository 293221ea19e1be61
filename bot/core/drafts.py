# SPDX-License-Identifier: EUPL-1.2
"""A letter as a text to copy and a text file, for the person's own mailbox."""

from collections.abc import Iterator
from datetime import datetime

from bot.core.dialogue import Dialogue
from bot.core.letters import line, moment, write
from bot.core.library import Library
from bot.core.markup import to_plain
from bot.core.matter import matter_of, titled, topic_name
from bot.core.messages import Attachment
from bot.core.paragraphs import outcome_lines, row_lines
from bot.core.receipts import public_address
from bot.core.turns import Register, Request
from flows.replies import Draft
from flows.wording import NO_WORDS, Wording, join

_LETTERS = {  # kind: the letter's wording, the file's name
    "request": ("draft", "richiesta-capacity-lab.txt"),
    "amendment": ("amendment_draft", "integrazione.txt"),
    "withdrawal": ("withdrawal_draft", "ritiro.txt"),
    "question": ("question_draft", "domanda.txt"),
}


def draft(
    library: Library,
    effect: Draft,
    *,
    now: datetime,
    dialogue: Dialogue | None = None,
    register: Register | None = None,
    **_turn: object,
) -> tuple[Wording, Attachment]:
    """The text and the file. Nothing is registered by it, and it says so.

    With the key of a request in the register it is the text of a letter that could not be delivered.
    """
    request = next((one for one in _known(effect, dialogue, register) if one.key == effect.key), None)
    name, file_name = _LETTERS[request.kind if request else _kind(library, effect.flow)]
    rows = tuple(row for row in effect.rows if row.slot not in _notices(library, effect.flow))
    told = _values(library, effect, request)
    blocks = {
        "rows": row_lines(library, rows),
        "outcome": outcome_lines(library, effect.outcome, effect.doubts) if effect.outcome else NO_WORDS,
        "state": _state(library, request, now),
    }
    body = titled(told["body"], matter_of(library, effect.rows).listed_body)
    written = write(library, name, told, blocks, titled={"body": body})
    head = [
        line(library, "draft_head", secretariat=public_address(library)),
        line(library, "draft_subject", subject=written.subject),
    ]
    text = join([join(head, "\n"), written.text])
    return text, Attachment(file_name, "text/plain", _text_file(to_plain(text)))


def _known(effect: Draft, dialogue: Dialogue | None, register: Register | None) -> Iterator[Request]:
    if register is None:
        return
    own = register.of_session(effect.session)
    if own is not None:
        yield own
    if dialogue is not None:
        yield from (one for one, _ in register.of_person(dialogue.person))


def _kind(library: Library, flow: str) -> str:
    """What the flow sends."""
    steps = library.flows[flow].steps if flow in library.flows else ()
    return next((step.submit.kind for step in steps if step.submit), "request")


def _notices(library: Library, flow: str) -> frozenset[str]:
    """A notice read here says nothing in the person's own letter."""
    slots = library.flows[flow].slots.values() if flow in library.flows else ()
    return frozenset(slot.id for slot in slots if slot.type == "acknowledge")


def _values(library: Library, effect: Draft, request: Request | None) -> dict[str, str]:
    matter = matter_of(library, effect.rows)
    return {
        "body": request.body if request else matter.body,
        "lab": matter.topic or (topic_name(library, request) if request else ""),
        "reference": request.reference if request else "",
        "form_url": library.labs.form_url,
        "catalogue_url": library.labs.catalogue_url,
    }


def _state(library: Library, request: Request | None, now: datetime) -> Wording:
    """What became of it here, in true words."""
    if request is None:
        return line(library, "draft_unsent", moment=moment(library, now))
    return line(library, "draft_undelivered", moment=moment(library, request.at), reference=request.reference)


def _text_file(text: str) -> bytes:
    """UTF-8 with BOM and CRLF: an old Notepad shows it right."""
    return ("\ufeff" + text.replace("\n", "\r\n") + "\r\n").encode()
