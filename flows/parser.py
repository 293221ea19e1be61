# SPDX-License-Identifier: EUPL-1.2
"""A flow file's contents to a Flow, or to every problem found in it, with its line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows import conditions, definition, slots
from flows.answers import yes_no
from flows.definition import Flow
from flows.slots import Option

Lines = Mapping[tuple[str | int, ...], int]
Place = tuple[str | int, ...]
Problem = tuple[int, str]  # line, what is wrong and what to do

SLOTS: dict[str, type[BaseModel]] = {
    "choice": slots.ChoiceSlot,
    "municipality": slots.MunicipalitySlot,
    "province": slots.ProvinceSlot,
    "text": slots.TextSlot,
    "email": slots.EmailSlot,
    "phone": slots.PhoneSlot,
    "number": slots.NumberSlot,
    "date": slots.DateSlot,
    "yes_no": slots.YesNoSlot,
    "acknowledge": slots.AcknowledgeSlot,
}
_KEYS_AT: dict[str, type[BaseModel]] = {
    "options": Option,
    "other": Option,
    "derived": slots.Derived,
    "steps": definition.Step,
    "next": definition.Branch,
    "exit": definition.ExitSpec,
    "submit": definition.Submit,
    "cards": definition.Cards,
    "doubts": definition.DoubtSpec,
    "today": conditions.Span,
}
_HIDDEN = frozenset({"lists", "today", "opens", "digest"})  # given by `resolve`, never written


def parse_flow(value: object, lines: Lines) -> tuple[Flow | None, list[Problem]]:
    """A flow from plain values, or None and everything that is wrong with them."""
    if not isinstance(value, dict):
        return None, [(1, "il file deve contenere chiavi come «flow», «title», «slots», «steps»")]
    early = [(line_of(lines, (key,)), f"chiave «{key}» sconosciuta: toglierla") for key in _HIDDEN & value.keys()]
    if str(value.get("format", "1")).strip() != "1":
        early.append((line_of(lines, ("format",)), "«format» è la versione di questo modo di scrivere: usare 1"))
    if early:
        return None, early
    try:
        flow = Flow.model_validate(_prepared(value))
    except ValidationError as fault:
        return None, list(_explain(fault, value, lines))
    except RecursionError:
        return None, [(1, "condizioni annidate troppo in profondità: dividere il passo")]
    return flow, []


def _prepared(value: dict[str, Any]) -> dict[str, Any]:
    """The same with `format` as a number and «sì» in conditions as the engine writes it."""
    declared = value.get("slots")
    kinds = (
        {key: slot.get("type") for key, slot in declared.items() if isinstance(slot, dict)}
        if isinstance(declared, dict)
        else {}
    )
    ready = {key: _canonical(item, kinds) for key, item in value.items()}
    return {**ready, "format": 1} if "format" in value else ready


def _canonical(value: Any, kinds: Mapping[Any, Any]) -> Any:
    if isinstance(value, list):
        return [_canonical(item, kinds) for item in value]
    if not isinstance(value, dict):
        return value
    if "is" in value and isinstance(value["is"], str) and kinds.get(str(value.get("slot"))) == "yes_no":
        return {**value, "is": yes_no(value["is"])[0] or value["is"]}
    return {key: _canonical(item, kinds) for key, item in value.items()}


def _explain(fault: ValidationError, value: Any, lines: Lines) -> Iterator[Problem]:
    for error in fault.errors():
        place = _place(error["loc"], value)
        yield line_of(lines, place), _where(place) + _sentence(error, _model(place, value))


def _place(loc: Place, value: Any) -> Place:
    """The part of pydantic's path that exists in the file: it adds the names of alternatives."""
    found: list[str | int] = []
    for part in loc:
        inside = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        if part in inside:
            value = value[part]
            found.append(part)
    return tuple(found)


def _where(place: Place) -> str:
    if len(place) > 1 and place[0] == "slots":
        return f"domanda «{place[1]}»: "
    if len(place) > 1 and place[0] in ("steps", "doubts") and isinstance(place[1], int):
        return f"{'passo' if place[0] == 'steps' else 'riga di «doubts»'} n. {place[1] + 1}: "
    return ""


def _model(place: Place, value: Any) -> type[BaseModel]:
    """Which keys are allowed at this place."""
    model: type[BaseModel] = Flow
    for i, part in enumerate(place):
        value = value[part]
        if i == 1 and place[0] == "slots":
            kind = value.get("type") if isinstance(value, dict) else None
            model = SLOTS.get(str(kind), slots.SlotBase)
        elif isinstance(part, str) and part in ("when", "all", "any", "not"):
            model = conditions.Test
        elif isinstance(part, str) and part in _KEYS_AT:
            model = _KEYS_AT[part]
    return model


def line_of(lines: Lines, place: Place) -> int:
    """The line of a place in a file, or of the nearest one around it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def nearest(name: str, known: Iterable[str]) -> str:
    """«: forse «…»?», or nothing where no known name resembles it."""
    near = process.extractOne(name, list(known), scorer=OSA.normalized_similarity, score_cutoff=0.5)
    return f": forse «{near[0]}»?" if near else ""


def _sentence(error: Any, model: type[BaseModel]) -> str:
    kind, name = error["type"], str(error["loc"][-1]) if error["loc"] else ""
    if kind == "extra_forbidden":
        keys = [field.alias or key for key, field in model.model_fields.items() if key not in _HIDDEN]
        return f"chiave «{name}» sconosciuta" + (nearest(name, keys) or ": toglierla")
    if kind == "missing":
        return f"manca «{name}»: aggiungerla"
    if kind == "union_tag_not_found":
        return "manca «type»: dire di che tipo è la risposta"
    if kind == "union_tag_invalid":
        tag = str(error["ctx"]["tag"])
        return f"tipo «{tag}» sconosciuto" + (nearest(tag, SLOTS) or f": usare {', '.join(SLOTS)}")
    return f"«{name}» non va bene: {_plain(error)}" if name else _plain(error)


def _plain(error: Any) -> str:
    ctx = error.get("ctx", {})
    known = {
        "literal_error": f"valori possibili: {ctx.get('expected', '').replace(' or ', ', ')}",
        "string_pattern_mismatch": "usare lettere minuscole senza accenti, cifre, «_» e «-»",
        "string_too_short": "è vuoto",
        "too_short": "è vuoto",
        "int_parsing": "serve un numero intero",
        "int_type": "serve un numero intero",
        "date_from_datetime_parsing": "serve un giorno, come 2026-01-22",
        "date_from_datetime_inexact": "serve un giorno, come 2026-01-22",
        "bool_parsing": "usare true oppure false",
        "bool_type": "usare true oppure false",
        "string_type": "serve un testo",
        "tuple_type": "serve un elenco, con una riga «- » per ciascuna voce",
        "dict_type": "servono chiavi con il loro valore",
        "model_type": "servono chiavi con il loro valore",
        "model_attributes_type": "servono chiavi con il loro valore",
        "greater_than_equal": f"il minimo è {ctx.get('ge')}",
        "less_than_equal": f"il massimo è {ctx.get('le')}",
    }
    return known.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
