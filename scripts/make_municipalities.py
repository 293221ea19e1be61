# SPDX-License-Identifier: EUPL-1.2
"""Writes knowledge/municipalities.csv from the list of Comuni in the python-codicefiscale package.

    python scripts/make_municipalities.py knowledge/municipalities.csv

Columns: code;name;sigla;province;region;also. `also` holds other names, separated by «|»: bilingual ones, and
former ones that lead to this Comune beyond doubt (same code, or a merger told by its date and its name).
"""

import csv
import datetime
import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from knowledge.regions import PROVINCES, SOUTHERN

Row = Mapping[str, str]
HEADER = ("code", "name", "sigla", "province", "region", "also")

_SMALL = re.compile(
    "de'|ne'|di|del|dei|delle|degli|della|dello|da|in|nel|nei|nelle|con|a|al|alla|allo|ai|e|ed|sul|sulla|sullo|"
    "la|li|lo|il|per|ob|en|an|der|im|am",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"^(D|L|Dell|Dall|Nell|Sull|All)'(?=\w)")
# The package's own slips: letters lost in a conversion, a Roman number, the Slovene word for Comune.
_MENDED = {"Å Teverjan": "Števerjan", "Xxiii": "XXIII", " - ": "-"}
_OLDEST_RENAMING = "1945"
_OLDEST_MERGER = "2000"


def main(target: str) -> None:
    """Writes the file and says how many Comuni it holds."""
    text = make()
    Path(target).write_text(text, encoding="utf-8")
    print(f"{text.count(chr(10)) - 1} Comuni in {target}")


def make() -> str:
    """The whole file: the same text each time."""
    rows = json.loads(files("codicefiscale").joinpath("data/municipalities.json").read_text(encoding="utf-8"))
    active = {row["code"]: row for row in rows if row["active"]}
    others = other_names(rows, active)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(HEADER)
    for row in sorted(active.values(), key=lambda row: (proper(row["name"]), row["province"])):
        province, region = PROVINCES[row["province"]]
        also = "|".join(sorted(others[row["code"]]))
        writer.writerow((row["code"], proper(row["name"]), row["province"], province, region, also))
    return out.getvalue()


def proper(name: str) -> str:
    """«Reggio Nell'Emilia» as it is printed: «Reggio nell'Emilia»."""
    for wrong, right in _MENDED.items():
        name = name.replace(wrong, right)
    first, *rest = name.split()
    return " ".join([first, *map(_small, rest)]).replace("-En-", "-en-")


def _small(word: str) -> str:
    return word.lower() if _SMALL.fullmatch(word) else _ELIDED.sub(lambda match: match[0].lower(), word)


def other_names(rows: Iterable[Row], active: Mapping[str, Row]) -> dict[str, set[str]]:
    """By code: bilingual and former names, without those that another Comune bears today."""
    borne = {proper(row["name"]) for row in active.values()}
    others: dict[str, set[str]] = defaultdict(set)
    born = defaultdict(list)
    for row in active.values():
        others[row["code"]] |= {name for name in bilingual(row) if name not in borne}
        born[row["date_created"][:10], row["province"]].append(row)
    for row in rows:
        name = proper(row["name"])
        heir = None if row["active"] or name in borne else heir_of(row, active, born)
        if heir and name != proper(heir["name"]):
            others[heir["code"]].add(name)
    return others


def bilingual(row: Row) -> set[str]:
    """The other language's name, and the halves of a name that joins both."""
    alt = proper(row["name_alt"].split("Občina")[-1].strip()) if row["name_alt"] else ""
    if not alt:
        return set()
    name = proper(row["name"])
    half = name.removesuffix(f"-{alt}") if name.endswith(f"-{alt}") else ""
    return {alt, half} - {"", name}


def heir_of(row: Row, active: Mapping[str, Row], born: Mapping[tuple[str, str], Sequence[Row]]) -> Row | None:
    """The Comune of today that a Comune of the past has become; None when the data leave a doubt."""
    if row["code"] in active:
        return active[row["code"]] if row["date_deleted"] >= _OLDEST_RENAMING else None
    if row["date_deleted"] < _OLDEST_MERGER:
        return None
    next_day = datetime.date.fromisoformat(row["date_deleted"][:10]) + datetime.timedelta(days=1)
    heirs = born.get((next_day.isoformat(), row["province"]), [])
    named = [heir for heir in heirs if _words(row["name"]) & _words(heir["name"])]
    if not named and PROVINCES[row["province"]][1] in SOUTHERN:
        named = list(heirs)  # a merger under a new name: few in the South, each of them checked by hand
    return named[0] if len(named) == 1 else None


def _words(name: str) -> set[str]:
    return {word for word in re.split(r"[^a-zà-ÿ]+", name.lower()) if len(word) > 3}


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "knowledge/municipalities.csv")
