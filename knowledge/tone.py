# SPDX-License-Identifier: EUPL-1.2
"""How the assistant speaks: «Lei» or impersonal, no exclamation marks, none of the words that promise too much."""

import re
from collections.abc import Iterator

_NOT_A_NUMBER = r"(?<!numero di )(?<!Numero di )"  # «non è un numero di protocollo» is what we do say
# The word, what to write instead. Proper names and acts may bear some of them: they are left out of the patterns.
_WORDS = (
    (r"istanz[ae]", "scrivere «richiesta»"),
    (r"band[oi](?! di concorso| RIPAM)", "scrivere «avviso»"),
    (r"ammess[oaie]", "scrivere chi «poteva partecipare» o «era fra i destinatari»"),
    (r"idone[oae]", "scrivere chi «rientra fra i destinatari»"),
    (r"approvata", "una richiesta qui è «registrata» o «trasmessa»"),
    (r"gratuit\w*|gratis", "dire che le fonti non indicano un costo"),
    (r"pres[ao] in carico", "scrivere «registrata, in attesa di invio» oppure «trasmessa»"),
    (_NOT_A_NUMBER + r"protocollo", "il nostro è un «riferimento»"),
    (r"operator[ei] in linea", "dire che la conversazione non è seguita da persone"),
    (r"ops", "toglierlo"),
)
_TU = r"puoi|vuoi|devi|scrivi|scegli|clicca|rispondi|inserisci|tuo|tua|tuoi|tue|ti|te"
_RULES = tuple((re.compile(rf"\b(?:{word})\b", re.IGNORECASE), remedy) for word, remedy in _WORDS)
_TU_FORM = re.compile(rf"\b(?:{_TU})\b", re.IGNORECASE)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")


def tone_faults(text: str, *, label: bool = False) -> Iterator[tuple[int, str]]:
    """(line from 0, what is wrong and what to do); a `label` is a command to the assistant and may say «togli»."""
    for number, line in enumerate(text.splitlines()):
        spoken = _ADDRESS.sub("", line)
        for pattern, remedy in _RULES:
            for match in pattern.finditer(spoken):
                yield number, f"«{match[0]}» non si usa: {remedy}"
        for match in () if label else _TU_FORM.finditer(spoken):
            yield number, f"«{match[0]}» dà del tu: usare «Lei» o la forma impersonale"
        if "!" in spoken:
            yield number, "punto esclamativo: toglierlo"
        if _EMOJI.search(line):
            yield number, "emoji: toglierla"
