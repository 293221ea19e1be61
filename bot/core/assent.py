# SPDX-License-Identifier: EUPL-1.2
"""A yes or a no to what cannot be undone: said outright, in a line of its own, and nothing else beside it."""

import re

from bot.core.references import named_in, without_references
from flows.vocabulary import DROPS, NO, YES, confirmed, listed, normal

_LONGEST = 60  # words of a letter, with the name below its answer
_FIRST = listed(
    "si|certo|certamente|confermo|confermiamo|conferma|ok|okay|va|esatto|procedi|procedete|proceda|procediamo|senz"
)
_BESIDE = listed(
    "si|certo|confermo|confermiamo|conferma|procedi|procedete|proceda|procediamo|pure|grazie|per|favore|cortesia|con|il"
    "|la|lo|le|i|di|del|della|dei|l|d|accordo|bene|altro|mia|miei|nostra|nostri|voglio|vogliamo|vorrei|vorremmo|davvero"
    "|sono|siamo|sicuro|sicura|sicuri|volere|volerla|e|che|subito"
)
_ACTS = {
    "withdraw_yes": listed("ritira|ritirare|ritirala|ritirarla|ritirate|ritiratela|ritiri|ritiriamo|ritiro|ritiriamola"
                           "|richiesta"),
    "erase:yes": listed("cancella|cancellare|cancellali|cancellarli|cancellate|cancellateli|cancelli|cancellazione"
                        "|tutto|dati"),
}  # fmt: skip
_OUTRIGHT = listed("ritirala|ritiratela|ritiriamola|cancella tutto|cancellare tutto|cancellate tutto|cancelli tutto")
_DECLINES = (NO | DROPS) | listed(
    "lascia cosi|lasciamo cosi|annulla|annulliamo|indietro|stop|basta|ci ripenso|ci ho ripensato"
    "|ci abbiamo ripensato|ho cambiato idea|abbiamo cambiato idea|meglio di no|per ora no|non ora|aspetta|aspetti"
    "|aspettate|non ancora|ferma|fermi|esci|niente|nulla|non importa|come non detto"
)
_NO_WORDS = 5  # a longer «no, …» tells something else too
_UNSURE = re.compile(r"\b(?:no|non|ma|pero|anzi|invece|tuttavia|prima|aspett\w+|ferm\w+|annull\w+|se|quando|come)\b")


def says_yes(text: str, option: str, token: str = "") -> bool:
    """Whether a text says yes to `option`, such as `withdraw_yes:C4C-2026-7K3F`; `token` confirms by letter."""
    name, _, about = option.partition(":") if option not in _ACTS else (option, "", "")
    if token and confirmed(text) == token:
        return True
    if "?" in text or len(text.split()) > _LONGEST or any(one != about for one in named_in(text)):
        return False
    line, below = _parted(without_references(text))
    return _is_yes(line, name) and not _UNSURE.search(below)


def _is_yes(said: str, name: str) -> bool:
    words = said.split()
    first = bool(words) and words[0] in _FIRST
    return said in YES or said in _OUTRIGHT or (first and set(words[1:]) <= _BESIDE | _ACTS[name])


def says_no(text: str) -> bool:
    """Whether a text says no, and nothing else."""
    if "?" in text:
        return False
    said = _parted(without_references(text))[0]
    return said in _DECLINES or (said.split()[:1] in (["no"], ["non"]) and len(said.split()) <= _NO_WORDS)


def _parted(text: str) -> tuple[str, str]:
    """The first line that says something, and what stands below it; greetings are left out before."""
    lines = [line for line in text.splitlines() if normal(line)]
    return (normal(lines[0]), normal(" ".join(lines[1:]))) if lines else ("", "")
