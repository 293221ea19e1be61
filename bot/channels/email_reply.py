# SPDX-License-Identifier: EUPL-1.2
"""What a person just wrote in a letter: without the history below, the signature and the disclaimers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.channels.email_closing import is_closing, signature, without_closing
from bot.channels.email_form import form_items, is_form, typed_items
from bot.channels.email_history import Header, Histories, announced_by, is_answer, is_forward
from bot.channels.email_lines import HISTORY, is_quoted, lines_of, next_written, trimmed, unquoted

_OLD = ("quote", "past", "alone")
_LIST_LINES = 12
_ANSWERS_AT_LEAST = 2  # by which a numbered list is a form, where nothing else was written
_WRAPPED_FROM, _WRAPPED_AT = 65, 72  # characters: a shorter line, or one with room, the mail program did not break

_Kind = Literal[
    "own",
    "quote",  # lines with the mark of quotation
    "past",  # an old letter without such marks
    "alone",  # an old letter with nothing above it: perhaps what was meant to be read
    "forward",  # an old letter that was passed on
]


@dataclass(frozen=True)
class _Piece:
    """Lines of one kind that stand together."""

    kind: _Kind
    lines: tuple[str, ...]
    apart: bool = False  # a blank line stood above
    announced: bool = False  # a quote: «… ha scritto:» stands above it, or is its beginning


@dataclass(frozen=True)
class Written:
    """What was just written, and the signature that stood under it."""

    text: str
    signature: str


def newest_part(text: str, subject: str = "") -> str:
    """The text of `read_reply`."""
    return read_reply(text, subject).text


def read_reply(text: str, subject: str = "") -> Written:
    """The text just written, at most 100,000 characters of it; never raises, never longer than what it is given.

    By `subject` a letter is an answer, read without the quoted lines it answers, or was passed on, and keeps its
    block. Answers typed into our form keep their line of the form, without the mark of quotation. Where only history
    would be left, everything is given back: to lose a person's words is worse than to keep old ones.
    """
    lines = lines_of(text)
    whole = [piece for piece in _split(lines, forwarded=is_forward(subject)) if piece.lines]
    pieces = [replace(piece, lines=tuple(without_closing(piece.lines))) if _own(piece) else piece for piece in whole]
    written = trimmed(_form(pieces) or _written(pieces, answering=is_answer(subject)))
    written = written or trimmed([line for piece in whole if _own(piece) for line in piece.lines]) or lines
    signed = next((found for piece in whole if _own(piece) and (found := signature(piece.lines))), [])
    return Written(_plain(written) or _plain(lines), _plain(signed))


def _plain(lines: Sequence[str]) -> str:
    return "\n".join(lines).replace(HISTORY, "").strip()


def _own(piece: _Piece) -> bool:
    return piece.kind == "own"


def _split(lines: Sequence[str], *, forwarded: bool) -> Iterator[_Piece]:
    """The pieces of a letter, in order."""
    histories = Histories(lines)
    start = at = 0
    wrote = announced = False  # anything of one's own so far; a header just passed
    while at < len(lines):
        header = None if is_quoted(lines[at]) else histories.header_at(at)
        if not header and not is_quoted(lines[at]):
            wrote = wrote or bool(lines[at].strip())
            at += 1
            continue
        yield _piece("own", lines, start, at)
        if header is None:
            start, at = at, _quote_end(lines, at)
            yield _piece("quote", lines, start, at, announced=announced)
            announced = False
        else:
            kind = _rest(lines, at, header, forwarded=forwarded, wrote=wrote)
            if kind:
                yield _piece(kind, lines, at, len(lines))
                return
            announced, at = True, at + header.lines
        start = at
    yield _piece("own", lines, start, at)


def _piece(kind: _Kind, lines: Sequence[str], start: int, end: int, *, announced: bool = False) -> _Piece:
    apart = start < end and not (lines[start].strip() and start and lines[start - 1].strip())
    if kind == "quote":
        told, first = announced_by(lines[start:end])
        announced, start = announced or told, start + first
    return _Piece(kind, tuple(lines[start:end]), apart, announced)


def _rest(lines: Sequence[str], at: int, header: Header, *, forwarded: bool, wrote: bool) -> _Kind | None:
    """What all the rest is; None when the letter goes on below, quoted or because nothing stood above."""
    if header.kind == "forward" or (forwarded and header.kind != "wrote"):
        return "forward"
    follows = next_written(lines, at + header.lines)
    if follows < len(lines) and is_quoted(lines[follows]):
        return None
    if wrote:
        return "past"
    return None if header.kind == "wrote" else "alone"


def _quote_end(lines: Sequence[str], at: int) -> int:
    """Where quoted lines end, with the blank ones among them and the ends of lines broken on the way."""
    end = at + 1
    while end < len(lines):
        if is_quoted(lines[end]):
            end += 1
        elif not lines[end].strip():
            follows = next_written(lines, end)
            if follows >= len(lines) or not is_quoted(lines[follows]):
                return end
            end = follows
        elif _is_broken_off(lines, end):
            end += 1
        else:
            return end
    return end


def _is_broken_off(lines: Sequence[str], at: int) -> bool:
    before, line = lines[at - 1].rstrip(), lines[at].strip()
    quoted = is_quoted(before) and at + 1 < len(lines) and is_quoted(lines[at + 1])
    full = len(before) >= _WRAPPED_FROM and len(before) + len(line.split(maxsplit=1)[0]) >= _WRAPPED_AT
    return quoted and full and before[-1] not in ".?!:;" and line[0].islower()


def _written(pieces: Sequence[_Piece], *, answering: bool) -> list[str]:
    """Own lines, and the quoted ones that belong to them.

    An answer is read without what it answers, which both sides have; in another letter quoted lines stay where an
    answer follows them, unless one answer stands under a whole letter.
    """
    answers = {at for at, piece in enumerate(pieces) if _own(piece) and piece.lines and not is_closing(piece.lines)}
    quotes = sum(piece.kind == "quote" for piece in pieces)
    kept: list[str] = []
    for at, piece in enumerate(pieces):
        if piece.kind == "quote":
            cited = at - 1 in answers and _is_list(piece, pieces[at - 1])
            answered = at + 1 in answers and not (answers == {at + 1} and piece.announced)
            keep = (cited and quotes == 1) if answering else (cited or answered)
        else:
            keep = bool(piece.lines) if _own(piece) else piece.kind in ("alone", "forward")
        if keep:
            kept += [*([""] if kept and piece.apart else []), *_edged(piece)]
    return kept


def _is_list(quote: _Piece, above: _Piece) -> bool:
    """Whether a person began the lines of a list with «>»."""
    return not quote.announced and len(quote.lines) <= _LIST_LINES and above.lines[-1].endswith(":")


def _edged(piece: _Piece) -> list[str]:
    """The lines of a piece without empty ones at its ends, quoted or not."""
    written = [at for at, line in enumerate(piece.lines) if unquoted(line)]
    return list(piece.lines[written[0] : written[-1] + 1]) if written else []


def _form(pieces: Sequence[_Piece]) -> list[str]:
    """Own words and the answered lines of the form that came back, in order; nothing when there is no form."""
    if not _holds_form(pieces):
        return []
    kept: list[str] = []
    open_item = True  # what follows goes on with the line of the form just kept
    for at, piece in enumerate(pieces):
        if piece.kind not in _OLD:
            kept += [*([] if open_item or not piece.lines else [""]), *piece.lines]
            continue
        bare = trimmed([unquoted(line) for line in piece.lines])
        items = typed_items(bare)
        below = pieces[at + 1].lines if at + 1 < len(pieces) else ()
        follows = bool(below) and not is_closing(below)
        wanted = [item for item in items if item.filled or (follows and item is items[-1])]
        kept += [line for item in wanted for line in item.lines]
        open_item = bool(wanted) and wanted[-1] is items[-1] and (not items[-1].filled or items[-1].end == len(bare))
    return kept


def _holds_form(pieces: Sequence[_Piece]) -> bool:
    """Whether answers are looked for in the history: not where its open questions are answered in one's own lines."""
    own = [line for piece in pieces if _own(piece) for line in piece.lines]
    old = [unquoted(line) for piece in pieces if piece.kind in _OLD for line in piece.lines]
    items = form_items(old)
    given = {item.label for item in form_items(own) if item.filled}
    if given & {item.label for item in items if not item.filled}:
        return False
    filled = len(items) >= _ANSWERS_AT_LEAST and all(item.filled for item in items)
    return is_form(old) or (filled and not own)
