# SPDX-License-Identifier: EUPL-1.2
"""The questions in a letter, in order and as they were asked: with a question mark or inside a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.courtesies import is_closing, is_salutation, without_salutation
from bot.core.wishes import REQUEST_FLOW, wished_flow, without_reasons
from flows.vocabulary import normal
from knowledge.questions import content_words
from knowledge.words import tokens

_READ_AT_MOST = 12_000  # characters of one letter
_MOST = 8  # questions of one letter; what is beyond goes to a person with the whole
_SHOWN = 260  # characters of a question shown again

_ONE_WORD = re.compile(  # «Il sottoscritto … / CHIEDE / l'attivazione …» is one sentence
    r"(?:si\s)?(?:ri)?(?:chiede|chiedono|chiediamo)\s?:?|fa\sistanza\s?:?|formula\sistanza\s?:?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"oggetto\s?:", re.IGNORECASE)
_HEADER = re.compile(  # above a letter that is forwarded
    r"\W{0,8}(?:da|a|from|to|data|date|inviato|inviata|sent|cc|oggetto|subject|mittente|destinatari\w?|rispondi\sa"
    r"|reply-to)\s?:",
    re.IGNORECASE,
)
_HEADERS_AT_LEAST = 3  # lines
_FORWARDED = re.compile(
    r"\W*(?:inizio\s)?(?:messaggio\s(?:inoltrato|originale)|(?:begin\s)?forwarded\smessage|original\smessage)\W*",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"\s{0,8}(?:p\.?\s?s\.?|n\.?\s?b\.?)\b", re.IGNORECASE)
_ITEM = re.compile(r"\s{0,8}(?:[-•*·–]|\(?(?:\d{1,2}|[a-h])[).°])\s+")
_ABBREVIATED = re.compile(
    r"\b(?:dott|dr|dott\.ssa|sig|sig\.ra|ing|arch|avv|rag|geom|prof|on|art|artt|n|nn|nr|prot|pag|pagg|cap|es|ecc"
    r"|tel|cell|"
    r"spett|gent|egr|preg|cfr|rif|d\.lgs|l|lett|co|c|u\.s|c\.a|p\.v|s\.m\.i|ss|ca|max|min|ord|reg|d\.l|d\.m"
    r"|d\.p\.r)\.$",
    re.IGNORECASE,
)
_END = re.compile(r"[?!;]{1,9}[»\"”)]?\s+|\.\s+(?=[A-ZÀ-Þ«\"“(\d])|\s(?=\d\)\s)")

_INTERROGATIVE = r"chi|(?:che\s)?cosa|qual[ei]?|quali|quando|quant[oaie]|come|dove|perch[eé]|se"
_WHO = rf"{_INTERROGATIVE}|che"
_BEFORE = r"(?:(?:a|da|in|per|con|su|entro|fino\sa|verso|presso|tra|fra)\s{1,2})?"
_ASKS_FIRST = re.compile(rf"\W*(?:e\s|ed\s|ma\s|inoltre,?\s|poi,?\s)?{_BEFORE}(?:{_WHO})\b", re.IGNORECASE)
_POLITE = re.compile(
    r"\W*(?:e\s|ed\s|inoltre,?\s|poi,?\s)?(?:(?:ma\s)?(?:è|sarebbe|fosse)\spossibile|si\spuò|possiamo|posso|può"
    r"|possono|c['’]è|ci\ssono|serve|"
    r"servono|occorr\w+|dobbiamo|devo|bisogna|esist\w+|avete|vale|mi\sconferm\w+|ci\sconferm\w+)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:(?:vorre\w+|vogliamo|voglio|volevo|volevamo|desider\w+|gradir\w+|avre\w+\sbisogno\sdi|ho\sbisogno\sdi"
    r"|abbiamo\sbisogno\sdi|"
    r"mi\sserv\w+|ci\sserv\w+|interessa|interesserebbe|(?:è|sarebbe)\sutile|mi\socc\w+)\s(?:di\s)?(?:anche\s"
    r"|cortesemente\s)?(?:sapere|"
    r"conoscere|capire|avere\s(?:informazioni|chiarimenti|delucidazioni|notizie|conferma|indicazioni|lumi"
    r"|maggiori)|ricevere|chieder\w+|domandar\w+)"
    r"|chied(?:o|i|iamo|e|ere|esi|ono|ervi|erle|erti|endo)\b|domand(?:o|iamo|ano|a\sse|are)\b|si\schied\w+"
    r"|(?:con\sla\spresente|sono)\sa\schieder\w+|mi\schiede(?:vo)?\b|ci\schied\w+"
    r"|(?:mi|ci)\s(?:po(?:tete|treste|tresti|trebbe)|può|puoi|sapete|sa|sapreste)\s(?:dire|indicare|spiegare"
    r"|confermare|precisare|chiarire|segnalare|dare|far\ssapere)"
    r"|po(?:tete|treste|trebbe)\s(?:dir\w{2}|indicar\w{2}|spiegar\w{2}|confermar\w{2}|chiarir\w{2}|precisar\w{2}"
    r"|dar\w{2})|(?:mi|ci)\s(?:dite|dica|dici|indicate|spiegate|confermate|conferma)\b"
    r"|(?:fatemi|fateci|mi\sfaccia|ci\sfaccia)\ssapere|(?:mi|ci)\spiacerebbe\s(?:sapere|capire)|non\s(?:abbiamo|ho"
    r"|è|mi\sè|ci\sè)\s(?:ben\s)?(?:capito|chiaro|compreso)"
    r"|(?:chiarimenti|informazioni|delucidazioni|notizie|ragguagli|indicazioni)\s(?:su\w*|in\smerito|circa"
    r"|riguardo|relativ\w+|in\sordine)|quesit[oi]\b|si\sdomanda\w*"
    r"|(?:dovre\w+|devo|dobbiamo)\s(?:sapere|capire|conoscere)|(?:mi|ci)\s(?:ha|hanno|viene|è\sstato)\schiesto\b"
    r"|informar\w+\s(?:su\w*|circa|in\smerito)\b|per\s(?:sapere|capire|conoscere)\b|saper(?:e"
    r"|ne)\s(?:se|quando|come|chi|che|di)\b"
    r"|(?:dubbi[oa]?|domanda|questione|perplessità)\s(?:\w+\s){0,3}?(?:riguarda\w*|concern\w+|attien\w+|verte)\b"
    r"|(?:vorre\w+|desider\w+|gradir\w+|ci\sserv\w+|mi\sserv\w+)\s(?:anche\s|avere\s|ricevere\s){0,2}"
    r"(?:il|la|i|un|una|gli|le)\s(?=(?:contatt|recapit|catalog|modul|elenc|programma|calendari|nominativ|copia|scheda"
    r"|material)))",
    re.IGNORECASE,
)
_CUT_LEAD = re.compile(rf"\b{_BEFORE}(?:{_WHO})\b", re.IGNORECASE)
_AND = re.compile(
    rf"\s*(?:[,;:]\s*)?\b(?:e|ed|nonché|oltre\sa(?:\ssapere)?|e\spoi|e\sanche|oppure|o|ma)\s+(?:inoltre\s|anche\s"
    rf"|poi\s|soprattutto\s|infine\s)?"
    rf"(?={_BEFORE}(?:{_INTERROGATIVE}|(?:è|sia)\spossibile|c['’]è|ci\ssono)\b)"
    rf"|\s*[:;,]\s+(?={_BEFORE}(?:{_INTERROGATIVE})\s)",
    re.IGNORECASE,
)
_ASKS_LAST = re.compile(  # «Il laboratorio quanto dura …»: what it is about stands first
    r"\W*(?:il|lo|la|i|gli|le|l['’]|un['’]?|una|quest\w|per|del\w{0,3}|sul\w{0,3}|nel\w{0,3})(?<=['’\w])\s?"
    r"(?:(?!(?:non|come)\b)[\w'’-]{1,30}\s){1,10}(?:chi|(?:che\s)?cosa|qual[ei]|quando|quant[oaie]|come|dove)"
    r"(?:\s\w{1,30}){1,3}$",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"^(?:come|quanto|quale|quali|che)\s+(?:da|di|sopra|previsto|sotto|richiesto|ente|rup|comune)\b", re.IGNORECASE
)
_BLANK = re.compile(
    r"richiest\w+|urgent\w+|comunicazion\w+|inform\w+|inoltr\w+|competenz\w+|dit[ei]|dica|dirci|dirmi|chiariment\w+|chiarir\w*|delucidazion\w+|saper\w+|conoscer\w*|capir\w*|approfondi\w+|verificar\w*"
    r"|merito|alcun\w+|qualche|maggior\w+|ulterior\w+|cortesement\w+|gentilment\w+|quanto|segue|seguent\w+|cose|cosa"
    r"|domand\w+|quesit\w+|question\w+|favore|riguardo|punti|informazion\w+|aiuto|aiutar\w+|scriver\w+|cortese"
    r"|riscontro|oggetto|questo|proposito|inviar\w+|mandar\w+|potre\w+|vorre\w+|potete|risposta"
)
_SHORT_CLAUSE = 2  # words that a part must have
_WHOLE_CLAUSE = 5  # words of «si chiede se …» after which it is a question by itself


@dataclass(frozen=True)
class Asked:
    """One question: as written, and what stood before it in the letter."""

    text: str
    context: str = ""  # the words of the same sentence, or of the sentence before

    @property
    def shown(self) -> str:
        """As it is shown again above its answer."""
        line = " ".join(self.text.split()).strip(" ,;:-–.")
        return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


@dataclass(frozen=True)
class Letter:
    """A letter's own sentences: those that ask, and the others."""

    questions: tuple[Asked, ...]
    rest: tuple[str, ...]

    @property
    def whole(self) -> str:
        """Everything that it says, without greetings, in order of kind."""
        return " ".join([*(one.text for one in self.questions), *self.rest])


