# SPDX-License-Identifier: EUPL-1.2
"""«Da confermare» is not «no»: what the check of the requirements said stands in the request, wherever it is read."""

import csv
import io
import json

import pytest

from bot.core.markup import to_plain
from flows.session import Place
from tests.bot.core.talking import Talk, heard
from tests.flows.person import TYPED
from tests.flows.test_requisiti import CAPACITY_LAB, HIRING, PICCOLI, PILOT

REPLIES = {**TYPED, "ente": "Consorzio della Valle di Prova", "provincia": "CS", "con_comune": "salta"}
MEASURES = {"pilota": "azione pilota", "piccoli": "piccoli", "assunzioni": "assunzioni"}
OTHERS = {"pilota": PILOT, "piccoli": PICCOLI, "assunzioni": HIRING}


def checks(measure, *said, talk=None):
    """Someone who has just read an outcome."""
    talk = talk or Talk()
    talk.says("/requisiti")
    for one in (measure, *said):
        talk.says(one.name if isinstance(one, Place) else one)
    assert talk.session.prompt.kind == "exit", talk.session
    return talk


def fills(talk, **other):
    """The open form, as far as the summary; what it says there."""
    said = ""
    while talk.session.prompt.kind == "ask":
        said = heard(talk.says({**REPLIES, **other}[talk.session.prompt.slot]))
    assert talk.session.prompt.kind == "review", talk.session.prompt
    return said


def sends(talk):
    """The letter's first lines, its data, its row and the receipt."""
    talk.says("trasmetti")
    letter, receipt = talk.letters[-2:]
    data, sheet = (one.content.decode("utf-8-sig") for one in letter.files)
    (row,) = csv.DictReader(io.StringIO(sheet), delimiter=";")
    return to_plain(letter.text).partition("Dati della richiesta")[0], json.loads(data), row, to_plain(receipt.text)


def weak(data):
    return [one for one in data["doubts"] if one["outcome"] == "to_confirm"]


@pytest.mark.parametrize(("said", "outcome", "_line", "facts"), CAPACITY_LAB.values(), ids=CAPACITY_LAB)
def test_each_row_about_labs_is_told_wherever_the_request_is_read(said, outcome, _line, facts):
    talk = checks("capacity lab", *said)
    talk.says("richiedere un capacity lab")
    summary = fills(talk)
    top, data, row, receipt = sends(talk)
    assert data["outcome"] == outcome
    assert facts <= {fact for one in data["doubts"] for fact in one["facts"]}
    short = {"yes": "sì", "to_confirm": "da confermare"}[outcome]
    assert f"In base alle fonti disponibili: {short}" in summary
    assert row["Esito orientativo"] == short
    for one in weak(data):
        text = one["text"]
        assert [part.count(text) for part in (" ".join(summary.split()), top, row["Motivi dell'esito"], receipt)] == [
            1
        ] * 4
    assert ("da confermare" in top) == ("da confermare" in receipt) == (outcome == "to_confirm") == bool(weak(data))


@pytest.mark.parametrize(
    ("measure", "said"),
    [(name, said) for name, table in OTHERS.items() for said, *_ in table.values()],
    ids=[f"{name}: {row}" for name, table in OTHERS.items() for row in table],
)
def test_the_outcome_of_another_opportunity_is_not_the_outcome_of_the_request(measure, said):
    """A row about the pilots is about the lab only where it says that the body has got no staff."""
    talk = checks(MEASURES[measure], *said)
    talk.says("/richiesta")
    fills(talk)
    _, data, _, _ = sends(talk)
    without_staff = said[-1] in ("no, da solo", "partner")
    assert [one["id"] for one in weak(data)] == (["non_assegnatario"] if without_staff else [])
    assert data["outcome"] == ("to_confirm" if without_staff else "yes")


@pytest.mark.parametrize("way", ["/richiesta", "/start richiesta", "vorrei chiedere un capacity lab", "/scelta"])
def test_the_doubt_comes_along_by_every_way_to_the_form(way):
    talk = checks("capacity lab", "comune", "Acri", "solo online")
    talk.says(way)
    if way == "/scelta":
        for said in ("elenco", "personale", "piao", "richiedere un capacity lab"):
            talk.says(said)
    if talk.session.flow != "richiesta":
        talk.says("richiedere un capacity lab")
    fills(talk)
    assert [one["id"] for one in weak(sends(talk)[1])] == ["solo_online"]


