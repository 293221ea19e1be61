# SPDX-License-Identifier: EUPL-1.2
"""What programs and letterheads put under a letter: notices of secrecy, footers of systems, adverts of phones."""

import re
from collections.abc import Sequence

from bot.channels.email_lines import asks_more, phrases, trimmed

_LOOK_AT = 400  # characters of a line
_FOOTER_LINES = 80
_NOTICE_LINES = 6  # of a notice, among which its signs are looked for
_SIGNS_AT_LEAST = 2  # one alone stands in letters too: «il messaggio era riservato ai segretari»

_TITLE = phrases(
    r"(?:avvis[oi]|nota|clausola) (?:legale|(?:di|sulla) riservatezza)\b", r"riservatezza\s?[:/]",
    r"confidentiality (?:notice|note)\b", r"(?:legal )?disclaimer\b",
)  # fmt: skip

_LETTER = r"(?:messaggio|e-?mail|mail|comunicazione|posta elettronica|documento|message|communication)\b"
_THIS_LETTER = rf"(?:(?:(?:il|la) )?presente |quest[oae] |quest['’]\s?|this ){_LETTER}"
_IS = r"(?:è|e['’]) (?:stat[oa] )?"
_SYSTEM = r"(?:protocollo|procedura|sistema|software|applicativo|piattaforma|gestionale|urbi|sicr@web|halley)\b"
_BY_SYSTEM = rf"(?:tramite|attraverso|mediante|con|da|dal|dalla) (?:(?:il|la|lo) )?(?:\S{{1,20}} )?{_SYSTEM}"
_ALONE = rf"(?:automaticamente|in (?:modo )?automatico|{_BY_SYSTEM})"

_FOOTER = phrases(
    # to whoever prints
    r"(?:p )?(?:aiuta\w* a )?rispett(?:a|i|iamo|ate|are) l.ambiente", r"(?:prima di|non) stampare\b",
    r"non stampate (?:questa|la presente)", r"stampa(?:re|te)? (?:questa|la presente) (?:e-?)?mail solo",
    r"pens[ai]\w* all.ambiente", r"(?:si prega di|please) consider(?:are)? (?:l.ambiente|the environment)",
    r"save (?:paper|trees)", r"think before (?:you )?print",
    # by a program that checked or sent the letter
    rf"{_THIS_LETTER} {_IS}(?:controllat|analizzat|scansionat|verificat|generat|prodott|priv)[oa]\b",
    rf"{_THIS_LETTER} {_IS}(?:inviat|trasmess)[oa] (?:per conto|{_ALONE})",
    rf"{_LETTER} (?:generat|inviat|trasmess|prodott|spedit)[oa] {_ALONE}",
    r"this (?:e-?mail|message) (?:has been|was) (?:checked|scanned)", r"nessun virus nel", r"no virus found",
    r"(?:(?:si prega|(?:la|vi) preghiamo) di )?non rispondere (?:direttamente )?(?:a|al|alla)"
    r" (?:presente|quest[oa]) (?:e-?)?m",
    r"(?:le|eventuali) risposte .{0,80}\b(?:lette|conosciute|conoscibili|visionate) da\b",
    # to members of a list, to customers
    r"hai ricevuto questo messaggio perch", r"you received this message because", r"segui(?:ci|teci) (?:anche )?su",
    r"(?:destina|dona|devolvi|sostieni)\b.{0,40}\b5\s?(?:x|per)\s?(?:1000|mille)",
    # about personal data
    r"(?:per l.)?informativa (?:(?:sulla|sul trattamento|ai sensi) )?(?:privacy|riservatezza|dei dati|dell|del\b)",
    r"(?:tutela della )?privacy(?:\s?[:–-]| policy| notice)", r"avvertenz[ae] (?:ai sensi|legal)",
    r"i (?:suoi |vostri )?dati personali (?:sono|saranno|verranno) trattati",
)  # fmt: skip
_REGISTRY = phrases(
    r"(?:classificazione|fascicolo|titolario|segnatura|registro|id\.?\s?documento|codice aoo|aoo)\s?[:=]"
)
_LABELLED = re.compile(r"\s{0,8}[^\s:][^:\n]{0,40}:\s{0,4}\S")

