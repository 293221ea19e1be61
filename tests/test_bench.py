# SPDX-License-Identifier: EUPL-1.2
"""The bench: well-formed questions, limits that the real content keeps, tools that count rightly."""

import math
import sys
from pathlib import Path

import pytest

from bot.app import open_app
from bot.clock import now
from bot.content import load_library
from bot.core.library import Library
from bot.weights_file import pairs_of
from knowledge.words import tokens
from tests.bench.cells import multiply
from tests.bench.finders import FINDERS
from tests.bench.mail_peers import show_peers_of_mail
from tests.bench.outcomes import Rates, ask_all, count_rates, move_threshold
from tests.bench.peers import Judged, find_threshold
from tests.bench.population import populate
from tests.bench.public_sets import read_best, show_sets
from tests.bench.questions import TODAY, Question, list_files, read_questions, select
from tests.bench.rehearsal import conversations
from tests.bench.tables import draw_table, percent, spread
from tests.telegram_bot import settings_of

RIGHT_AT_ONCE = 0.86  # what is reached, rounded down; never lowered without a note in docs/decisions
HELPED = 0.92
WRONG = 0.08
FALSE_OUT = 0.03
FALSE_NEAR = 0.08
PAIRS = [("a", "uno due tre quattro"), ("a", "cinque sei sette"), ("b", "otto nove")]


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return [one for path in list_files() for one in read_questions(path)]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(TODAY)


@pytest.fixture(scope="module")
def rates(library: Library, questions: list[Question]) -> Rates:
    return count_rates(ask_all(library, questions))


@pytest.fixture
def trained(library: Library) -> None:
    if library.matcher.model.method != "softmax":
        pytest.skip("knowledge/model.bin is not of this content: `make build`")


class TestQuestions:
    def test_there_are_four_hundred_of_two_writers(self, questions: list[Question]) -> None:
        assert len(questions) >= 400
        assert len(list_files()) >= 2

    def test_a_third_has_no_answer(self, questions: list[Question]) -> None:
        assert 3 * len(select(questions, "in")) <= 2 * len(questions)
        assert select(questions, "near")
        assert select(questions, "out")

    def test_ids_and_texts_are_unique(self, questions: list[Question]) -> None:
        assert len({one.id for one in questions}) == len(questions)
        assert len({one.text for one in questions}) == len(questions)

    def test_the_answerable_say_what_is_right(self, questions: list[Question]) -> None:
        assert all(one.must for one in select(questions, "in"))

    def test_no_pattern_accepts_silence(self, questions: list[Question]) -> None:
        assert not [one.id for one in select(questions, "in") if one.accepts("")]

    def test_few_are_phrasings_of_the_content(self, library: Library, questions: list[Question]) -> None:
        phrasings = {tuple(tokens(text)) for _, text in pairs_of(library.entries, library.labs)}
        same = [one.id for one in questions if tuple(tokens(one.text)) in phrasings]
        assert len(same) <= 0.02 * len(questions)

    def test_a_broken_line_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "questions_x.jsonl"
        path.write_text('{"id": "x1", "q": "?", "kind": "in", "must": ["("], "must_not": []}\n', "utf-8")
        with pytest.raises(ValueError, match=r"questions_x\.jsonl:1"):
            read_questions(path)


class TestLimits:
    """The limits of false and wrong answers hold however the weights were made; the others once they are trained."""

    def test_false_answers_out_of_scope(self, rates: Rates) -> None:
        assert rates.false_out <= FALSE_OUT * rates.out

    def test_false_answers_that_no_source_gives(self, rates: Rates) -> None:
        assert rates.false_near <= FALSE_NEAR * rates.near

    def test_wrong_entries(self, rates: Rates) -> None:
        assert rates.wrong <= WRONG * rates.answerable

    @pytest.mark.usefixtures("trained")
    def test_right_or_suggested(self, rates: Rates) -> None:
        assert rates.helped >= HELPED * rates.answerable

    @pytest.mark.usefixtures("trained")
    def test_right_at_once(self, rates: Rates) -> None:
        assert rates.at_once >= RIGHT_AT_ONCE * rates.answerable


class TestCounting:
    def test_no_answer_above_every_chance(self, library: Library, questions: list[Question]) -> None:
        never = count_rates(ask_all(move_threshold(library, 2.0), select(questions, "out")[:20]))
        assert (never.false_out, never.out) == (0, 20)

    def test_a_threshold_lies_above_tied_false_answers(self) -> None:
        tied = [Judged("out", first=False, among=False, states=True, tells=True, score=100.0)] * 10
        assert find_threshold(tied) == 100.0

    def test_without_false_answers_there_is_no_threshold(self) -> None:
        unknown = [Judged("near", first=False, among=False, states=False, tells=True, score=1.0)]
        assert find_threshold(unknown) == -math.inf

    @pytest.mark.parametrize("name", FINDERS)
    def test_every_peer_finds_a_phrasing_itself(self, name: str) -> None:
        assert [FINDERS[name](PAIRS)(text)[0][0] for _, text in PAIRS] == ["a", "a", "b"]

    @pytest.mark.parametrize("times", [1, 3, 10])
    def test_phrasings_are_multiplied_class_by_class(self, times: int) -> None:
        made = multiply(PAIRS, times)
        assert [name for name, _ in made].count("a") == 2 * times
        assert len(made) == 3 * times
        assert all(text for _, text in made)

    def test_the_best_of_each_column_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").write_text("| | one | two |\n|---|---|---|\n| A | 5 | 9.5 |\n| B | 7 | 8 |\n", "utf-8")
        assert read_best(tmp_path / "README.md") == {"one": (7.0, "B"), "two": (9.5, "A")}

    def test_absent_sets_are_skipped_with_a_reason(self, tmp_path: Path) -> None:
        assert "skipped" in show_sets(tmp_path / "nowhere")

    def test_tables_are_aligned(self) -> None:
        assert draw_table("T", ("", "n"), [("row", "12")]).splitlines()[2:] == ["      n", "-------", "row  12"]

    def test_a_share_says_how_sure_it_is(self) -> None:
        assert (percent(1, 3), spread(50, 100), percent(0, 0)) == ("33.3", "40–60", "–")


class TestMailPeers:
    def test_our_own_extractor_is_measured_beside_others(self) -> None:
        shown = show_peers_of_mail()
        rows = {line.partition("  ")[0]: line.split() for line in shown.splitlines()}
        assert {"our own", "the whole text", "mail-parser-reply", "email-reply-parser"} <= rows.keys()
        assert float(rows["our own"][3]) > float(rows["the whole text"][4])

    def test_a_peer_that_is_not_installed_is_named_as_such(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "mailparser_reply", None)
        monkeypatch.setitem(sys.modules, "email_reply_parser", None)
        assert show_peers_of_mail().count("not installed") in (2, 4)


def test_copies_of_people_are_people_of_their_own(library: Library, tmp_path: Path) -> None:
    scripts = conversations(["quanto costa?", "quanto dura?", "chi può chiederlo?", "dove?"], 2)
    with open_app(settings_of(tmp_path, "http://127.0.0.1:1"), now, library.on) as app:
        populate(app, scripts, 20)
        for table in ("dialogues", "sessions", "outbox"):
            assert app.store.rows(f"SELECT count(DISTINCT person) FROM {table}")[0][0] == 20
        assert not app.outbox.in_state(["waiting"])
        assert app.store.before("telegram:1000001").others
