# SPDX-License-Identifier: EUPL-1.2
"""Each content file broken in turn: the exact message, with its line and what to do."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from broken import (
    CASES,
    COSTO,
    EVENTS,
    INCONTRI,
    LABS,
    LETTER,
    PHRASES,
    RICHIESTA,
    SCADENZA,
    SOURCES,
    SYNONYMS,
    break_in,
    copy_content,
    line_of,
)

from bot.building import build, content_digest, read_phrasings
from bot.checking import check_content, problems_of, unusable
from bot.content import read_content
from bot.weights_file import CALIBRATION, MODEL, pairs_of
from knowledge.model import calibrations_to_json, to_bytes

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_content(tmp_path_factory.mktemp("contenuti"))


@pytest.fixture
def root(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "copia"))


def told(root: Path) -> set[str]:
    return {str(problem) for problem in problems_of(read_content(root), TODAY)}


def test_the_small_content_has_no_faults(root):
    assert not {one for one in told(root) if "avviso" not in one}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_broken_file_is_named_with_line_and_remedy(root, case):
    expected = break_in(root, case)
    assert expected in told(root)


def test_a_file_that_cannot_be_read_is_named_once(root):
    (root / INCONTRI).write_text('flow: "incontri\nsteps: []\n', "utf-8")
    assert [one for one in told(root) if one.startswith(INCONTRI)] == [
        f"{INCONTRI}:1: YAML non leggibile: una virgoletta aperta qui non è mai chiusa"
    ]


@pytest.mark.parametrize("path", [SOURCES, PHRASES, LABS, EVENTS, SYNONYMS])
def test_what_cannot_be_read_is_not_also_called_missing(root, path):
    (root / path).write_text((root / path).read_text("utf-8") + "a:\n  - b\n c: d\n", "utf-8")
    found = {one for one in told(root) if "avviso" not in one}
    assert len(found) == 1, found
    assert "YAML non leggibile" in min(found)


def test_a_missing_file_is_named(root):
    (root / LETTER).unlink()
    assert f"{LETTER}:1: il file manca: il programma lo usa" in told(root)


def test_few_ways_of_asking_are_a_warning(root):
    path = root / SCADENZA
    head, mark, asked = path.read_text("utf-8").partition("## Come lo chiedono\n")
    path.write_text(head + mark + "\n".join(asked.splitlines()[:24]) + "\n", "utf-8")
    line = line_of(path, mark.strip())
    assert f"{SCADENZA}:{line}: avviso: 24 modi di chiederlo: almeno 25, di persone diverse" in told(root)


def test_a_meeting_in_the_past_is_fine(root):
    path = root / EVENTS
    path.write_text(path.read_text("utf-8").replace("date: 2026-03-03", "date: 2019-03-03"), "utf-8")
    assert not {one for one in told(root) if one.startswith(EVENTS)}


def test_every_fault_is_told_not_only_the_first(root):
    first = [next(case for case in CASES if case.path == path) for path in (SOURCES, EVENTS, LABS, LETTER, RICHIESTA)]
    expected = {break_in(root, case) for case in first}
    assert expected <= told(root)


# The weights


@pytest.fixture
def built(root: Path) -> Path:
    content = read_content(root)
    pairs = pairs_of(content.entries, content.labs)
    made = build(read_phrasings(pairs, content.lexicon), content.lexicon,
                 digest=content_digest(pairs, content.lexicon), quick=True)  # fmt: skip
    (root / "knowledge" / MODEL).write_bytes(to_bytes(made.model, made.counts, made.texts))
    calibrations = {"softmax": made.model.calibration}
    written = calibrations_to_json(calibrations, made.model.digest)
    (root / "knowledge" / CALIBRATION).write_text(written, "utf-8")
    return root


def weights(root: Path) -> list[str]:
    return [str(one) for one in check_content(root, TODAY) if MODEL in one.path]


def test_weights_of_this_content_are_no_problem(built):
    assert not weights(built)


@pytest.mark.parametrize(
    "other", ['"content": "of another build"', '"content": null', '"a key more": 1, "content": ""']
)
def test_thresholds_of_another_build_are_a_problem(built, other):
    path = built / "knowledge" / CALIBRATION
    path.write_text(re.sub('"content": "[0-9a-f]+"', other, path.read_text("utf-8")), "utf-8")
    assert weights(built)


def test_missing_weights_are_named(root):
    assert weights(root) == ["knowledge/model.bin:1: i pesi della ricerca mancano: eseguire «make build»"]


def test_weights_of_other_content_are_named(built):
    path = built / COSTO
    path.write_text(path.read_text("utf-8") + "- un modo nuovo di chiederlo\n", "utf-8")
    stale = "i pesi della ricerca non corrispondono più ai contenuti: eseguire «make build»"
    assert weights(built) == [f"knowledge/model.bin:1: {stale}"]


def test_a_text_may_change_without_new_weights(built):
    path = built / COSTO
    path.write_text(path.read_text("utf-8").replace("Le fonti che ho", "Le fonti disponibili", 1), "utf-8")
    assert not weights(built)


def test_stale_weights_do_not_keep_the_service_from_starting(root):
    assert not [one for one in problems_of(read_content(root), TODAY) if MODEL in one.path]


# What keeps the service from starting


def stopping(root: Path) -> set[str]:
    return {str(problem) for problem in unusable(read_content(root), TODAY)}


def test_sound_content_keeps_nothing_from_starting(root):
    assert stopping(root) == set()


@pytest.mark.parametrize(
    "words",
    [
        "YAML non leggibile: una virgoletta", "chiave «facett»", "non è una regione", "porta a «riepligo»",
        "chiave «aks»", "elenco «event»", "lettera «to_segreteria»", "«flow» e il nome del file",
        "manca la frase «notice.empty»", "manca la riga «blank»", "la prima riga deve cominciare",
    ],
)  # fmt: skip
def test_what_cannot_be_used_keeps_the_service_from_starting(root, words):
    case = next(one for one in CASES if words in one.says and not one.warning)
    expected = break_in(root, case)
    assert expected in stopping(root)


@pytest.mark.parametrize(
    "words",
    [
        "quasi uguale a", "scritta anche in", "troppo simile", "già scritta", "punto esclamativo", "senza fonte",
        "che non è in knowledge/sources.yaml", "senza data", "«puoi» dà del tu", "nulla riempie ((nome))",
        "forma «cst»",
    ],
)  # fmt: skip
def test_what_can_be_mended_later_does_not(root, words):
    case = next(one for one in CASES if words in one.says)
    assert break_in(root, case) in told(root)
    assert not stopping(root)
