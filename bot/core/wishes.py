# SPDX-License-Identifier: EUPL-1.2
"""Sentences that ask for something to be started: «vorremmo chiedere un laboratorio sul PIAO»."""

import re

from flows.screens import HUMAN_FLOW
from flows.vocabulary import MAX_READ, normal

REQUEST_FLOW = "richiesta"

_WANTS = re.compile(
    r"\b(?:vorrei|vorremmo|vorrebbe|voglio|vogliamo|vuole|intend(?:o|iamo|e)|desider\w+|chied(?:o|iamo|ere|e)"
    r"|richied(?:o|iamo|ere|e)|interessat[oiae]|interesserebbe|ci serve|ci servirebbe|mi serve|abbiamo bisogno"
    r"|avremmo bisogno|attivare|prenotare|presentare|inoltrare|fare richiesta|faccio richiesta"
    r"|preparare la richiesta|compilare la richiesta|iniziare la richiesta|richiesta)\b"
)
LAB = re.compile(r"\b(?:laborator(?:io|i)|lab|labs|capacity lab)\b")
_SECRETARIAT = re.compile(r"\b(?:scrivere|passare|inoltrare|inviare|mandare|girare)\b.*\bsegreteria\b")
# «Vorrei verificare i requisiti per un laboratorio»; those of who bids for a contract are no matter of ours.
_VERIFIES = re.compile(r"\b(?:verific\w+|controll\w+) (?:\w+ ){0,3}requisit[io]\b")
_OF_OTHERS = re.compile(
    r"\b(?:gar[ae]|operator\w*|concorrent\w*|offerent\w*|aggiudic\w*|appalt\w*|ditt[ae]|fornitor\w*|impres[ae]"
    r"|candidat[oi]|partecipanti|affidament\w*|affidatar\w*|anac|fvoe|avcpass|bando|concors\w+|personale|di ordine"
    r"|articolo|art|soggett\w*|beneficiar\w*)\b"
)
# A sentence that wants to know is a question, however it is worded.
_ASKS = re.compile(
    r"\b(?:sapere|capire|informazion[ei]|info|come|quando|quanto|quanti|quale|quali|chi|cosa|dove|perche|se"
    r"|possibile|possiamo|posso|puo|serve sapere|aiut\w+ a scegliere|scegliere|non)\b"
)

_WHY = (
    r"in\squanto(?!\s(?:tempo|ore|giorn|mes|ann))|poich[eéè]|giacch[eéè]|perch[eéè]|dal\smomento\sche"
    r"|(?:dato|visto|considerato|atteso|premesso|posto|tenuto\sconto)\sche"
)
_ASIDE = (
    r"per\squanto\s(?:di|riguarda|concerne|attiene)|come\s(?:da|not\w|previst\w|richiest\w|anticipat\w|indicat\w"
    r"|concordat\w|illustrat\w)|(?:quando|se|ove)\spossibile|anche\sse"
)
_REASON = re.compile(rf",?\s*\b(?:{_WHY})\b([^,;?]*)", re.IGNORECASE)
_REMARK = re.compile(rf",\s*(?:{_ASIDE})\b[^,;?]*", re.IGNORECASE)


def reasons(text: str) -> list[str]:
    """The clauses of a sentence that give the reason for a wish."""
    return [match[1].strip(" .") for match in _REASON.finditer(text)]


def without_reasons(text: str) -> str:
    """A sentence that asks nothing with a question mark, without its reasons and remarks: their «quanto», «come» and
    «non» ask nothing and deny no wish."""
    return text if "?" in text else _REMARK.sub(" ", _REASON.sub(" ", text))


def wished_flow(text: str) -> str | None:
    """The flow that a sentence asks to start; None for questions and for everything unsure."""
    if len(text) > MAX_READ or "?" in text:
        return None
    said = normal(text)
    if _ASKS.search(said):
        return None
    if _VERIFIES.search(said) and not _OF_OTHERS.search(said):
        return "requisiti"
    if not _WANTS.search(said):
        return None
    if LAB.search(said):
        return REQUEST_FLOW
    return HUMAN_FLOW if _SECRETARIAT.search(said) else None
