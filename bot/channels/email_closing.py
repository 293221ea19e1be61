# SPDX-License-Identifier: EUPL-1.2
"""What stands under a letter and was not written for it: signature, addresses, disclaimers, phone adverts."""

import re
from collections.abc import Sequence

from bot.channels.email_lines import trimmed

_LOOK_AT = 400  # characters of a line
_SIGNATURE_LINES = 14
_FOOTER_LINES = 80
_WIDE = 110  # a longer line is a sentence
_SENTENCE_WORDS = 11

_DELIMITER = re.compile(r"\s{0,4}(?:--|—|––|[-_=*~—–]{3,200}|__)\s{0,4}$")
_DEVICE = (
    r"(?:i(?:phone|pad|os|pod|mac)\w*|android\w*|samsung|galaxy|huawei|xiaomi|oppo|pixel|blackberry|htc|nokia|smartphone|"
    r"cellulare|dispositivo|device|telefono|tablet|outlook|hotmail|libero|tiscali|virgilio|alice|aruba|yahoo|gmail|"
    r"aqua\s?mail|webmail|k-9|posta|mail|thunderbird|proton\w*|sparrow|windows|vodafone|windtre|tim|mobile|phone|handy)\b"
)
_ADVERT = re.compile(
    r"\W{0,6}(?:inviat[oa]\s{1,3}(?:da(?:l|lla)?|con|dall['’]app)|spedito\s{1,3}da(?:l|lla)?|"
    r"sent\s{1,3}(?:from|with|via|using)|envoyé\s{1,3}(?:de(?:puis)?|à\s{1,3}partir)|enviado\s{1,3}(?:desde|do|a\s{1,3}partir)|"
    r"gesendet\s{1,3}(?:von|mit)|von\s{1,3}mein\w{1,3}|verzonden\s{1,3}(?:van(?:af)?|met)|skickat\s{1,3}från|sendt\s{1,3}fra|"
    r"wysłan[eo]\s{1,3}z|отправлено\s{1,3}(?:с|из)|lähetetty|odesláno\s{1,3}z)(?:\s{1,3}\S{1,20}){0,6}?\s{0,3}\W?"
    rf"\b{_DEVICE}(?:\W{{1,3}}{_DEVICE}){{0,4}}",
    re.IGNORECASE,
)
_AFTER_DEVICE = re.compile(
    r"(?:\s(?:[A-Z0-9]\S{0,20}|gesendet)){0,4}(?:\s?(?:per|su|con|for|on|via|with|di|van|för)\s.{1,40})?"
    r"\W{0,4}(?:\S{0,20}(?:https?:|www\.|mailto:)\S{1,300})?$"
)
_ADVERT_TOO = re.compile(
    r"\W{0,6}(?:(?:scarica|ottieni|get|download|téléchargez|obtenez|obtener)\s{1,3}\[?outlook\s{1,3}(?:per|for|para|pour)\b|"
    r"sent\s{1,3}from\s{1,3}my\s{1,3}i\w{2,12}\W{0,4}$|(?:发自|從|从).{0,10}iphone|iphone\s?から送信|"
    r"(?:e-?)?mail\s{1,3}priva\s{1,3}di\s{1,3}virus|virus-?free\.)",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\s{0,4}(?:\[(?:cid:|image|immagine|logo|descrizione)[^\]]{0,200}\]|<[^<>@/]{1,80}\.(?:png|jpe?g|gif|bmp|pdf|docx?|p7m)>)\s{0,4}$",
    re.IGNORECASE,
)
_ONLY_LINK = re.compile(r"\s{0,8}[<\[(]?(?:https?://|www\.)\S{1,300}\s{0,8}$", re.IGNORECASE)

