# SPDX-License-Identifier: EUPL-1.2
"""How a letter greets and how it ends: «Gentile Segreteria,», «Cordiali saluti»."""

import re

_SALUTATION = re.compile(
    r"(?:buon\s?giorno|buona\s?sera|buon\s?pomeriggio|salve|gentil\w+|gent\.?\s?m\w+|egregi\w*|spett\.?(?:\s?le"
    r"|abile)?|"
    r"alla?\s(?:cortese\s)?(?:attenzione|c\.?\s?a\.?)|alla\ssegreteria|cari?\s|car[ao]\s|preg\.?\s?m\w+|pregiat\w+"
    r"|illustr\w+)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:con\s(?:i\s)?)?(?:più\s)?(?:cordial\w*|distint\w*|migliori|tanti|cari)\s{1,2}salut\w+|salut\w+"
    r"|cordialmente|cordialit[àa]|"
    r"distintamente|(?:(?:molte|mille|tante)\s)?grazie\b|(?:la|vi|ti)\sringrazi\w+|ringrazi\w+|(?:resto|restiamo"
    r"|rimango|"
    r"rimaniamo)\sin\sattesa|in\sattesa\s(?:di|della?)\b|si\sresta\sin\sattesa|a\spresto|buon\s?lavoro"
    r"|buona\sgiornata|"
    r"(?:con\s)?(?:osservanza|stima)|si\s(?:ringrazia|porgono)|nel\sringraziar\w+|resto\sa\sdisposizione)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"(?:alla\s(?:c\.?\s?a\.?|cortese\sattenzione|segreteria)|spett)", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:ma|però|non|quando|quant[oaie]|come|chi|dove|qual[ei]?|quali|allegat\w+|allego|vorre\w+|chied\w+|sapere"
    r"|invi\w+"
    r"|trasmett\w+|inoltre|anche|confermo)\b",
    re.IGNORECASE,
)


def is_salutation(line: str) -> bool:
    """«Gentile Segreteria,» alone on its line."""
    words = len(line.split())
    said = line.partition(",")[2].strip()
    if said[:1].islower() and not _SALUTATION.match(said):  # «Buongiorno, non ha capito.» says something
        return False
    if is_closing(line) or _CLOSING.match(said):
        return False
    stops = words <= 2 or (words <= 9 and (line[-1] in ",.:!" or bool(_ADDRESSED.match(line))))
    return bool(_SALUTATION.match(line)) and stops and "?" not in line


def is_closing(line: str) -> bool:
    """«Cordiali saluti», «Grazie per l'attenzione»: a line after which only names follow."""
    return bool(_CLOSING.match(line)) and len(line.split()) <= 12 and "?" not in line and not _MORE.search(line)


def without_salutation(sentence: str) -> str:
    """«Buongiorno, quando …» without its first word."""
    head, comma, rest = sentence.partition(",")
    return rest.strip() if comma and rest.strip() and _SALUTATION.match(head) and len(head.split()) <= 4 else sentence
