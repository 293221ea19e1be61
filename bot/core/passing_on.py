# SPDX-License-Identifier: EUPL-1.2
"""A letter passed on to the secretariat without delicate data, with why, what was answered and what was not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.delicate import without_delicate
from bot.core.exchange import Exchange, digest
from bot.core.letters import bare, header, line, moment, write
from bot.core.messages import Incoming, Letter
from bot.core.postscript import secretariat_has_it
from bot.core.references import reference_of
from bot.core.turns import Request
from flows.replies import Row
from flows.wording import NO_WORDS, Wording, escape, fill, join, plain

_TEXT_AT_MOST = 20_000  # characters of the letter
_ROW_AT_MOST = 3_000  # characters kept in the register
_WIDE = 70


@dataclass(frozen=True)
class PassedOn:
    """What became of it: the reference, or why nothing was sent."""

    reference: str = ""
    already_there: bool = False  # the secretariat is among the recipients
    before: bool = False  # this very text was passed on earlier
    cleaned: bool = False  # delicate data were left out


def pass_on(ex: Exchange, why: str, open_questions: Sequence[str] = ()) -> tuple[Exchange, PassedOn]:
    """Queue the letter for the secretariat, once. `why` names the line `why_<why>` of the letters."""
    incoming = ex.given.incoming
    assert incoming is not None
    if secretariat_has_it(ex, incoming):
        return ex, PassedOn(already_there=True)
    told = _told(incoming)
    row = _row(ex, told)
    cleaned = any(_cleaned(ex, one) != one for one in (_signed(incoming), incoming.subject))
    if not incoming.files and told and ex.given.register.asked(ex.dialogue.person, row.canonical):
        return ex, PassedOn(before=True)
    key = digest(ex.dialogue.chat, ex.given.event, "passed")
    reference = reference_of(key, ex.given.now.year, ex.given.register)
    letter = _letter(
        ex, incoming, key=key, reference=reference, why=why, open_questions=open_questions, cleaned=cleaned
    )
    ex = replace(ex, letters=(*ex.letters, letter), requests=(*ex.requests, _request(ex, letter, row)))
    return ex.remember(passed=ex.dialogue.passed or key), PassedOn(reference, cleaned=cleaned)


def _told(incoming: Incoming) -> str:
    return incoming.text[:_TEXT_AT_MOST].strip() or incoming.subject


def _signed(incoming: Incoming) -> str:
    """With the lines under it, which name the office and how to reach it."""
    told, under = _told(incoming), incoming.signature.strip()
    return f"{told}\n{under}" if under and under not in told else told


def _cleaned(ex: Exchange, text: str) -> str:
    """A text without delicate data: nobody at the secretariat needs them."""
    return without_delicate(text, ex.library.phrases["delicate.mark"])


def _letter(
    ex: Exchange,
    incoming: Incoming,
    *,
    key: str,
    reference: str,
    why: str,
    open_questions: Sequence[str],
    cleaned: bool,
) -> Letter:
    library = ex.library
    values = {
        "subject": header(_cleaned(ex, incoming.subject), _WIDE) or bare(library, "blank"),
        "email": incoming.address,
        "moment": moment(library, ex.given.now),
        "reference": reference,
        "why": bare(library, f"why_{why}"),
        "sender": bare(library, "sender_checked" if incoming.verified else "sender_unchecked"),
    }
    blocks = {
        "text": _quoted(_cleaned(ex, _signed(incoming))),
        "cleaned": line(library, "cleaned") if cleaned else NO_WORDS,
        "open": _items([_cleaned(ex, one) for one in open_questions]),
        "said": _said(ex),
        "enclosed": _enclosed(ex, incoming),
        "release": _release(ex, why),
    }
    written = write(library, "mail_to_secretariat", values, blocks)
    return Letter(
        key=key, purpose="question", to=ex.given.means.to, subject=written.subject, text=written.text,
        files=incoming.files, reply_to=incoming.address, follows=ex.dialogue.passed,
        session=session_of(ex.dialogue.chat), person=ex.dialogue.person, reference=reference,
    )  # fmt: skip


def _quoted(text: str) -> Wording:
    """As written, line by line, marked as somebody else's words."""
    return plain("\n".join(f"> {escape(one)}".rstrip() for one in text.splitlines()))


def _items(texts: Sequence[str]) -> Wording:
    return join([fill("- ((text))", {"text": one}) for one in texts], "\n")


def _said(ex: Exchange) -> Wording:
    titles = [ex.library.entries[name.partition("#")[0]].title for name in ex.dialogue.said if _known(ex, name)]
    return _items(list(dict.fromkeys(titles))) or line(ex.library, "said_none")


def _known(ex: Exchange, name: str) -> bool:
    return name.partition("#")[0] in ex.library.entries


def _enclosed(ex: Exchange, incoming: Incoming) -> Wording:
    passed = {file.name for file in incoming.files}
    held = [name for name in incoming.attachments if name not in passed]
    lines = [line(ex.library, "enclosed_passed", name=name) for name in passed]
    return join([*lines, *(line(ex.library, "enclosed_held", name=name) for name in held)], "\n")


def _release(ex: Exchange, why: str) -> Wording:
    """How the assistant is given the thread back, where it now keeps silent."""
    mailbox = ex.given.means.mailbox
    if why not in SILENT or not mailbox or not ex.given.means.secret:
        return NO_WORDS
    return line(ex.library, "release", address=mailbox, code=release_code(ex.given.means.secret, ex.dialogue.chat))


def release_code(secret: str, chat: str) -> str:
    """What the secretariat writes to give a thread back."""
    return digest(secret, "release", chat)[:10]


def session_of(chat: str) -> str:
    """Under which name the register keeps the letters of a thread."""
    return digest(chat, "letters")


def _row(ex: Exchange, told: str) -> Row:
    """What the register keeps; of a text with delicate words only a digest is kept to know it again by."""
    cleaned = _cleaned(ex, told)
    mark = digest("passed", " ".join(told.casefold().split())) if cleaned != told else told[:_ROW_AT_MOST]
    return Row("domanda", bare(ex.library, "row_letter"), cleaned[:_ROW_AT_MOST], mark)


def _request(ex: Exchange, letter: Letter, row: Row) -> Request:
    """The row of the register."""
    return Request(
        key=letter.key, reference=letter.reference, kind="question", session=session_of(ex.dialogue.chat),
        person=ex.dialogue.person,
        body="", body_key="", lab="", outcome="", email=letter.reply_to, at=ex.given.now,
        flow="", version=0, digest="", rows=(row,),
    )  # fmt: skip


SILENT = frozenset(("act", "complaint", "person", "unsatisfied", "third"))  # after these a human goes on
