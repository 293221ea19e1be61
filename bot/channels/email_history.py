# SPDX-License-Identifier: EUPL-1.2
"""Where the history of a letter begins: «… ha scritto:», «Da: … Inviato: …», «-----Messaggio originale-----»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.channels.email_lines import HISTORY, is_quoted, next_written, unquoted

Kind = Literal[
    "wrote",  # one sentence that says who wrote when
    "block",  # a list of the old letter's headers
    "rule",  # a line that only divides
    "forward",  # what follows was passed on to be read
]

_LOOK_AT = 300  # characters of a line, and of a sentence over several lines
_SENTENCE_LINES = 4
_BLOCK_LINES = 14
_VERB_AT_MOST, _NAME_AT_MOST = 24, 100  # characters at the end of a sentence: «ha scritto:», «schrieb Anna Neri:»

_ADDRESS = re.compile(r"[^\s<>@\"(]{1,128}@[^\s<>@\")]{2,128}")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?!\d|[./-]\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b")
_DATE = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b\d{1,2}(?:\.|º|°|th|st|nd|rd)?[ -](?:de )?[^\W\d]{3,12}\b"
                   r"|\b[^\W\d]{3,12}\.?[ -]\d{1,2}\b|\d年|\d 年")  # fmt: skip
_LAST_WORDS = (
    r"scritto|scrive|wrote|writes|sent|said|schrieb|geschrieben|écrit|escribi[óo]|escreveu|napisał(?:\(a\))?|(?:на)?писал(?:\(а\)|а)?|"
    r"пишет|skrev|schreef|geschreven|kirjoitti|viết|yazdı|scris|napsal(?:\(a\))?|napísal(?:\(a\))?|írta|έγραψε|写道|寫道|"
    r"書きました|작성|썼습니다|כתב"
)
_VERB = _LAST_WORDS.replace("scritto", r"ha\s{1,2}scritto").replace("|écrit", r"|a\s{1,2}écrit")
_WROTE = re.compile(_LAST_WORDS, re.IGNORECASE)
_WROTE_LAST = re.compile(rf"(?:{_VERB})\W{{0,8}}$", re.IGNORECASE)
_WROTE_AFTER_ADDRESS = re.compile(rf"@[^\s<>]{{2,128}}[>)]?\s{{1,3}}(?:{_VERB})\s?:", re.IGNORECASE)
_WROTE_ON = re.compile(
    r".{2,120}?\s(?:ha\s{1,2}scritto|wrote|schrieb|a\s{1,2}écrit)\s{1,2}(?:il|in\s{1,2}data|on|am|le)\b.{4,80}:$",
    re.IGNORECASE,
)
_WROTE_THEN_NAME = re.compile(
    r"\s(?:schrieb|schreef|skrev|napsal(?:\(a\))?|napisał(?:\(a\))?|wrote|scrive)\s[^:]{2,80}:$", re.IGNORECASE
)
_CITES = re.compile(r"(?:cita|citando|citazione|citation|quoting|zitat)\s[^:]{2,160}:$", re.IGNORECASE)
_STAMPED_LAST = re.compile(
    r"[A-ZÀ-Þ\"*][^:\n]{2,90}?[,\s\[(]{1,3}\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[,\s]{1,3}\d{1,2}[:.]\d{2}\W{0,4}:$"
)
_BETWEEN_MARKS = re.compile(r">>>\s.{3,200}\s>>>$")  # GroupWise
_NAMED = re.compile(rf"[A-ZÀ-Þ\"][^\s:]{{0,30}}(?:\s[^\s:]{{1,30}}){{0,4}}\s(?:{_VERB})\s?:$")
_ENDS_WITH_ADDRESS = re.compile(r"@[^\s<>@]{2,128}[>)\]]{0,2}\s?\W?\s?:$")
_DAYS = (
    r"lun|mar|mer|gio|ven|sab|dom|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo|man|tir|ons|tor|lør|søn|"
    r"mån|tis|lör|sön|jeu|sam|dim|mié|jue|vie|sáb|seg|ter|qua|qui|sex|pon|wt|śr|czw|pt|niedz|"
    r"пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|сред|четверг|пятниц|суббот|воскресенье"
)
_BEFORE_DATE = (
    r"on|il|lo|in data|il giorno|le|am|em|no dia|el|op|den|på|w dniu|dnia|dne|dňa|în|pe|la|a|vào|στις|на|citando|"
    r"cita|citazione|citation|quoting|zitat|在|於|于"
)
_OPENING = re.compile(
    rf"[-\s*_]{{0,40}}(?:(?:{_BEFORE_DATE}|(?:{_DAYS})\w{{0,10}})\b|-{{2}}"
    r"|\d|[\"“'«<]|[^\s,;:]{1,40}(?: [^\s,;:]{1,40}){0,4} <)",
    re.IGNORECASE,
)
_DASHED_WROTE = re.compile(rf"-{{2,40}}[^-\n]{{2,200}}\s(?:{_VERB})\s?-{{2,40}}$", re.IGNORECASE)

_OLD = (
    r"messaggio\s{1,2}originale|messaggio\s{1,2}precedente|original(?:\s{1,2}|-)(?:message|nachricht|e-?mail|appointment)|"
    r"ursprüngliche\s{1,2}nachricht|message\s{1,2}(?:d['’]origine|original|initial)|mensaje\s{1,2}original|mensagem\s{1,2}original|"
    r"oprindelig\s{1,2}(?:besked|meddelelse)|ursprungligt\s{1,2}meddelande|opprinnelig\s{1,2}melding|oorspronkelijk\s{1,2}bericht|"
    r"wiadomość\s{1,2}oryginalna|oryginalna\s{1,2}wiadomość|alkuperäinen\s{1,2}viesti|původní\s{1,2}zpráva|eredeti\s{1,2}üzenet|"
    r"исходное\s{1,2}сообщение|mesajul\s{1,2}original|reply\s{1,2}message|原始邮件|原始郵件|元のメッセージ"
)
_RULE = re.compile(rf"[\s*>_]{{0,20}}-{{2,60}}\s{{0,3}}(?:{_OLD})\s{{0,3}}-{{2,60}}[\s*_]{{0,20}}$", re.IGNORECASE)
_BARE_RULE = re.compile(rf"[*_]{{0,3}}(?:{_OLD})[*_:]{{0,4}}$", re.IGNORECASE)
_FORWARD = re.compile(
    r"[\s>*_-]{0,60}(?:forwarded\s{1,2}message|begin\s{1,2}forwarded\s{1,2}message|messaggio\s{1,2}inoltrato|"
    r"inizio\s{1,2}messaggio\s{1,2}inoltrato|weitergeleitete\s{1,2}nachricht|message\s{1,2}transféré)[\s:*_-]{0,60}$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"[\s#>*_-]{0,20}(?:rispond(?:a|i|ere)\s{1,2}(?:al\s{1,2})?(?:di\s{1,2})?sopra\s{1,2}(?:di\s{1,2})?(?:a\s{1,2})?questa\s{1,2}riga|"
    r"(?:please\s{1,2})?(?:type\s{1,2}your\s{1,2}reply|reply|write)\s{1,2}above\s{1,2}this\s{1,2}line|"
    r"bitte\s{1,2}gib\s{1,2}deine\s{1,2}antwort\s{1,2}oberhalb\s{1,2}dieser\s{1,2}zeile\s{1,2}ein|"
    r"previous\s{1,2}replies|vorherige\s{1,2}antworten|risposte\s{1,2}precedenti)[\s.:#*_-]{0,20}$",
    re.IGNORECASE,
)
_NAMES = {
    "from": "from da von de van från fra od от mittente lähettäjä feladó kimden 发件人 寄件者 差出人",
    "date": "date data datum dato fecha sent inviato inviata gesendet envoyé enviado verzonden skickat sendt wysłano "
    "odesláno lähetetty elküldve tarih дата отправлено 日期 发送时间 送信日時",
    "to": "to a an à aan till til do para per pour destinatario destinatari кому komu vastaanottaja címzett "
    "kime 收件人 宛先",
    "subject": "subject oggetto ogg betreff objet onderwerp ämne emne temat asunto assunto тема předmět "
    "aihe tárgy konu 主题 件名",
    "other": "cc ccn bcc dw копия reply-to risposta priorità priority importance importanza allegati attachments",
}
_MORE_NAMES = {"rispondi a": "other", "reply to": "other", "enviado el": "date", "enviada em": "date"}
_LABELS = {name: role for role, names in _NAMES.items() for name in names.split()} | _MORE_NAMES
_LABELLED = re.compile(r"[\s*>_]{0,10}([^\W\d_][\w -]{0,14})\s{0,3}[*_]{0,2}[:：][*_]{0,2}\s{0,20}(.{0,200})")
_UNPOINTED = re.compile(r"(Da|A|Cc|Data|Oggetto)(?:\s(.{0,200}))?$")  # Legalmail writes no colon
_UNPOINTED_ALL = {"Da", "A", "Data", "Oggetto"}


@dataclass(frozen=True)
class Header:
    """How a history is announced, and by how many lines."""

    kind: Kind
    lines: int


class Histories:
    """Where in these lines a history may begin."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._wrote = [bool(_WROTE.search(line[-_LOOK_AT:])) for line in lines]
        self._ends = [wrote or line.endswith(":") for wrote, line in zip(self._wrote, lines, strict=True)]
        self._near = [any(self._ends[at : at + _SENTENCE_LINES]) for at in range(len(lines))]

    def header_at(self, at: int) -> Header | None:
        """What announces the history at this line, if anything does."""
        line = self._lines[at][:_LOOK_AT]
        if line.strip() == HISTORY:
            return Header("rule", 1)
        below = next_written(self._lines, at + 1)
        if _FORWARD.match(line) and ("-" in line or ":" in line or self._block(below)):
            return Header("forward", 1)
        if _BETWEEN_MARKS.match(line) and _is_stamped(line):
            return Header("rule", 1)
        if _RULE.match(line) or _ABOVE.match(line) or (_BARE_RULE.match(line.strip()) and self._block(below)):
            return Header("rule", 1)
        return self._block(at) or self.sentence(at)

    def sentence(self, at: int) -> Header | None:
        """«Il giorno … Anna <anna@…> ha scritto:», on one line or over a few."""
        if at >= len(self._lines) or not self._near[at]:
            return None
        if self._says_when(at) or self._names(at):
            return Header("wrote", 1)
        if not _OPENING.match(self._lines[at][:_LOOK_AT]):
            return None
        joined = ""
        for count, line in enumerate(self._lines[at : at + _SENTENCE_LINES], 1):
            if not line.strip() or (count > 1 and is_quoted(line) and not line.lstrip().startswith(">:")):
                return None
            joined = f"{joined} {line.strip()}".strip()
            if len(joined) > _LOOK_AT:
                return None
            if self._ends[at + count - 1] and self._says_who(joined, at + count):
                return Header("wrote", count)
        return None

    def _says_when(self, at: int) -> bool:
        """«Anna ha scritto il 18/11/2026 10:12:»."""
        line = self._lines[at][:_LOOK_AT]
        if not _WROTE_ON.match(line) or not _is_stamped(line):
            return False
        return bool(_ADDRESS.search(line)) or self._quotes_after(at + 1)

    def _names(self, at: int) -> bool:
        """«Anna Neri ha scritto:» or «Anna Neri, 18/11/2026 10:12:» right above quoted lines."""
        line = self._lines[at].strip()[:_LOOK_AT]
        return bool(_NAMED.match(line) or _STAMPED_LAST.match(line)) and self._quotes_after(at + 1)

    def _says_who(self, joined: str, after: int) -> bool:
        if _WROTE_AFTER_ADDRESS.search(joined) or _DASHED_WROTE.match(joined):
            return True
        if _CITES.match(joined) and (_ADDRESS.search(joined) or self._quotes_after(after)):
            return True
        if _ENDS_WITH_ADDRESS.search(joined):
            return bool(_CLOCK.search(joined) or _YEAR.search(joined))
        if self._wrote[after - 1] and _WROTE_THEN_NAME.search(joined[-_NAME_AT_MOST:]):
            return _is_stamped(joined) and (self._quotes_after(after) or not self._speaks_after(after))
        if not self._wrote[after - 1] or not _WROTE_LAST.search(joined[-_VERB_AT_MOST:]):
            return False
        if _ADDRESS.search(joined):
            return True
        if self._quotes_after(after):
            return joined.startswith(('"', "-", "Citando")) or bool(_DATE.search(joined) or _CLOCK.search(joined))
        return _is_stamped(joined) and not self._speaks_after(after)

    def _quotes_after(self, at: int) -> bool:
        follows = next_written(self._lines, at)
        return follows < len(self._lines) and is_quoted(self._lines[follows])

    def _speaks_after(self, at: int) -> bool:
        follows = next_written(self._lines, at)
        return follows < len(self._lines) and self._lines[follows].lstrip().startswith(("«", '"', "“", "'", "-"))

    def _block(self, at: int) -> Header | None:
        lines = self._lines[at : at + _BLOCK_LINES]
        label = _label
        if lines and lines[0].startswith("Da ") and {line.partition(" ")[0] for line in lines} >= _UNPOINTED_ALL:
            label = _unpointed
        first = label(lines[0]) if lines else None
        if not first or first[0] not in ("from", "date", "subject"):
            return None
        found: dict[str, str] = {}
        used, loose = 0, 0
        for line in lines:
            named = label(line)
            if named and named[0] not in found:
                found[named[0]], loose = named[1], 0
            elif not named and line.strip() and loose < 1 and len(found) < 4:
                loose += 1  # an address or a subject that went on
                found[next(reversed(found))] += f" {line.strip()[:_LOOK_AT]}"
            elif not named or named[0] != "other":
                break
            used += 1
        return Header("block", used - loose) if _is_old_letter(found) else None


