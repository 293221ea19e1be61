# SPDX-License-Identifier: EUPL-1.2
"""How a letter ends: the goodbye and the name stay; the signature, the office and its addresses go."""

import re
from collections.abc import Sequence

from bot.channels.email_footers import without_footers
from bot.channels.email_lines import asks_more, is_afterthought, next_written, trimmed

_LOOK_AT = 400  # characters of a line
_SIGNATURE_LINES = 14
_WIDE = 110  # a longer line is a sentence
_SENTENCE_WORDS = 11

_DELIMITER = re.compile(r"\s{0,4}(?:--|—|––|[-_=*~—–]{3,200}|__)\s{0,4}$")
_CLOSING = re.compile(
    r"(?:(?:i\s+|un\s+|tanti\s+|con\s+i\s+)?(?:più\s+)?(?:cordial\w*|distint\w*|car[oi]|migliori|affettuos\w*)?\s*salut[oi]\b"
    r"|cordial(?:mente|ità|issim\w+)|distintamente|(?:mille|molte|tante)?\s*grazie\b|(?:la|vi|ti)\s+ringrazi\w+"
    r"|ringrazi\w+|in\s+attesa\b|a\s+presto|buon[ao]?\s+(?:giornata|serata|lavoro|pomeriggio|fine)"
    r"|(?:resto|restiamo|rimango)\s+(?:in|a)|con\s+(?:osservanza|stima|(?:viva\s+)?cordialità)|ossequi"
    r"|a\s+(?:vostra\s+)?disposizione|(?:best|kind|warm)\s+regards|regards\b|thanks\b|sincerely"
    r"|mit\s+freundlichen|atten[dt]|si\s+(?:ringrazia|resta|porgono)|nel\s+ringraziar\w+|vogliate\s+gradire"
    r"|viele\s+grüße|cheers)",
    re.IGNORECASE,
)
_CLOSING_END = re.compile(
    r"(?:(?:cordiali|distinti|migliori|cari)\s+saluti|cordialmente|distintamente|saluti)\s?[.,;]?$", re.IGNORECASE
)
_CLOSING_WORDS = 9
_PROPER = re.compile(
    r"(?:(?:dott|dr|dott\.ssa|ing|arch|avv|rag|geom|prof|sig|sig\.ra|p\.i|on|cav)\b[\w.]{0,6}\s{0,2}){0,3}"
    r"(?:[A-ZÀ-Þ][\w'’.-]{0,24}|d[aei]l?l?a?|d['’]|lo|la|von|e)"
    r"(?:\s{1,2}(?:[A-ZÀ-Þ][\w'’.-]{0,24}|d[aei]l?l?a?|d['’]\w{1,20}|lo|la|von|e)){0,5}[.,]?$",
)
_HOLDERS = (
    r"responsabil|segretari[oa]|vicesegretari|dirigent|sindac|vicesindac|assessor|consiglier|istrutt|funzionar|dirett|"
    r"president|rup\b|assistent|coordinat|referent|capo\b|resp\.|titolar|comandant|commissari"
)
_OFFICES = (
    r"uff|comun|settor|serviz|area\b|aree\b|segret|union|città\b|provinc|regione\b|ragioner|municip|polizia|staff\b|"
    r"division|dipartim|direzion|gabinett|protocoll|ente\b|sede\b|p\.?\s?iva|c\.?f\b|u\.?o\.?c?\b|posizione\s+org|e\.?q\b|"
    r"provveditorat|economat|anagrafe\b|tributi\b|urbanistica\b|avvocatura|bibliotec|consorzi|agenzia\b|urp\b|suap\b|ced\b|"
    r"centrale\s+unica|affari\s+general|lavori\s+pubblici|risorse\s+umane|stato\s+civile|sistemi\s+inform|"
    r"protezione\s+civile|politiche\s+social"
)
_HOLDER = re.compile(rf"(?:il|la|lo|l['’])?\s?(?:{_HOLDERS})", re.IGNORECASE)
_OFFICE = re.compile(rf"(?:il|la|lo|l['’])?\s?(?:{_HOLDERS}|{_OFFICES})", re.IGNORECASE)
_OFFICE_WORDS = 8
_SPEAKS = re.compile(r"\b(?:è|sarà|sono|saranno|ha|hanno|viene|verrà|può|chied\w+|mi|vi|ci|non)\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:\b(?:tel|cell|fax|mob|centralino|int|phone|mobile|telefono|cellulare|t|m|f)\b\s?[.:]{0,2}|☎|✆|📞|📱|\(\+?\d|\+\d)\D{0,12}\d{2}"
    r"|@[\w-]+\.[\w.-]+|\bwww\.|https?://|\bpec\s?:"
    r"|^(?:via|v\.le|viale|piazza|p\.?zza|p\.le|piazzale|corso|c\.so|largo|vicolo|loc\.|contrada|strada|palazzo)\b.{0,60}\d"
    r"|^\W{0,3}\d{5}\s+[A-Z]|^\W{0,3}(?:\d[\d\s./()-]{6,20})$",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\d{1,2}\s?[).]\s|[-•*]\s|(?:referente|ruolo|fabbisogno|comune|tipo di ente|denominazione|laboratorio)\s?:",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-Þ][\w'’.]{1,20}"
_DASHED_NAME = re.compile(
    rf"\s?(?:-\s?{_CAPITAL}(?:\s{_CAPITAL}|\s(?:d[aei]l?|van|von)){{0,3}}\.?|-[a-z]{{2,14}}|/\s?{_CAPITAL})$"
)


def without_closing(lines: Sequence[str]) -> list[str]:
    """The lines a person wrote: «Cordiali saluti» and the name stay, what is put under every letter goes."""
    kept = without_footers(lines)
    for cut in (_without_signature, _without_addresses):
        kept = trimmed(cut(kept))
    return trimmed(_without_dashed_name(kept))


