# SPDX-License-Identifier: EUPL-1.2
"""Reads a day as Italians write it; without a year, or vaguer, it keeps the person's own words."""

import re
from datetime import date

from flows.vocabulary import MAX_READ, normal

_NAMES = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
MONTHS = _NAMES.split()
_MONTH = "|".join([*MONTHS, *(name[:3] for name in MONTHS)])
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_FIGURES = re.compile(r"^(?:il\s+)?(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$")
_WORDS = re.compile(rf"^(?:[a-z]+\s+){{0,2}}(\d{{1,2}}|primo|1o)\s+({_MONTH})(?:\s+(\d{{4}}))?$")
_LIKE_A_DAY = re.compile(
    rf"\b(?:{_MONTH}|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|oggi|domani|dopodomani|settimana"
    r"|settimane|mese|mesi|giorni|primavera|estate|autunno|inverno|trimestre|semestre|entro|fine|inizio|meta"
    r"|mattina|pomeriggio|appena|subito|anno|\d{1,2} \d{1,2}|20\d\d)\b"
)


def day(text: str) -> tuple[str | None, str]:
    """ISO for a whole date; «15 marzo» and «entro venerdì» stay as written."""
    own = " ".join(text.split())
    if not own:
        return None, "empty"
    if len(own) > min(160, MAX_READ):
        return None, "date"
    parts = _parts(own)
    if parts is None:
        return (own, "") if _LIKE_A_DAY.search(normal(own)) else (None, "date")
    year, month, number = parts
    try:
        found = date(2024 if year is None else year, month, number)  # a leap year: 29 February is a day
    except ValueError:
        return None, "date_impossible"
    return (own if year is None else found.isoformat()), ""


def _parts(own: str) -> tuple[int | None, int, int] | None:
    if match := _ISO.match(own):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _FIGURES.match(own.lower()):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _WORDS.match(normal(own)):
        number = int(match[1]) if match[1].isdigit() else 1
        month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match[2][:3]))
        return (int(match[3]) if match[3] else None), month, number
    return None