_NOTICE = re.compile(
    r"\W{0,8}(?:(?:avvis[oi]|nota|clausola)\s{1,3}(?:legale|(?:di|sulla)\s{1,3}riservatezza)\b|riservatezza\s?[:/]"
    r"|confidentiality\s{1,3}(?:notice|note)\b|(?:legal\s{1,3})?disclaimer\b)",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:P\s{1,3})?\W{0,6}(?:"
    r"informativa\s{1,3}(?:(?:sulla|sul\s{1,3}trattamento|ai\s{1,3}sensi)\s{1,3})?(?:privacy|riservatezza|dei\s{1,3}dati|dell|del\b)"
    r"|(?:tutela\s{1,3}della\s{1,3})?privacy\s?(?:[:–-]|policy|notice)|avvertenz[ae]\s{1,3}(?:ai\s{1,3}sensi|legal)"
    r"|rispett(?:a|i|iamo|ate)\s{1,3}l.ambiente|(?:prima\s{1,3}di|non)\s{1,3}stampare\b|pens[ai]\s{1,3}all.ambiente"
    r"|(?:si\s{1,3}prega\s{1,3}di|please)\s{1,3}consider(?:are)?\s{1,3}(?:l.ambiente|the\s{1,3}environment)"
    r"|(?:destina|dona|devolvi|sostieni)\b.{0,40}\b5\s?(?:x|per)\s?(?:1000|mille)"
    r"|(?:questa\s{1,3}e-?mail|questo\s{1,3}messaggio|il\s{1,3}presente\s{1,3}messaggio)\s{1,3}(?:è|e')\s{1,3}(?:stat[oa]\s{1,3})?"
    r"(?:controllat|analizzat|scansionat|verificat|generat|inviat|prodott)[oa]"
    r"|this\s{1,3}(?:e-?mail|message)\s{1,3}(?:has\s{1,3}been|was)\s{1,3}(?:checked|scanned)"
    r"|messaggio\s{1,3}(?:generato|inviato)\s{1,3}(?:automaticamente|in\s{1,3}automatico|dal\s{1,3}sistema)"
    r")",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\W{0,6}(?:(?:le|tutte\s{1,3}le|any)\s{1,3}informazioni\s{1,3}(?:contenute|trasmesse|riportate|inviate)"
    r"|(?:(?:il|la)\s{1,3}presente|quest[oa]|quest['’])\s{0,3}(?:messaggio|e-?mail|mail|comunicazione|posta\s{1,3}elettronica)\b"
    r"|(?:il|i)\s{1,3}contenut[oi]\s{1,3}(?:di|del)|this\s{1,3}(?:e-?mail|message|communication)\b|diese\s{1,3}e-?mail\b"
    r"|the\s{1,3}information\s{1,3}(?:contained|transmitted)|(?:si\s{1,3})?precis\w{1,4}\s{1,3}che\s{1,3}le\s{1,3}informazioni"
    r"|(?:ai\s{1,3}sensi|in\s{1,3}ottemperanza|in\s{1,3}conformità|a\s{1,3}norma)\b.{0,120}\b(?:196|679|616|gdpr|privacy|riservatezza|protezione)"
    r"|(?:qualora|se|chiunque)\b(?=.{0,120}\b(?:errore|sbaglio)\b)(?=.{0,120}\b(?:quest[oa]|presente)\s{1,3}"
    r"(?:messaggio|e-?mail|mail|comunicazione)\b))",
    re.IGNORECASE,
)
_SECRET_TOO = re.compile(
    r"riservat|confidenzial|confidential|esclusiv|destinatari|intended|vertraulich|per\s+errore|unauthori[sz]ed|"
    r"informazioni\s+contenute|privileg|by\s+mistake|segret",
    re.IGNORECASE,
)

_CLOSING = re.compile(
    r"(?:(?:i\s+|un\s+|tanti\s+|con\s+i\s+)?(?:più\s+)?(?:cordial\w*|distint\w*|car[oi]|migliori|affettuos\w*)?\s*salut[oi]\b"
    r"|cordial(?:mente|ità|issim\w+)|distintamente|(?:mille|molte|tante)?\s*grazie\b|(?:la|vi|ti)\s+ringrazi\w+|ringrazi\w+|in\s+attesa\b|a\s+presto"
    r"|buon[ao]?\s+(?:giornata|serata|lavoro|pomeriggio|fine)|resto\s+(?:in|a)|restiamo\s+(?:in|a)|rimango\s+(?:in|a)"
    r"|con\s+(?:osservanza|stima|(?:viva\s+)?cordialità)|ossequi|a\s+(?:vostra\s+)?disposizione|(?:best|kind|warm)\s+regards|regards\b|thanks\b|sincerely|mit\s+freundlichen|atten[dt]"
    r"|si\s+(?:ringrazia|resta|porgono)|nel\s+ringraziar\w+|vogliate\s+gradire|viele\s+grüße|cheers)",
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
_OFFICE = re.compile(
    r"(?:il|la|lo|l['’])?\s?(?:uff|comun|settor|serviz|area\b|responsabil|segret|dirigent|sindac|vicesindac|assessor|"
    r"consiglier|union|citt|provinc|region|istrutt|funzionar|dirett|president|rup\b|ragioner|municip|polizia|staff|"
    r"division|dipartim|direzion|gabinett|protocoll|ente\b|assistent|coordinat|referent|capo|sede\b|p\.?\s?iva|c\.?f\b|"
    r"resp\.|u\.?o\.?c?\b|titolar|posizione\s+organizzativa|e\.?q\b)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\b(?:tel|cell|fax|mob|centralino|int|phone|mobile|telefono|cellulare|t|m|f)\b\s?[.:]{0,2}|☎|✆|📞|📱|\(\+?\d|\+\d)\D{0,12}\d{2}"
    r"|@[\w-]+\.[\w.-]+|\bwww\.|https?://|\bpec\s?:"
    r"|^(?:via|v\.le|viale|piazza|p\.?zza|p\.le|piazzale|corso|c\.so|largo|vicolo|loc\.|contrada|strada|palazzo)\b.{0,60}\d"
    r"|^\W{0,3}\d{5}\s+[A-Z]|^\W{0,3}(?:\d[\d\s./()-]{6,20})$",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"\s{0,4}(?:p\.?\s?s\.?|n\.?\s?b\.?|post\s?scriptum)\s?[:.\s-]", re.IGNORECASE)
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
    kept = trimmed(lines)
    for cut in (_without_notice, _without_footers, _without_adverts, _without_signature, _without_addresses):
        kept = trimmed(cut(kept))
    return trimmed(_without_dashed_name(kept))


def is_closing(lines: Sequence[str]) -> bool:
    """Whether these lines only say goodbye: «Grazie, a presto» and a name."""
    written = [line.strip() for line in lines if line.strip()]
    return bool(written) and len(written) <= 4 and _closes(written[0]) and not any("?" in line for line in written)


def _without_notice(lines: list[str]) -> list[str]:
    """«AVVISO DI RISERVATEZZA» and all that follows, unless a question or a postscript does."""
    first = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if _asks_more(lines[at]):
            break
        if _NOTICE.match(lines[at][:_LOOK_AT]):
            first = at
    return lines[:first]


def _without_footers(lines: list[str]) -> list[str]:
    """Paragraph after paragraph from the last, as long as each one is a footer from some line on."""
    end = len(lines)
    top = max(0, end - _FOOTER_LINES)
    while end > top:
        start = end - 1
        while start > top and lines[start - 1].strip():
            start -= 1
        first = next((at for at in range(start, end) if _is_footer(lines, at)), None)
        if first is None or any(_asks_more(line) for line in lines[first:end]):
            break
        end = first
        while end and not lines[end - 1].strip():
            end -= 1
    return lines[:end]


def _is_footer(lines: Sequence[str], at: int) -> bool:
    line = lines[at][:_LOOK_AT]
    if _FOOTER.match(line):
        return True
    near = " ".join(one[:_LOOK_AT] for one in lines[at : at + 3])
    return bool(_SECRET.match(line) and _SECRET_TOO.search(near))


def _asks_more(line: str) -> bool:
    return line.endswith("?") or bool(_AFTERTHOUGHT.match(line))


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


def _without_signature(lines: list[str]) -> list[str]:
    near = max(0, len(lines) - 3 * _SIGNATURE_LINES)
    for at in range(near, len(lines)):
        if _DELIMITER.match(lines[at][:_LOOK_AT]) and _is_signature(lines[at + 1 :]):
            return lines if at and lines[at - 1].endswith(":") else lines[:at]
    return lines


def _is_signature(lines: Sequence[str]) -> bool:
    """Few lines, none of them a question, an answer, a postscript or a sentence: a divided letter is no signature."""
    written = [line for line in lines if line.strip()]
    told = any(_asks_more(line) or _is_sentence(line) or _ANSWER.match(line) for line in written)
    return len(written) <= _SIGNATURE_LINES and not told


def _is_sentence(line: str) -> bool:
    words = line[:_LOOK_AT].split()
    return len(words) > _SENTENCE_WORDS and not _CONTACT.search(line[:_LOOK_AT])


def _without_addresses(lines: list[str]) -> list[str]:
    """After «Cordiali saluti» and a name: from the first line that is no name on, where a telephone or an address
    stands among them. What looks like an answer, a sentence or a postscript stays."""
    near = max(0, len(lines) - 3 * _SIGNATURE_LINES)
    closing = next((at for at in range(len(lines) - 1, near - 1, -1) if _closes(lines[at].strip())), None)
    if closing is None:
        return lines
    end = next((at for at in range(closing + 1, len(lines)) if _AFTERTHOUGHT.match(lines[at])), len(lines))
    first = closing + 1
    while first < end and (not lines[first].strip() or _is_name(lines[first].strip())):
        first += 1
    block = [line.strip() for line in lines[first:end] if line.strip()]
    named = any(line.strip() for line in lines[closing + 1 : first]) or bool(block and _OFFICE.match(block[0]))
    return [*lines[:first], *lines[end:]] if named and _is_address_block(block) else lines


def _is_address_block(block: Sequence[str]) -> bool:
    if not 0 < len(block) <= _SIGNATURE_LINES or not any(_CONTACT.search(line[:_LOOK_AT]) for line in block):
        return False
    return not any(len(line) > _WIDE or _asks_more(line) or _ANSWER.match(line) or _is_sentence(line) for line in block)


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