def signature(lines: Sequence[str]) -> list[str]:
    """What `without_closing` leaves out, but for the footers of programs."""
    kept, found, at = without_closing(lines), [], 0
    for line in without_footers(lines):
        same = at < len(kept) and line == kept[at]
        at += same
        found += [] if same else [line]
    return trimmed(found)


def is_closing(lines: Sequence[str]) -> bool:
    """Whether these lines only say goodbye: «Grazie, a presto» and a name."""
    written = [line.strip() for line in lines if line.strip()]
    return bool(written) and len(written) <= 4 and _closes(written[0]) and not any("?" in line for line in written)


def _without_signature(lines: list[str]) -> list[str]:
    """Without «-- » and the few lines under it; a postscript below them stays."""
    near = max(0, len(lines) - 3 * _SIGNATURE_LINES)
    for at in range(near, len(lines)):
        if _DELIMITER.match(lines[at][:_LOOK_AT]):
            end = _afterthought(lines, at + 1)
            if _is_signature(lines[at + 1 : end]):
                return lines if at and lines[at - 1].endswith(":") else [*lines[:at], *lines[end:]]
    return lines


def _afterthought(lines: Sequence[str], start: int) -> int:
    return next((at for at in range(start, len(lines)) if is_afterthought(lines[at])), len(lines))


def _is_signature(lines: Sequence[str]) -> bool:
    """Few lines, none of them a question, an answer or a sentence: a divided letter is no signature."""
    written = [line for line in lines if line.strip()]
    told = any(asks_more(line) or _is_sentence(line) or _ANSWER.match(line) for line in written)
    return len(written) <= _SIGNATURE_LINES and not told


def _is_sentence(line: str) -> bool:
    words = line[:_LOOK_AT].split()
    return len(words) > _SENTENCE_WORDS and not _CONTACT.search(line[:_LOOK_AT])


def _without_addresses(lines: list[str]) -> list[str]:
    """After «Cordiali saluti» and a name: without the office and its addresses. What looks like an answer, a sentence
    or a postscript stays."""
    near = max(0, len(lines) - 3 * _SIGNATURE_LINES)
    closing = next((at for at in range(len(lines) - 1, near - 1, -1) if _closes(_bare(lines[at]))), None)
    if closing is None:
        return lines
    end = _afterthought(lines, closing + 1)
    first = _names_end(lines, closing + 1, end)
    block = [_bare(line) for line in lines[first:end] if _bare(line)]
    named = any(line.strip() for line in lines[closing + 1 : first]) or _is_name(_after_comma(lines[closing]))
    goes = (named and _is_office(block)) or (
        (named or bool(block and _OFFICE.match(block[0]))) and _is_address_block(block)
    )
    return [*lines[:first], *lines[end:]] if goes else lines


def _names_end(lines: Sequence[str], start: int, end: int) -> int:
    """Where the names end under a closing: «Anna Neri», «Il Sindaco / Ennio Graziosi»."""
    at, words = start, 0  # words of the name above
    while at < end:
        line = _bare(lines[at])
        if _is_name(line) and not (words > 1 and len(line.split()) == 1):
            words = len(line.split())
        elif line and not (words == 0 and _HOLDER.match(line) and _signs_below(lines, at)):
            break
        at += 1
    return at


def _signs_below(lines: Sequence[str], at: int) -> bool:
    """Whether a name stands below this office; with a telephone right under it, it is a visiting card."""
    below = next_written(lines, at + 1)
    name, under = (*lines[below : below + 2], "", "")[:2]
    return _is_name(_bare(name)) and not _CONTACT.search(under[:_LOOK_AT])


def _bare(line: str) -> str:
    """A line without the stars that some programs write for bold letters."""
    return line.strip(" \t*_")


def _after_comma(line: str) -> str:
    """The name in «Grazie, Anna Neri»."""
    _, comma, name = line.strip()[:_WIDE].rpartition(",")
    return name.strip() if comma else ""


def _is_office(block: Sequence[str]) -> bool:
    """«Ufficio tecnico / Comune di Acri»: short lines without a verb or a stop."""
    short = all(len(line.split()) <= _OFFICE_WORDS and line[-1] not in ".?!:;," for line in block)
    told = any(_ANSWER.match(line) or _SPEAKS.search(line) for line in block)
    return short and not told and any(_OFFICE.match(line) for line in block[:2]) and len(block) <= _SIGNATURE_LINES


def _is_address_block(block: Sequence[str]) -> bool:
    if not 0 < len(block) <= _SIGNATURE_LINES or not any(_CONTACT.search(line[:_LOOK_AT]) for line in block):
        return False
    return not any(len(line) > _WIDE or asks_more(line) or _ANSWER.match(line) or _is_sentence(line) for line in block)


def _closes(line: str) -> bool:
    if len(line) > _WIDE:
        return False
    return (bool(_CLOSING.match(line)) and len(line.split()) <= _CLOSING_WORDS) or bool(_CLOSING_END.search(line))


def _is_name(line: str) -> bool:
    return len(line) <= 60 and bool(_PROPER.match(line)) and not _OFFICE.match(line)


def _without_dashed_name(lines: list[str]) -> list[str]:
    """«-Anna» under a letter; under another dash or a colon it is the item of a list."""
    if len(lines) < 2 or not _DASHED_NAME.match(lines[-1][:_LOOK_AT]):
        return lines
    before = next((line.strip() for line in reversed(lines[:-1]) if line.strip()), "-")
    return lines if before[0] in "-/•*" or before[-1] in ":;," else lines[:-1]
