# SPDX-License-Identifier: EUPL-1.2
"""Sentences that ask for something to be started: «vorremmo chiedere un laboratorio sul PIAO»."""

import re

from flows.vocabulary import MAX_READ, normal

_WANTS = re.compile(
    r"\b(?:vorrei|vorremmo|vorrebbe|voglio|vogliamo|vuole|intend(?:o|iamo|e)|desider\w+|chied(?:o|iamo|ere|e)"
    r"|richied(?:o|iamo|ere|e)|interessat[oiae]|interesserebbe|ci serve|ci servirebbe|mi serve|abbiamo bisogno"
    r"|avremmo bisogno|attivare|prenotare|presentare|inoltrare|fare richiesta|faccio richiesta"
    r"|preparare la richiesta|compilare la richiesta|iniziare la richiesta|richiesta)\b"
)
_LAB = re.compile(r"\b(?:laborator(?:io|i)|lab|labs|capacity lab)\b")
_SECRETARIAT = re.compile(r"\b(?:scrivere|passare|inoltrare|inviare|mandare|girare)\b.*\bsegreteria\b")
# A sentence that wants to know is a question, however it is worded.
_ASKS = re.compile(
    r"\b(?:sapere|capire|informazion[ei]|info|come|quando|quanto|quanti|quale|quali|chi|cosa|dove|perche|se"
    r"|possibile|possiamo|posso|puo|serve sapere|aiut\w+ a scegliere|scegliere|non)\b"
)


def wished_flow(text: str) -> str | None:
    """The flow that a sentence asks to start; None for questions and for everything unsure."""
    if len(text) > MAX_READ or "?" in text:
        return None
    said = normal(text)
    if _ASKS.search(said) or not _WANTS.search(said):
        return None
    if _LAB.search(said):
        return "richiesta"
    return "segreteria" if _SECRETARIAT.search(said) else None
