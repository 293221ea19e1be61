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

_ADDRESS = re.compile(r"[^\s<>@\"(]{1,128}@[^\s<>@\")]{2,128}")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?!\d|[./-]\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b")
_DATE = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b\d{1,2}(?:\.|º|°|th|st|nd|rd)?[ -](?:de )?[^\W\d]{3,12}\b"
                   r"|\b[^\W\d]{3,12}\.?[ -]\d{1,2}\b|\d年|\d 年")  # fmt: skip
_VERB = (
    r"ha\s{1,2}scritto|wrote|writes|sent|said|schrieb|geschrieben|a\s{1,2}écrit|escribió|escribio|escreveu|napisał(?:\(a\))?|"
    r"(?:на)?писал(?:\(а\)|а)?|пишет|skrev|schreef|geschreven|kirjoitti|viết|şunu\s{1,2}yazdı|yazdı|a\s{1,2}scris|napsal(?:\(a\))?|"
    r"napísal(?:\(a\))?|írta|έγραψε|写道|寫道|書きました|작성|썼습니다|כתב"
)
_WROTE_LAST = re.compile(rf"(?:{_VERB})\W{{0,8}}$", re.IGNORECASE)
_WROTE_AFTER_ADDRESS = re.compile(rf"@[^\s<>]{{2,128}}[>)]?\s{{1,3}}(?:{_VERB})\s?:", re.IGNORECASE)
_ENDS_WITH_ADDRESS = re.compile(r"@[^\s<>@]{2,128}[>)\]]{0,2}\s?\W?\s?:$")
_DAYS = (
    r"lun|mar|mer|gio|ven|sab|dom|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo|man|tir|ons|tor|lør|søn|"
    r"mån|tis|lör|sön|jeu|sam|dim|mié|jue|vie|sáb|seg|ter|qua|qui|sex|pon|wt|śr|czw|pt|niedz|"
    r"пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|сред|четверг|пятниц|суббот|воскресенье"
)
_BEFORE_DATE = (
    r"on|il|lo|in data|il giorno|le|am|em|no dia|el|op|den|på|w dniu|dnia|dne|dňa|în|pe|la|a|vào|στις|на|citando|在|於|于"
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
    "date": "date data datum dato fecha sent inviato inviata gesendet envoyé enviado verzonden skickat sendt wysłano odesláno "
    "lähetetty elküldve tarih дата отправлено 日期 发送时间 送信日時",
    "to": "to a an à aan till til do para per pour destinatario destinatari кому komu vastaanottaja címzett kime 收件人 宛先",
    "subject": "subject oggetto ogg betreff objet onderwerp ämne emne temat asunto assunto тема předmět aihe tárgy konu 主题 件名",
    "other": "cc ccn bcc dw копия reply-to risposta priorità priority importance importanza allegati attachments",
}
_MORE_NAMES = {"rispondi a": "other", "reply to": "other", "enviado el": "date", "enviada em": "date", "envoyé le": "date"}
_LABELS = {name: role for role, names in _NAMES.items() for name in names.split()} | _MORE_NAMES
_LABELLED = re.compile(r"[\s*>_]{0,10}([^\W\d_][\w -]{0,14})\s{0,3}[*_]{0,2}[:：][*_]{0,2}\s{0,20}(.{0,200})")
_UNPOINTED = re.compile(r"(Da|A|Cc|Data|Oggetto)(?:\s(.{0,200}))?$")  # Legalmail writes no colon


@dataclass(frozen=True)
class Header:
    """How a history is announced, and by how many lines."""

    kind: Kind
    lines: int


def header_at(lines: Sequence[str], at: int) -> Header | None:
    """What announces the history at this line, if anything does."""
    line = lines[at][:_LOOK_AT]
    if line.strip() == HISTORY:
        return Header("rule", 1)
    if _FORWARD.match(line) and ("-" in line or ":" in line or _block(lines, next_written(lines, at + 1))):
        return Header("forward", 1)
    if _RULE.match(line) or _ABOVE.match(line):
        return Header("rule", 1)
    if _BARE_RULE.match(line.strip()) and _block(lines, next_written(lines, at + 1)):
        return Header("rule", 1)
    return _block(lines, at) or _sentence(lines, at)