def read_letter(text: str) -> Letter:
    """The questions of a letter, at most eight; a letter that only tells something has none."""
    questions: list[Asked] = []
    rest: list[str] = []
    before = ""
    asked_above = False
    for unit, listed in _units(text[:_READ_AT_MOST]):
        for sentence in _sentences(unit):
            parts = _asked(sentence, before, listed=listed and asked_above)
            questions += parts
            rest += [] if parts else [sentence]
            asked_above = bool(parts) or (asked_above and listed) or sentence.rstrip().endswith(":")
            before = before if listed and parts else sentence  # an item of a list leans on what announced the list
    return Letter(_once(_told_apart(questions))[:_MOST], tuple(rest))


def _told_apart(questions: Sequence[Asked]) -> Sequence[Asked]:
    """Without «Mi dite voi?» and «Potete darmi informazioni?», where another question says about what."""
    real = [one for one in questions if has_matter(one.text)]
    vague = [one for one in questions if one not in real and content_words(tokens(one.text))]
    return [one for one in questions if one not in vague] if real else questions


def bare_lines(text: str) -> str:
    """The same with its paragraphs on lines of their own."""
    return "\n".join(unit for unit, _ in _units(text[:_READ_AT_MOST]))


def bare_text(text: str) -> str:
    """A letter without greetings and the names below them, on one line."""
    return " ".join(unit for unit, _ in _units(text[:_READ_AT_MOST]))