def is_forward(subject: str) -> bool:
    """Whether a subject says that the letter was passed on: its first prefix does."""
    return bool(re.match(r"\s{0,8}(?:i|fwd?|wg|tr|inoltra|inoltro)\s?:", subject[:_LOOK_AT], re.IGNORECASE))


def is_answer(subject: str) -> bool:
    """Whether a subject says that the letter answers one: its first prefix does."""
    return bool(re.match(r"\s{0,8}(?:re?|ris(?:p|posta)?|rif|aw|sv|antw|odp)\s?:", subject[:_LOOK_AT], re.IGNORECASE))


def announced_by(quote: Sequence[str]) -> tuple[bool, int]:
    """Whether quoted lines begin by telling whose they are, and how many of the first ones do only that."""
    bare = [unquoted(line) for line in quote[: _SENTENCE_LINES + _BLOCK_LINES]]
    start = next_written(bare, 0)
    header = Histories(bare).header_at(start) if start < len(bare) else None
    return header is not None, header.lines if header and header.kind == "wrote" and start == 0 else 0


def _is_stamped(joined: str) -> bool:
    """A whole date and an hour: «Il 3 novembre il RUP ha scritto:» has none, and is part of a letter."""
    return bool(_CLOCK.search(joined) and _YEAR.search(joined))


def _label(line: str) -> tuple[str, str] | None:
    match = _LABELLED.match(line[:_LOOK_AT])
    role = _LABELS.get(match[1].strip().lower()) if match else None
    return (role, match[2]) if match and role else None


def _unpointed(line: str) -> tuple[str, str] | None:
    match = _UNPOINTED.match(line.strip()[:_LOOK_AT])
    return (_LABELS[match[1].lower()], match[2] or "") if match else None


def _is_old_letter(found: dict[str, str]) -> bool:
    """Two signals at least, so that «Data: …», «A: …», «Oggetto: …» typed by a person stay."""
    sender, date = found.get("from"), found.get("date", "")
    stamped = bool(_DATE.search(date)) and bool(_CLOCK.search(date) or _YEAR.search(date))
    addressed = any(_ADDRESS.search(value) for value in found.values())
    if sender is not None:
        return stamped or (addressed and "subject" in found and len(found) >= 3)
    return stamped and addressed and bool(_CLOCK.search(date))