def is_forward(subject: str) -> bool:
    """Whether a subject says that the letter was passed on: its first prefix does."""
    return bool(re.match(r"\s{0,8}(?:i|fwd?|wg|tr|inoltra|inoltro)\s?:", subject[:_LOOK_AT], re.IGNORECASE))


def announces(lines: Sequence[str]) -> bool:
    """Whether quoted lines begin with a sentence of their own that says who wrote them."""
    bare = [unquoted(line) for line in lines[: _SENTENCE_LINES + 4]]
    start = next_written(bare, 0)
    return start < len(bare) and (_sentence(bare, start) or _block(bare, start)) is not None


def _sentence(lines: Sequence[str], at: int) -> Header | None:
    if not _OPENING.match(lines[at][:_LOOK_AT]):
        return None
    joined = ""
    for count, line in enumerate(lines[at : at + _SENTENCE_LINES], 1):
        if not line.strip() or (count > 1 and is_quoted(line) and not line.lstrip().startswith(">:")):
            return None
        joined = f"{joined} {line.strip()}".strip()
        if len(joined) > _LOOK_AT:
            return None
        if _says_who(joined, lines, at + count):
            return Header("wrote", count)
    return None


def _says_who(joined: str, lines: Sequence[str], after: int) -> bool:
    address = bool(_ADDRESS.search(joined))
    if _WROTE_AFTER_ADDRESS.search(joined) or _DASHED_WROTE.match(joined):
        return True
    dated = bool(_DATE.search(joined) or _CLOCK.search(joined))
    if _ENDS_WITH_ADDRESS.search(joined):
        return dated and (bool(_CLOCK.search(joined)) or bool(_YEAR.search(joined)))
    if not _WROTE_LAST.search(joined):
        return False
    if address:
        return True
    follows = next_written(lines, after)
    if follows < len(lines) and is_quoted(lines[follows]):
        return dated or joined.startswith(('"', "-", "Citando"))
    return _is_stamped(joined) and not _is_speech(lines, follows)


def _is_stamped(joined: str) -> bool:
    """A whole date and an hour: «Il 3 novembre il RUP ha scritto:» has none, and is part of a letter."""
    return bool(_CLOCK.search(joined) and _YEAR.search(joined))


def _is_speech(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and lines[at].lstrip().startswith(("«", '"', "“", "'", "-"))


def _block(lines: Sequence[str], at: int) -> Header | None:
    if at >= len(lines):
        return None
    first = _label(lines[at]) or _unpointed(lines, at)
    if not first or first[0] not in ("from", "date", "subject"):
        return None
    found: dict[str, str] = {}
    used, loose = 0, 0
    for line in lines[at : at + _BLOCK_LINES]:
        label = _label(line) or _unpointed(lines, at + used)
        if label and label[0] not in found:
            found[label[0]], loose = label[1], 0
        elif not label and line.strip() and loose < 1 and len(found) < 4:
            loose += 1  # an address or a subject that went on
            found[next(reversed(found))] += f" {line.strip()[:_LOOK_AT]}"
        elif not label:
            break
        used += 1
    return Header("block", used - loose) if _is_old_letter(found) else None


def _label(line: str) -> tuple[str, str] | None:
    match = _LABELLED.match(line[:_LOOK_AT])
    role = _LABELS.get(match[1].strip().lower()) if match else None
    return (role, match[2]) if match and role else None


def _unpointed(lines: Sequence[str], at: int) -> tuple[str, str] | None:
    match = _UNPOINTED.match(lines[at].strip()[:_LOOK_AT])
    if not match:
        return None
    near = {line.partition(" ")[0] for line in lines[max(0, at - 4) : at + 5]}
    whole = near >= {"Da", "A", "Data", "Oggetto"}
    return (_LABELS[match[1].lower()], match[2] or "") if whole else None


def _is_old_letter(found: dict[str, str]) -> bool:
    """Two signals at least, so that «Data: …», «A: …», «Oggetto: …» typed by a person stay."""
    sender, date = found.get("from"), found.get("date", "")
    stamped = bool(_DATE.search(date)) and bool(_CLOCK.search(date) or _YEAR.search(date))
    addressed = any(_ADDRESS.search(value) for value in found.values())
    if sender is not None:
        return stamped or (addressed and "subject" in found and len(found) >= 3)
    return stamped and addressed and bool(_CLOCK.search(date))
