# SPDX-License-Identifier: EUPL-1.2
"""Sentences about one's own things: a request to withdraw or to ask after, data to erase, the notice to read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.asked import sentences
from bot.core.references import named_in, without_references
from flows.vocabulary import MAX_READ, normal

_READ_AT_MOST = 2_000  # characters: who writes more tells something else too, and people read it
_SHORT = 14  # words: a longer text without a reference may be the answer to an open question
_HERE = "riferimentonominato"  # stands for a reference while a sentence is read

_WITHDRAWS = r"ritir(?:o|a|i|are|iamo|ate|ino|arla|arle|ala|atela|iamola|arne)|revoc(?:o|a|are|hiamo|ate|arla|atela)"
_CANCELS = (
    r"annull(?:o|a|i|are|iamo|ate|arla|ala|atela)|cancell(?:o|a|i|are|iamo|ate|arla|ala|atela)"
    r"|elimin(?:o|a|i|are|iamo|ate|arla|atela)|disd(?:ire|ico|iciamo|irla|ite)|rinunc(?:io|ia|iare|iamo)"
)
_NOUNS = r"(?:ritiro|revoca|rinuncia|annullamento|cancellazione|disdetta) (?:di |a |al |all |alla |della |dell |del )"
_OWN = (
    r"(?:(?:la|alla|della|di|a|una|l|mia|nostra|sua|questa|quella|detta|suddetta|predetta|precedente|prima|ultima) )*"
)
_MORE = r"|".join((
    r"(?:di|del|per|per il|per un|al|relativ\w+ al|sul) (?:un |uno |il |nostro |mio )*(?:capacity|laboratorio|lab)\b",
    r"(?:\w+ ){0,3}?(?:gia |appena )?(?:inviat|trasmess|presentat|mandat|fatt|registrat|spedit|inoltrat)\w+",
    r"e?d? ?(?:di )?(?:cancell|elimin|rimuov)\w+",
    r"(?:perche|poiche|in quanto|dato che|visto che|che|in data|del \d)\b",
    r"(?:grazie|per (?:favore|cortesia)|adesso|ora|subito)\b", r"(?:\w+ ){0,4}" + _HERE, r"$",
))  # fmt: skip
_REQUEST = rf"{_OWN}(?:richiesta|domanda|istanza)(?: {_HERE})? ?(?:{_MORE})"
_NAMED = rf"(?:\w+ ){{0,12}}?{_HERE}\b"
_TO_BE = (  # «la richiesta … va ritirata», «… la ritiriamo»
    rf"(?:(?:mia|nostra) (?:richiesta|domanda|istanza)|{_HERE}) (?:\w+ ){{0,4}}?"
    rf"(?:(?:va|venga|sia|deve essere|e da|da) (?:ritirat|annullat|revocat|cancellat|ritirar|annullar|cancellar)\w"
    rf"|(?:la|si) (?:{_WITHDRAWS}|{_CANCELS})\b)"
)
_WITHDRAWAL = re.compile(rf"\b(?:(?:{_WITHDRAWS}|{_CANCELS}|{_NOUNS.rstrip()}) ?(?:{_REQUEST}|{_NAMED})|{_TO_BE})")
_ONLY_CANCELS = re.compile(rf"\b(?:{_CANCELS}) ")
_LETS_ALONE = re.compile(
    r"\bnon (?:\w+ ){0,3}?(?:ritir|revoc|annull|cancell|elimin|disd|rinunc)"
    r"|\b(?:senza|invece di|prima di|anziche|se) (?:\w+ ){0,2}?(?:ritir|revoc|annull|cancell|elimin|disd|rinunc)"
)
_ERASURE = re.compile(
    r"\b(?:(?:cancell|elimin|rimuov|distrugg)(?:o|a|i|are|iamo|ate|ere|iate|aste|iste|ino|ete)"
    r"|(?:cancellazione|eliminazione|rimozione)) (?:(?:tutti|anche|subito|i|dei|di|tutto|e) )*"
    r"(?:(?:miei|nostri) dati|dati (?:miei|nostri|personali|che mi riguardano|che ci riguardano))\b"
    r"(?! (?:da|dal|dalla|dai|dagli) (?!qui\b|quest|vostr|assistente))"
)
_STATE = re.compile(
    r"\b(?:a che punto (?:e|sta|si trova)|che fine ha fatto|(?:stato|avanzamento) (?:della|di)"
    r"|(?:e|risulta) (?:stata |gia )*(?:trasmessa|inviata|partita|arrivata|registrata|ricevuta)"
    r"|notizie (?:della|sulla|di|su)) (?:\w+ ){0,2}?"
    rf"(?:(?:mia|nostra) (?:richiesta|domanda|istanza)|(?:richiesta |domanda |pratica )?(?:\w+ )?{_HERE})\b"
    rf"|\b(?:(?:mia|nostra) (?:richiesta|domanda|istanza)|{_HERE}) (?:e|risulta) (?:stata |gia |poi )*"
    r"(?:trasmessa|inviata|partita|arrivata|registrata|ricevuta|ritirata)\b"
)
_NOTICE = re.compile(
    r"\b(?:vorre\w+|voglio|vogliamo|mand\w+|inoltr\w+|invi\w+|legg\w+|veder\w+|vedo|aver\w+|ricever\w+|mostr\w+|consult\w+"
    r"|dov \w+|dove \w+|qual e|chied\w+) (?:\w+ ){0,4}?"
    r"(?:(?:informativa|nota|policy|informazioni)(?: completa)?(?: sulla| sul| per la| di)?"
    r" (?:privacy|trattamento(?: dei dati)?(?: personali)?)|informativa(?: completa)?)(?: grazie)?$"
)  # fmt: skip
_OTHERS = re.compile(r"\b(?:pilota|candidatura|appcoe|piccoli|p i c c o l i|capcoe|assunzion\w+|centro servizi)\b")
_WANTS_TO_KNOW = re.compile(
    r"\b(?:sapere|capire|come|quando|quanto|quali?|chi|cosa|dove|possibile|puo|posso|possiamo)\b"
)


@dataclass(frozen=True)
class Wanted:
    """What was wanted; `loose`: by words that could as well mean the form that is open."""

    withdraw: bool = False
    erase: bool = False
    state: bool = False
    notice: bool = False
    loose: bool = False
    short: bool = True
    references: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.withdraw or self.erase or self.state or self.notice


def wanted(text: str, own: Sequence[str] = ()) -> Wanted:
    """What a text wants of the person's own things; nothing for questions about how it is done. Of the references in
    `own` the last part names them too."""
    if len(text) > _READ_AT_MOST:
        return Wanted()
    for one in own:
        text = re.sub(rf"(?<![\w-]){one.rpartition('-')[2]}\b", one, text, flags=re.IGNORECASE)
    found = [(one, normal(without_references(one, _HERE))) for one in sentences(text[:_READ_AT_MOST])]
    told = [(raw, said) for raw, said in found if len(raw) <= MAX_READ and not _is_other(said)]
    withdraws = [said for raw, said in told if _WITHDRAWAL.search(said) and not _asks(raw, said)]
    return Wanted(
        withdraw=bool(withdraws),
        erase=any(_ERASURE.search(said) and not _asks(raw, said) for raw, said in told),
        state=any(_STATE.search(said) for _, said in told),
        notice=any(_NOTICE.search(said) for _, said in told),
        loose=any(_ONLY_CANCELS.search(said) and _HERE not in said for said in withdraws),
        short=len(text.split()) <= _SHORT,
        references=named_in(text),
    )


def _is_other(said: str) -> bool:
    """«Non ritirate …», or a request that was made elsewhere."""
    return bool(_LETS_ALONE.search(said)) or (_HERE not in said and bool(_OTHERS.search(said)))


def _asks(raw: str, said: str) -> bool:
    """«Come si ritira una richiesta?» is a question; one that names the request is taken up, because we ask first."""
    return _HERE not in said and ("?" in raw or bool(_WANTS_TO_KNOW.search(said)))