_LAW = r"(?:196|679|616|gdpr|privacy|riservatezza|protezione)"
_SECRET = phrases(
    rf"(?:(?:attenzione|importante|confidenziale|riservato)\W{{1,8}})?{_THIS_LETTER}",
    r"(?:(?:si )?(?:precis|inform|avvis|ricord)\w{1,4} che )?(?:le|tutte le|any|the) "
    r"(?:informazioni|information) (?:contenute|trasmesse|riportate|inviate|contained|transmitted)",
    r"(?:il|i) contenut[oi] (?:di|del)", r"(?:il|la) (?:messaggio|e-?mail|mail) e (?:gli|i) ", r"diese e-?mail\b",
    rf"(?:ai sensi|in ottemperanza|in conformità|a norma|nel rispetto)\b.{{0,120}}\b{_LAW}",
    rf"(?:d\.?\s?lgs\.?|reg(?:olamento|\.)? (?:ue|\(ue\))|gdpr)\b.{{0,40}}{_LAW}",
    rf"(?:qualora|se|chiunque|chi)\b(?=.{{0,120}}\b(?:errore|sbaglio)\b)(?=.{{0,120}}\b{_THIS_LETTER})",
    r"se non (?:siete|è|sei) (?:il|i|l['’]|tra i|fra i)\b",
)  # fmt: skip
_SIGNS = tuple(
    re.compile(sign, re.IGNORECASE)
    for sign in (
        r"riservat|confiden[zt]ial|vertraulich|privileg|segret(?:o|i|ezza)\b", r"destinat|intended|addressee|recipient",
        r"esclusiv|solely|exclusiv", r"per\s{1,3}errore|erroneamente|by\s{1,3}mistake|in\s{1,3}error",
        r"cancell|elimin|distru[gz]|delet|destroy", r"divulg|diffusione|diffond|riprodu|disclos|distribut",
        r"vietat|proibit|prohibit|unauthori[sz]ed|illecit|unlawful", r"mittente|sender",
        r"\b(?:196/2003|(?:2016/)?679|616|gdpr|privacy)\b|protezione\s{1,3}dei\s{1,3}dati",
        r"informazioni\s{1,3}contenute\s{1,3}(?:in|nell[ae]|nel)\s{1,3}(?:quest|presente|messaggio|e-?mail)",
    )
)  # fmt: skip

_DEVICE = (
    r"(?:i(?:phone|pad|os|pod|mac)\w*|android\w*|samsung|galaxy|huawei|xiaomi|oppo|pixel|blackberry|htc|nokia|smartphone|"
    r"cellulare|dispositivo|device|telefono|tablet|outlook|hotmail|libero|tiscali|virgilio|alice|aruba|yahoo|gmail|spark|"
    r"aqua\s?mail|blue\s?mail|my\s?mail|type\s?app|tuta\w*|webmail|k-9|posta|mail|thunderbird|proton\w*|sparrow|windows|"
    r"vodafone|windtre|tim|mobile|phone|handy)\b"
)
_SENT_FROM = phrases(
    r"(?:(?:messaggio|e-?mail) )?(?:inviat|mandat|spedit)[oa] (?:da(?:l|lla)?|con|tramite|dall['’](?:app|e-?mail))",
    r"sent (?:from|with|via|using)", r"envoyé (?:de(?:puis)?|à partir)", r"enviado (?:desde|do|a partir)",
    r"gesendet (?:von|mit)", r"von mein\w{1,3}", r"verzonden (?:van(?:af)?|met)", r"skickat från", r"sendt fra",
    r"wysłan[eo] z", r"отправлено (?:с|из)", r"lähetetty", r"odesláno z",
)  # fmt: skip
_ADVERT = re.compile(
    rf"{_SENT_FROM.pattern}(?:\s{{1,3}}\S{{1,20}}){{0,6}}?\s{{0,3}}\W?\b{_DEVICE}(?:\W{{1,3}}{_DEVICE}){{0,4}}",
    re.IGNORECASE,
)
_AFTER_DEVICE = re.compile(
    r"(?:\s(?:[A-Z0-9]\S{0,20}|gesendet)){0,4}(?:\s?(?:per|su|con|for|on|via|with|di|van|för)\s.{1,40})?"
    r"(?:\W{1,3}(?:scus|perdon|mi scuso).{0,60})?\W{0,4}(?:\S{0,20}(?:https?:|www\.|mailto:)\S{1,300})?$"
)
_ADVERT_TOO = phrases(
    r"(?:scarica|ottieni|get|download|téléchargez|obtenez|obtener) \[?(?:outlook|\w{0,12}mail) (?:per|for|para|pour)\b",
    r"sent from my i\w{2,12}\W{0,4}$", r"(?:发自|從|从).{0,10}iphone", r"iphone\s?から送信",
    r"(?:e-?)?mail priva di virus", r"virus-?free\.",
)  # fmt: skip
_PICTURE = re.compile(
    r"\s{0,4}(?:\[(?:cid:|image|immagine|logo|descrizione)[^\]]{0,200}\]|<[^<>@/]{1,80}\.(?:png|jpe?g|gif|bmp|pdf|docx?|p7m)>)\s{0,4}$",
    re.IGNORECASE,
)
_ONLY_LINK = re.compile(r"\s{0,8}[<\[(]?(?:https?://|www\.)\S{1,300}\s{0,8}$", re.IGNORECASE)
_DIVIDING = re.compile(r"\s{0,8}(?:[-_=*~—–#•·+]\s{0,2}){2,200}$")  # «*** *** ***», «_____»


