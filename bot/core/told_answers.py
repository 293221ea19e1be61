# SPDX-License-Identifier: EUPL-1.2
"""Answers told in sentences of a letter that name their question: «Il telefono giusto è 0984 123456»."""

import re
from collections.abc import Mapping, Sequence

from flows.definition import Flow
from flows.events import Reading
from flows.reading import interpret
from flows.session import Answer
from flows.slots import Slot
from flows.vocabulary import normal

_WORDS = {
    "fabbisogno": r"fabbisogno|problema|esigenza",
    "telefono": r"telefono|numero|cellulare|recapito",
    "email": r"e-?mail|indirizzo|posta\selettronica",
    "pec": r"pec",
    "referente": r"referente",
    "ruolo": r"ruolo|qualifica",
}
_IS = r"(?:\s[\w'’.-]{1,30}){0,4}?(?:\s(?:è|e['’]|diventa|sarà)\s(?:il\s|la\s|l['’])?|\s?:\s)"
_TOLD = {name: re.compile(rf"\b(?:{words})\b{_IS}(.{{2,600}})$", re.IGNORECASE) for name, words in _WORDS.items()}
_ENDS = re.compile(r",|;|\.$|\s(?:e\snon|anziché|invece|al\sposto|non)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:[a-zà-ÿ]+\.?(?:ssa)?\s|[A-Z][a-z]*\.(?:ssa)?\s)?(?:[A-ZÀ-Ý][\w'’-]+\s?){2,4}")
_READ = re.compile(r"\b(?:lett[oae]|(?:preso|presa di|prendiamo|prendo) visione|presa visione)\b")
_NOTICE = re.compile(r"\b(?:informativa|privacy)\b")


def told_answers(flow: Flow, sentences: Sequence[str], answers: Mapping[str, Answer]) -> dict[str, tuple[str, str]]:
    """By sentence: the question that it answers, as a slot's id, and the text that can be read as its answer."""
    found: dict[str, tuple[str, str]] = {}
    for sentence in sentences:
        for name, slot in flow.slots.items():
            text = _read_notice(sentence) if slot.type == "acknowledge" else _value(name, sentence)
            if text and (name != "fabbisogno" or name not in answers) and _can_be_read(flow, slot, text, answers):
                found[sentence] = (name, text)
                break
    return found


def _read_notice(sentence: str) -> str:
    """«L'informativa l'ho letta»"""
    said = normal(sentence)
    return "ho letto" if _NOTICE.search(said) and _READ.search(said) and "non" not in said.split() else ""


def _value(name: str, sentence: str) -> str:
    match = _TOLD[name].search(sentence.strip()) if name in _TOLD else None
    if name == "fabbisogno":
        return match[1].strip() if match else ""
    text = _ENDS.split(match[1])[0].strip(" .") if match else ""
    return text if name != "referente" or _NAMED.fullmatch(text) else ""


def _can_be_read(flow: Flow, slot: Slot, text: str, answers: Mapping[str, Answer]) -> bool:
    return interpret(flow, slot, text, answers=answers, reading=Reading())[0] is not None
