# SPDX-License-Identifier: EUPL-1.2
"""Whether a letter asks for a lab, rather than about labs."""

import re

from bot.core.asked import Letter, read_letter
from bot.core.wishes import LAB, without_reasons
from flows.vocabulary import normal

_STRONG = re.compile(
    r"\b(?:vorrei|vorremmo|vorrebbe|voglio|vogliamo|vuole|volevo|volevamo|intend\w+|desider\w+|chied\w+|siamo a"
    r"|sono a|avremmo intenzione di|si chiede di poter)"
    r" (?:\w+ ){0,4}?(?:chiedere|richiedere|attivare|prenotare|ottenere|avviare|presentare|inoltrare"
    r"|fare richiesta|fare domanda|aderire|iscriver\w+|candidar\w+)\b"
    r"|\b(?:chiediamo|chiedo|richiediamo|richiedo|si chiede|si richiede|chiede|richiede|fa richiesta"
    r"|facciamo richiesta|faccio richiesta) (?:formalmente |cortesemente |l |la |il |un |uno |di |attivazione "
    r"|dell |di un |per |il nostro )*"
    r"(?:attivazione|avvio|attivare|avviare|poter attivare|laboratorio|capacity lab|lab)\b"
    r"|\b(?:scriv\w+|invi\w+|presente|trasmett\w+|contatt\w+|rivolg\w+|siamo|sono|accordi) (?:\w+ ){0,6}?(?:per|a|di)"
    r" (?:ri)?chieder\w{1,3} (?:formalmente |cortesemente |l |la |il |un |di |per )*"
    r"(?:attivazione|avvio|laboratorio|capacity lab|lab)\b"
    r"|\b(?:richiesta|domanda) (?:di|per|del|per un|per il) (?:attivazione (?:di|del"
    r"|di un) )?(?:un )?(?:laboratorio|capacity lab|lab)\b"
)
_WEAK = re.compile(
    r"\b(?:vorrei|vorremmo|vorrebbe|voglio|vogliamo|intend\w+|desider\w+|siamo interessat\w+|sono interessat\w+"
    r"|interessat\w+|ci interessa|ci interesserebbe|interessa|avremmo bisogno|abbiamo bisogno|ci serv\w+"
    r"|mi serv\w+|ci piacerebbe|proponiamo|avremmo piacere|pensiamo|vorrebbero)\b"
)
_ASKS = re.compile(
    r"\b(?:sapere|capire|informazion\w+|info|come|quando|quanto|quanti|quale|quali|chi|cosa|dove|perche|se"
    r"|possibile|possiamo|posso|puo|chiariment\w+|conoscere|delucidazion\w+|partecipat\w+|inviat\w+|trasmess\w+"
    r"|gia|non)\b"
)
_PAST = re.compile(
    r"\b(?:inviat\w+|trasmess\w+|presentat\w+|mandat\w+|spedit\w+|protocollat\w+|ricevut\w+|accolt\w+|gia)\b"
)
_HOW = re.compile(
    r"(?:e )?(?:(?:ci|mi) (?:fate|fa|faccia|fareste|dite|dica|potete|potreste|puo|indicate|spiegate)"
    r" (?:gentilmente |cortesemente |dire |indicare |spiegare |sapere |conoscere )*)?"
    r"(?:come (?:procediamo|procedo|si procede|si fa|facciamo|fare|(?:dobbiamo|devo|possiamo) (?:fare|procedere))"
    r"|(?:che )?cosa (?:dobbiamo|devo|bisogna|occorre|serve) (?:fare|inviar\w+|mandar\w+)?"
    r"|(?:i|quali(?: sono i)?) (?:passaggi|passi)|(?:qual e )?(?:la procedura|l iter))\b"
)


def wishes_lab(letter: Letter, subject: str) -> bool:
    """Whether a letter asks for a lab, rather than about labs."""
    sentences = [normal(without_reasons(one)) for one in letter.rest]
    heads = [normal(f"{one.context} {_parted(one.text)[0]}") for one in letter.questions if is_how(one.text)]
    told = [one for one in (*sentences, *heads) if LAB.search(one) and not _PAST.search(one)]
    if any(_STRONG.search(one) and not _ASKS.search(_after(one)) for one in told):
        return True
    real = [one for one in letter.questions if not is_how(one.text)]
    if real:
        return False
    named = bool(LAB.search(normal(subject)))
    weak = [one for one in (*sentences, *heads) if _WEAK.search(one) and (LAB.search(one) or named)]
    return any(not _ASKS.search(one) for one in weak)


def _after(sentence: str) -> str:
    """From the wish on: what stands before it is who wishes."""
    match = _STRONG.search(sentence)
    return sentence[match.start() :] if match else sentence


def is_how(text: str) -> bool:
    """«Come procediamo?», after a wish or alone: the form itself is the answer."""
    lead, tail = _parted(text)
    said = normal(tail)
    return len(said.split()) <= 9 and bool(_HOW.match(said)) and not (lead and read_letter(f"{lead}.").questions)


def _parted(text: str) -> tuple[str, str]:
    """A sentence before and after its last comma or colon."""
    at = max(text.rfind(","), text.rfind(":"))
    return text[: max(at, 0)], text[at + 1 :]
