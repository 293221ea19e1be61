# SPDX-License-Identifier: EUPL-1.2
"""Reads a reply as province, region or Comune."""

import re
from collections.abc import Iterable, Sequence

from flows.answers import FILLER, Parsed, choice, clean_text, names_of, opened, read_number_of
from flows.session import Place
from flows.slots import Option
from flows.vocabulary import MAX_READ, NO, YES, normal

_OF_PROVINCE = re.compile(
    r"^\W*(?:\w+\s+){0,4}(?:provincia|prov|citt[àa]['’]?\s+metropolitana)\b\W*(?:(?:autonoma|di|della|del|è|e')\s+)*",
    re.IGNORECASE,
)
_OTHER_BODY = re.compile(  # but «Acri, provincia di Cosenza» is a Comune
    r"^(?:(?!comune\b)\w+ )*?(?:unione|unioni|comunita|consorzio|associazione|metropolitana|convenzione|ambito)\b"
    r"|^(?:(?:la|della|siamo|per) )*(?:provincia|regione)\b"
)


def province(text: str, options: Sequence[Option]) -> Parsed:
    """A province by its name, one word of it or its sigla, such as CS; never by a number."""
    clean = clean_text(text)
    clean = _OF_PROVINCE.sub("", clean) or clean
    said = normal(clean)
    if not clean or len(clean) > MAX_READ:
        return None, "province" if clean else "empty"
    if read_number_of(clean) is not None or (said in YES | NO and not clean.isupper()):
        return None, "province"
    regions = {normal(option.group) for option in options}
    if said in regions or "regione" in said.split()[:2]:
        whole = _region(said, options)
        return (whole, "") if whole else (None, "province_region")
    named = [option for option in options if said == option.id] or _holding(said, options)
    if named:
        return opened(named[0]) if len(named) == 1 else (None, "ambiguous")
    value, code = choice(clean, options)
    value = value or (_region(said, options) if code == "not_an_option" else None)
    return value, "" if value else "province" if code == "not_an_option" else code


def _region(said: str, options: Sequence[Option]) -> str | None:
    """The region, where regions are among the options: «Calabria», «Regione autonoma della Sardegna», «Friuli»."""
    words = {word for word in said.split() if word not in FILLER and word not in ("d", "autonoma")}
    named = [o.id for o in options if o.label == o.group and any(words <= set(name.split()) for name in names_of(o))]
    return named[0] if words and len(named) == 1 else None


def _holding(said: str, options: Sequence[Option]) -> list[Option]:
    """The options whose names hold all these words: «Monza»; the name of a region is no province."""
    words = set(said.split()) - FILLER
    regions = [set(normal(option.group).split()) for option in options]
    if not words or any(words <= region for region in regions):
        return [option for option in options if said == normal(option.label)]
    return [option for option in options if words <= set(normal(option.label).split())]


def municipality(text: str, places: Sequence[Place], sure: bool) -> tuple[Place | None, str]:
    """The Comune that was recognised; the name of another body is never taken for a Comune."""
    if not clean_text(text):
        return None, "empty"
    if _OTHER_BODY.search(normal(text)):
        return None, "not_a_municipality"
    if not places:
        return None, "municipality"
    return (places[0], "") if sure else (None, "which_place")


def place_among(text: str, places: Iterable[Place]) -> Place | None:
    """The candidate named by province, region or sigla: «CS», «quello di Lecce», «in Puglia», «Castro (BG)»."""
    places = tuple(places)
    said = normal(text)
    words = said.split()
    last = words[-1].upper() if words and said not in YES | NO else ""  # elsewhere «le» and «no» are just words
    sigle = {last, *re.findall(r"\b[A-Z]{2}\b", text[:MAX_READ])}
    found = [
        p for p in places if f" {normal(p.province)} " in f" {said} " or p.sigla in sigle or normal(p.name) == said
    ]
    found = found or _told_apart(set(words), places)
    return found[0] if len(found) == 1 else None


def _told_apart(said: set[str], places: Sequence[Place]) -> list[Place]:
    """The candidates of whose region, province or name most words are said, and no other: «Sardegna», «Gallura»."""
    said = {word for word in said - FILLER - {"provincia", "comune"} if len(word) > 3}
    told = [set(normal(f"{p.name} {p.province} {p.region}").split()) for p in places]
    hits = [len(own & said) if said <= own else 0 for own in told]
    return [place for place, count in zip(places, hits, strict=True) if count and count == max(hits)]