def test_a_request_without_a_check_tells_what_the_form_knows():
    talk = Talk()
    talk.says("/richiesta")
    assert "Verifica dei requisiti" not in fills(talk, comune="Bergamo")
    _, data, _, _ = sends(talk)
    assert (data["outcome"], data["answers"]["requisito"]) == ("to_confirm", None)


def test_another_answer_in_the_check_is_another_doubt_in_the_form_left_half_way():
    talk = checks("capacity lab", "comune", "Acri", "non assegnatario")
    talk.says("richiedere un capacity lab")
    talk.says("ho letto")
    talk.waits(minutes=5)
    checks("capacity lab", "comune", "Acri", "già pilota", talk=talk)
    talk.says("riprendi")
    if talk.session.flow != "richiesta":
        talk.says("/richiesta")
    assert "Siamo già ente pilota" in fills(talk)
    assert [one["id"] for one in weak(sends(talk)[1])] == ["gia_pilota"]


@pytest.mark.parametrize(
    ("choice", "doubts"), [("salta", []), ("nessuno", []), ("solo online", ["solo_online"])], ids=str
)
def test_the_summary_corrects_the_doubt(choice, doubts):
    talk = checks("capacity lab", "comune", "Acri", "non assegnatario")
    talk.says("richiedere un capacity lab")
    fills(talk)
    talk.says("correggi verifica dei requisiti")
    talk.says(choice)
    _, data, _, receipt = sends(talk)
    assert [one["id"] for one in weak(data)] == doubts
    assert ("da confermare" in receipt) == bool(doubts)


def test_what_was_corrected_in_the_form_is_not_brought_back_by_opening_it_again():
    talk = checks("capacity lab", "comune", "Acri", "non assegnatario")
    talk.says("richiedere un capacity lab")
    fills(talk)
    talk.says("correggi verifica dei requisiti")
    talk.says("nessuno")
    talk.says("/richiesta")
    assert weak(sends(talk)[1]) == []


def test_another_body_has_other_doubts():
    talk = checks("capacity lab", "comune", "Bergamo", "abitanti")
    talk.says("richiedere un capacity lab")
    fills(talk)
    talk.says("correggi comune")
    talk.says("Acri")
    assert sends(talk)[1]["outcome"] == "yes"
    talk = checks("capacity lab", "unione", "CS", "nessuno")
    talk.says("richiedere un capacity lab")
    fills(talk)
    talk.says("correggi tipo di ente")
    talk.says("Comune")
    fills(talk)
    assert sends(talk)[1]["outcome"] == "yes"


def test_a_correction_after_sending_changes_the_doubt():
    talk = checks("capacity lab", "comune", "Acri", "non assegnatario")
    talk.says("richiedere un capacity lab")
    fills(talk)
    talk.says("trasmetti")
    talk.says("correggi la richiesta")
    talk.says("correggi verifica dei requisiti")
    talk.says("nessuno")
    top, data, _, receipt = sends(talk)
    assert (data["kind"], data["outcome"]) == ("amendment", "yes")
    assert "da confermare" not in receipt
    assert "Non siamo assegnatari" in top  # only as what it was before


def test_the_mailed_request_is_the_same_as_the_typed_one():
    typed = Talk()
    typed.says("/richiesta")
    fills(typed)
    mailed = Talk(channel="email", address="maria.rossi@comune.example")
    mailed.says("Vorremmo chiedere un laboratorio sul PIAO per il comune di Acri.")
    labels = {name: slot.label for name, slot in mailed.library.flows["richiesta"].slots.items()}
    left = [name for name in REPLIES if name not in ("ente", "provincia", "con_comune")]
    mailed.says("\n".join(f"{labels[name]}: {REPLIES[name]}" for name in left))
    assert mailed.session.prompt.kind == "review", mailed.session.prompt
    mailed.says(f"CONFERMO {mailed.session.prompt.id}")
    one, other = sends(typed)[1], json.loads(mailed.letters[-2].files[0].content)
    same = ("outcome", "doubts", "body", "lab", "answers", "form")
    assert {key: one[key] for key in same} == {key: other[key] for key in same}
