# SPDX-License-Identifier: EUPL-1.2
"""Nothing of the sources is lost: every fact and sentence is carried by an entry, or listed with a reason."""

import re
from pathlib import Path

import pytest

from bot.content import read_content
from bot.core.lists import meeting_list
from knowledge.entry import Entry
from knowledge.events import MONTHS
from knowledge.words import fold

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
DOMAIN, SEEDS = SHARED / "reference" / "domain.md", SHARED / "seeds"
LISTED = ROOT / "docs" / "coverage.md"
CONTENT = read_content()
ENTRIES = CONTENT.entries

with_sources = pytest.mark.skipif(
    not (DOMAIN.is_file() and SEEDS.is_dir()),
    reason="the sources (../shared/reference, ../shared/seeds) are not here, so there is nothing to compare with",
)

# The numbering of a seed's sentences: lines in order, cut after «.», «!», «?» before a capital, a digit or a quote,
# and after «;»; what holds no word is not counted. S0.4 is the fourth of the first seed.
_END = re.compile(r"(?<![ (]n\.)(?<! art\.)(?<! c\.)(?<=[.!?;])\s+(?=[A-ZÈÀ“«0-9])|(?<=;)\s+")

# Figures that a sentence holds and that no answer must repeat, with the reason.
NOT_TO_REPEAT = {
    "S0.32": {"2025"},  # C01: the page's misprint
}
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b(\d{{1,2}})°? ({_MONTH}) (\d{{4}})\b")
_ENGLISH_DATE = re.compile(rf"\b({_MONTH}) (\d{{1,2}}), (\d{{4}})\b")
_NUMERIC_DATE = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def sentences() -> dict[str, str]:
    """Every sentence of the seeds by its id."""
    found = {}
    for seed, path in enumerate(sorted(SEEDS.glob("*.txt"))):
        lines = (line.strip(" \t·•\xa0") for line in path.read_text("utf-8").splitlines())
        parts = [part.strip() for line in lines for part in _END.split(line) if re.search(r"\w", part)]
        found |= {f"S{seed}.{at}": part for at, part in enumerate(parts, 1)}
    return found


def facts() -> dict[str, str]:
    """Every fact line of parts 1–4 by its id: F010, C01, the rows of tables as 1.10.1, 2a.1, 3.A1, 4.1."""
    found = {}
    part, row = "", 0
    for line in DOMAIN.read_text("utf-8").splitlines():
        if title := re.match(r"#{2,3} (\d\.\d+|\d[a-d]?)\.? ", line):
            part, row = title[1], 0
        elif fact := re.match(r"- ([FC]\d+)\b", line):
            found[fact[1]] = line
        elif topic := re.match(r"\| ([AB]\d) \|", line):
            found[f"3.{topic[1]}"] = line
        elif part in ("1.10", "2a", "2b", "2c", "2d", "4") and line.startswith("|") and not line.startswith("|--"):
            row += 1
            if row > 1:  # the first one is the head
                found[f"{part}.{row - 1}"] = line
    return found


def carried() -> dict[str, set[str]]:
    """By fact, the entries that say they carry it."""
    found: dict[str, set[str]] = {}
    for entry in ENTRIES.values():
        for fact in entry.facts:
            found.setdefault(fact, set()).add(entry.id)
    return found


def listed() -> dict[str, str]:
    """By fact, why no entry carries it: the rows of docs/coverage.md, one id or «S4.22–S4.43»."""
    found = {}
    for row in re.findall(r"^\| ((?:[A-Z]\d|\d)\S*) \| (.+?) \|$", LISTED.read_text("utf-8"), re.M):
        for name in _spread(row[0]):
            found[name] = row[1]
    return found


def _spread(name: str) -> list[str]:
    first, _, last = name.partition("–")
    if not last:
        return [first]
    head, _, low = first.rpartition(".")
    return [f"{head}.{at}" for at in range(int(low), int(last.rpartition(".")[2]) + 1)]


def told(entry: Entry) -> str:
    """Everything that an entry may say, its lists included."""
    parts = [entry.title, entry.text, entry.before, entry.after, entry.each]
    if entry.slot == "events" or "((incontri" in "".join(parts):
        parts.append(meeting_list(CONTENT.meetings))
    if entry.slot == "labs":
        parts += [f"{topic.title}. {topic.explains}" for topic in CONTENT.labs.topics]
    return " ".join(parts)


def dates(text: str) -> set[str]:
    """The days in a text as we write them: «22 gennaio 2026»."""
    plain = fold(text)
    found = {(int(day), month, year) for day, month, year in _DATE.findall(plain)}
    found |= {(int(day), month, year) for month, day, year in _ENGLISH_DATE.findall(plain)}
    found |= {(int(day), MONTHS[int(month) - 1], year) for day, month, year in _NUMERIC_DATE.findall(plain)}
    return {f"{day} {month} {year}" for day, month, year in found}


def numbers(text: str, *, besides_dates: bool = False) -> set[str]:
    """The figures in a text: «2.000» and «2000» are one."""
    for date in (_DATE, _ENGLISH_DATE, _NUMERIC_DATE) if besides_dates else ():
        text = date.sub("", fold(text))
    return {number.replace(".", "") for number in _NUMBER.findall(text)}


@with_sources
def test_every_fact_is_carried_or_listed():
    lost = (facts() | sentences()).keys() - carried().keys() - listed().keys()
    assert not lost, sorted(lost)


@with_sources
def test_no_claim_names_a_fact_that_is_not_there():
    known = (facts() | sentences()).keys()
    assert not {(entry.id, fact) for entry in ENTRIES.values() for fact in entry.facts if fact not in known}
    assert not listed().keys() - known


def test_what_an_entry_carries_is_not_listed_as_left_out():
    assert not listed().keys() & carried().keys()


def test_what_the_reasons_name_is_there():
    for name, why in listed().items():
        for place in re.findall(r"`([^`]+)`", why):
            there = (ROOT / place).exists() or place in ENTRIES or (ROOT / "knowledge" / "faq" / place).is_dir()
            assert there, (name, place)
        if "richiesta.yaml" in why:
            asked = set(re.findall(r"«([a-z_]+)»", why))
            assert asked <= CONTENT.flows["richiesta"][0].slots.keys(), (name, asked)


@with_sources
def test_an_entry_repeats_the_figures_of_the_sentences_it_claims():
    wrong = []
    for fact, sentence in sentences().items():
        for name in carried().get(fact, ()):
            text = told(ENTRIES[name])
            spared = NOT_TO_REPEAT.get(fact, set())
            missing = {day for day in dates(sentence) - dates(text) if not any(one in day for one in spared)}
            missing |= numbers(sentence, besides_dates=True) - numbers(text) - spared
            wrong += [(name, fact, sorted(missing))] if missing else []
    assert not wrong, wrong