def sentences(text: str) -> list[str]:
    """The sentences of a letter without greetings and the names below them."""
    return [one for unit, _ in _units(text[:_READ_AT_MOST]) for one in _sentences(unit)]


def _once(questions: Sequence[Asked]) -> tuple[Asked, ...]:
    kept: dict[str, Asked] = {}
    for one in questions:
        kept.setdefault(normal(one.text), one)
    return tuple(kept.values())


def _units(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs and list items, each on one line; greetings, thanks and the names below them are left out."""
    over = False
    for block in re.split(r"\n\s*\n", _whole(text.replace("\r", ""))):
        unit, listed = "", False
        lines = [one.strip() for one in block.split("\n")]
        if sum(map(bool, map(_HEADER.match, lines))) >= _HEADERS_AT_LEAST:
            over = False  # a forwarded letter, whose writer has a goodbye of their own
            lines = [one for one in lines if not _HEADER.match(one)]
        if over and "?" not in block and not _POSTSCRIPT.match(block):
            continue
        for line in lines:
            item = _ITEM.match(line)
            if not line or is_salutation(line) or _SUBJECT.match(line) or _FORWARDED.fullmatch(line):
                continue
            if is_closing(line):
                over = True
                break
            if item and unit:
                yield unit, listed
                unit = ""
            listed = bool(item) or (listed and bool(unit))
            unit = f"{unit} {line[item.end() :] if item else line}".strip()
        if unit:
            yield unit, listed


def _whole(text: str) -> str:
    """A letter in which a verb that stands alone on its line is joined with what stands above and below it."""
    lines: list[str] = []
    joins = False
    for line in text.split("\n"):
        bare = line.strip()
        verb = bool(_ONE_WORD.fullmatch(bare))
        if joins and not bare:
            continue
        while verb and lines and not lines[-1].strip():
            lines.pop()
        if (verb or joins) and lines:
            lines[-1] = f"{lines[-1]} {bare}"
        else:
            lines.append(line)
        joins = verb
    return "\n".join(lines)


def _sentences(unit: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(unit):
        piece = unit[start : match.end()]
        if match[0].startswith(".") and _ABBREVIATED.search(piece.rstrip()):
            continue
        if piece.strip():
            yield without_salutation(piece.strip())
        start = match.end()
    if unit[start:].strip():
        yield without_salutation(unit[start:].strip())


def _asked(sentence: str, before: str, *, listed: bool) -> list[Asked]:
    """The questions of a sentence, one for each thing it asks; none where it only tells."""
    bare = sentence.strip()
    if (
        is_closing(bare)
        or _HOW_MUCH.match(bare)
        or bare.endswith(":")
        or wished_flow(without_reasons(bare)) == REQUEST_FLOW
    ):
        return []
    wants = _WANTS.search(bare)
    asks = bare.rstrip('»"”) ').endswith("?")
    wants = None if wants and not asks and not has_matter(bare[wants.end() :]) else wants
    if not (
        asks or wants or (listed and len(tokens(bare)) >= _SHORT_CLAUSE) or (_ASKS_FIRST.match(bare) and _short(bare))
    ):
        return []
    lead, clauses = _clauses(bare, wants.end() if wants else 0)
    context = " ".join(filter(None, (before, lead)))
    made: list[Asked] = []
    for clause in clauses:
        made.append(Asked(clause, context))
        context = f"{context} {clause}".strip()
    return made


def has_matter(text: str) -> bool:
    """Whether something is asked about: «il Sindaco mi ha chiesto di informarmi» only announces it."""
    return any(not _BLANK.fullmatch(word) for word in content_words(tokens(text)))


def _short(sentence: str) -> bool:
    """A question without its mark is a short one: «Quanto costa.»"""
    return len(tokens(sentence)) <= 12 and not sentence.lower().startswith(("come ", "che ", "se "))


def _clauses(sentence: str, start: int) -> tuple[str, list[str]]:
    """What comes before the first thing asked, and each thing asked: «… chiedere se X, ed entro quale data»."""
    cut = _CUT_LEAD.search(sentence, start) if start else None
    near = cut is not None and cut.start() - start <= 60
    head, rest = (sentence[: cut.start()], sentence[cut.start() :]) if cut and near else ("", sentence)
    parts = [part.strip(" ,;:") for part in _AND.split(rest)]
    whole = [part for part in parts if part]
    if len(whole) < 2 or not all(len(tokens(part)) >= _SHORT_CLAUSE for part in whole[1:]):
        alone = head and len(tokens(rest)) >= _WHOLE_CLAUSE
        return (head.strip(" ,;:"), [rest.strip(" ,;:")]) if alone else ("", [sentence])
    first = whole[0]
    if not head and not any((_ASKS_FIRST.match(first), _POLITE.match(first), _WANTS.search(first),
                             _ASKS_LAST.match(first))):  # fmt: skip
        return first, whole[1:] if len(whole) > 1 else [sentence]
    return head.strip(" ,;:"), whole
