# SPDX-License-Identifier: EUPL-1.2
"""Delicate personal data in a free text: words of health, personal tax codes, IBANs; the text without them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import iban
from stdnum.it import codicefiscale

from flows.answers import clean_text

_READ_AT_MOST = 10_000  # characters: longer texts are refused by every question anyway
_HEALTH = re.compile(
    r"\b(?:malatti[ae]|malat[oaie]|invalidit[àa]|disabil(?:e|i|it[àa])|portator[ei] di handicap|handicap"
    r"|(?:legge|l\.?|permess[oi]|art\.?|la|con|della|alla)\s*104|gravidanza|incinta|maternit[àa]|aborto"
    r"|tumor[ei]|cancro|oncologic[oaie]\w*|leucemi[ae]|chemioterapi[ae]|radioterapi[ae]"
    r"|depress(?:ione|[oaie])|ansios[oaie]|psichiatric[oaie]\w*|psicos[ei]|schizofreni[ae]|burn\s?-?out"
    r"|diabet(?:e|ic[oaie]\w*)|epilessi[ae]|epilettic[oaie]|infarto|ictus|sclerosi|parkinson|alzheimer|demenza"
    r"|hiv|aids|covid|epatite|cardiopatic[oaie]\w*|dializ\w+|ricover(?:o|at[oaie])|diagnos[ei]|prognosi"
    r"|certificat[oi] medic[oi]|visit[ae] medic(?:a|he)|motivi di salute|problemi di salute|stato di salute"
    r"|tossicodipenden\w+|alcolis(?:ta|ti|mo)|inidoneit[àa] fisica)(?!\w)",
    re.IGNORECASE,
)
# Six letters, then figures that may be letters where two people would have the same code (DM 23.12.1976).
_TAX_CODE = re.compile(
    r"(?<![A-Z0-9])[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z](?![A-Z0-9])",
    re.IGNORECASE,
)
_SPACED_TAX_CODE = re.compile(
    r"(?<![A-Z0-9])[A-Z]{3}[ -]?[A-Z]{3}[ -]?\w{2}[ -]?[A-Z]\w{2}[ -]?[A-Z]\w{3}[ -]?[A-Z](?![A-Z0-9])",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?![A-Z0-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """What was found: `kinds` among health, codice_fiscale, iban; `cleaned` is "" when nothing was."""

    kinds: tuple[str, ...] = ()
    cleaned: str = ""


def look(text: str, mark: str) -> Look:
    """The delicate data of a text, and the text with `mark` in their place."""
    read = clean_text(text[:_READ_AT_MOST])
    spots = sorted(_spots(read))
    if not spots:
        return Look()
    kinds = tuple(dict.fromkeys(kind for _, _, kind in spots))
    parts, at = [], 0
    for start, end, _ in spots:
        if start >= at:
            parts += [read[at:start], mark]
        at = max(at, end)
    return Look(kinds, "".join([*parts, read[at:]]))


def _spots(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _HEALTH.finditer(text):
        yield found.start(), found.end(), "health"
    for found in _TAX_CODE.finditer(text):
        yield found.start(), found.end(), "codice_fiscale"
    for found in _SPACED_TAX_CODE.finditer(text):
        if len(bare := re.sub(r"[ -]", "", found[0])) == 16 and codicefiscale.is_valid(bare):
            yield found.start(), found.end(), "codice_fiscale"
    for found in _IBAN.finditer(text):
        end = _iban_end(found[0])
        if end:
            yield found.start(), found.start() + end, "iban"


def _iban_end(text: str) -> int:
    """Where a valid IBAN at the beginning of a text ends: words may follow it without a stop."""
    ends = [at for at in range(len(text), 14, -1) if text[at - 1].isalnum()]
    return next((at for at in ends if iban.is_valid(text[:at])), 0)