def without_footers(lines: Sequence[str]) -> list[str]:
    """The lines of a letter without what no person wrote under it; a line that divides goes with what it divides."""
    kept = trimmed(lines)
    for cut in (_without_titled, _without_paragraphs, _without_adverts):
        kept = trimmed(cut(kept))
    return kept


def _without_titled(lines: list[str]) -> list[str]:
    """«AVVISO DI RISERVATEZZA» and all that follows, unless a question or a postscript does."""
    first = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if asks_more(lines[at]):
            break
        if _TITLE.match(lines[at][:_LOOK_AT]):
            first = at
    return lines if first == len(lines) else lines[: _end_above(lines, first)]


def _without_paragraphs(lines: list[str]) -> list[str]:
    """Paragraph after paragraph from the last, as long as each one is a footer from some line on, or the end of one."""
    kept = len(lines)
    end = _end_above(lines, kept)
    top = max(0, kept - _FOOTER_LINES)
    while end > top:
        start = end - 1
        while start > top and lines[start - 1].strip():
            start -= 1
        first = next((at for at in range(start, end) if _is_footer(lines, at, end)), None)
        begins = first if first is not None else start
        if any(asks_more(line) for line in lines[begins:end]):
            break
        if first is None and _signs(lines[start : min(end, start + _NOTICE_LINES)]) < _SIGNS_AT_LEAST:
            break
        end = _end_above(lines, begins)
        kept = kept if first is None else end
    return lines[:kept]


def _end_above(lines: Sequence[str], end: int) -> int:
    """Where the writing above a footer ends."""
    while end and (not lines[end - 1].strip() or _DIVIDING.match(lines[end - 1][:_LOOK_AT])):
        end -= 1
    return end


def _is_footer(lines: Sequence[str], at: int, end: int) -> bool:
    line = lines[at][:_LOOK_AT]
    if _FOOTER.match(line):
        return True
    if _REGISTRY.match(line):
        return all(_LABELLED.match(one[:_LOOK_AT]) for one in lines[at:end])
    return bool(_SECRET.match(line)) and _signs(lines[at : min(end, at + _NOTICE_LINES)]) >= _SIGNS_AT_LEAST


def _signs(lines: Sequence[str]) -> int:
    text = " ".join(line[:_LOOK_AT] for line in lines)
    return sum(bool(sign.search(text)) for sign in _SIGNS)


def _without_adverts(lines: list[str]) -> list[str]:
    kept: list[str] = []
    advert = False
    for line in lines:
        if advert and _ONLY_LINK.match(line):
            continue
        advert = _is_advert(line[:_LOOK_AT])
        if not advert and not _PICTURE.match(line[:_LOOK_AT]):
            kept.append(line)
    return kept


def _is_advert(line: str) -> bool:
    """«Inviato da iPhone» alone; «inviato con Outlook il 3 novembre» is part of a sentence."""
    match = _ADVERT.match(line)
    if match and not line.lstrip()[0].islower() and _AFTER_DEVICE.match(line, match.end()):
        return True
    return bool(_ADVERT_TOO.match(line))
