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
# Sardinia since 17 July 2025 (docs/decisions/0015-sardinia.md): the Comuni that the package still has elsewhere.
_SARDINIA = {
    code: sigla
    for sigla, codes in {
        "CA": (
            "A419 A597 A677 B274 B738 D260 D323 D333 D344 D430 D431 D443 D968 D982 D994 E084 E234 E252 E336 E877 "
            "F333 F808 F981 F982 F983 F986 G122 G133 G383 G669 H659 H739 H766 I166 I271 I402 I582 I615 I624 I668 "
            "I734 I735 I765 I797 I995 L512 L613 L992 L998 M016 M025 M026 M288"
        ),
        "CI": (
            "B250 B383 B745 B789 D334 D639 E022 E086 E281 F822 F841 F991 G287 G446 G922 I182 I294 L154 L337 L968 "
            "M209 M270 M278 M291"
        ),
        "NU": "I707",
        "OG": (
            "A355 A454 A663 A722 D395 D859 E049 E283 E387 E441 E644 E700 G158 G445 I706 L036 L140 L423 L489 L506 "
            "L514 L953 M285"
        ),
        "OT": (
            "A069 A115 A453 A789 B063 B246 B248 B378 E425 E747 E752 F667 G015 G153 G258 H848 I312 I329 L088 L093 "
            "L428 M214 M274 M275 M276 M301"
        ),
        "VS": (
            "A359 A681 C882 D827 D970 D997 E085 E270 E464 E742 G207 G382 H738 H856 H974 I428 I570 I647 I667 I705 "
            "I724 L463 L473 L513 L924 L966 L986 L987"
        ),
    }.items()
    for code in codes.split()
}
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
    for row in sorted(active.values(), key=lambda row: (proper(row["name"]), sigla_of(row))):
        province, region = PROVINCES[sigla_of(row)]
        also = "|".join(sorted(others[row["code"]]))
        writer.writerow((row["code"], proper(row["name"]), sigla_of(row), province, region, also))
    return out.getvalue()


def sigla_of(row: Row) -> str:
    """The province of today, which the package does not know yet for most of Sardinia."""
    return _SARDINIA.get(row["code"], row["province"])


def proper(name: str) -> str:
    """«Reggio Nell'Emilia» as it is printed: «Reggio nell'Emilia»."""
    for wrong, right in _MENDED.items():
        name = name.replace(wrong, right)
    first, *rest = name.split()
    return " ".join([first, *map(_small, rest)]).replace("-En-", "-en-")


def _small(word: str) -> str:
    return word.lower() if _SMALL.fullmatch(word) else _ELIDED.sub(lambda match: match[0].lower(), word)


def other_names(rows: Iterable[Row], active: Mapping[str, Row]) -> dict[str, set[str]]:
    """By code: bilingual and former names; one that another Comune bears today only where it was given up lately."""
    borne = {proper(row["name"]) for row in active.values()}
    others: dict[str, set[str]] = defaultdict(set)
    born = defaultdict(list)
    for row in active.values():
        others[row["code"]] |= {name for name in bilingual(row) if name not in borne}
        born[row["date_created"][:10], row["province"]].append(row)
    for row in rows:
        name = proper(row["name"])
        taken = name in borne and not (row["code"] in active and row["date_deleted"] >= _OLDEST_MERGER)
        heir = None if row["active"] or taken else heir_of(row, active, born)
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
    if not named and PROVINCES[sigla_of(row)][1] in SOUTHERN:
        named = list(heirs)  # a merger under a new name: few in the South, each of them checked by hand
    return named[0] if len(named) == 1 else None


def _words(name: str) -> set[str]:
    return {word for word in re.split(r"[^a-zà-ÿ]+", name.lower()) if len(word) > 3}


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "knowledge/municipalities.csv")
