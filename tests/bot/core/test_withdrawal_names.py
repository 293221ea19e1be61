# SPDX-License-Identifier: EUPL-1.2
"""Which request is meant: named as people type codes, chosen among several, or not to be found."""

import pytest

from tests.bot.core.talking import Talk, heard
from tests.bot.core.test_withdrawals import ASKS, kinds, requested, second

CODES = ("{}", "{lower}", "{spaced}", "{short}", "{bare}", "n. {}", "rif. {}")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("state", ["", "/incontri", "/laboratori"])
def test_a_request_is_named_as_people_type_codes(code, state):
    one, reference = requested("terminal")
    second(one)
    forms = {"lower": reference.lower(), "spaced": reference.lower().replace("-", " "), "short": reference[4:],
             "bare": reference[-4:].lower()}  # fmt: skip
    if state:
        one.says(state)
    told = heard(one.says(f"vorrei annullare la richiesta {code.format(reference, **forms)}"))
    assert f"{ASKS} {reference}?" in told


def test_of_several_requests_one_is_chosen():
    one, first = requested("terminal")
    other = second(one)
    told = heard(one.says("ritira la richiesta"))
    assert "Quale richiesta vuole ritirare?" in told
    assert f"{first} – Comune di Acri (CS), PIAO" in told and f"{other} – Comune di Castro (LE), Reclutamento" in told
    assert f"{ASKS} {first}?" in heard(one.says("2"))
    one.says("1")
    assert (one.book.requests[-1].kind, one.book.requests[-1].reference) == ("withdrawal", first)
    assert f"{ASKS} {other}?" in heard(one.says("ritira la richiesta"))


def test_a_choice_is_not_open_behind_other_messages():
    one, _ = requested("terminal")
    second(one)
    one.says("/laboratori")
    one.says("ritira la richiesta")
    one.says("/privacy")
    assert ASKS not in heard(one.says("1"))


@pytest.mark.parametrize("state", ["/start", "/laboratori", "/incontri"])
@pytest.mark.parametrize("wish", ["Ritirare {}", "vorrei annullare la richiesta {}", "annulla la richiesta {}"])
def test_a_code_that_is_nobodys_or_somebody_elses_is_not_found(wish, state):
    one, _ = requested()
    other = Talk(channel="telegram", address="456", book=one.book)
    other.says(state)
    told = {}
    for name in (one.book.requests[0].reference, "C4C-2026-XXXX", "c4c-2026-aeio"):
        told[name] = heard(other.says(wish.format(name))).replace(name.upper(), "")
        assert "Non trovo una richiesta Sua con il codice" in told[name]
        assert ASKS not in told[name]
    assert len(set(told.values())) == 1
    assert kinds(one) == ["request"]


def test_what_was_withdrawn_or_is_a_question_is_told():
    one, reference = requested()
    for line in ("ritira la richiesta", "sì"):
        one.says(line)
    assert "risulta già ritirata" in heard(one.says(f"ritirare {reference}"))
    for line in (
        "/segreteria",
        "ho letto",
        "a@b.it",
        "Possiamo chiedere un laboratorio a febbraio?",
        "salta",
        "trasmetti",
    ):
        one.says(line)
    question = one.book.requests[-1]
    assert question.kind == "question"
    assert "domanda passata alla segreteria" in heard(one.says(f"ritirare {question.reference}"))


def test_answers_no_longer_kept_cannot_be_withdrawn_here():
    one, reference = requested()
    one.sessions.clear()
    assert "non sono più conservati qui" in heard(one.says(f"ritirare {reference}"))
