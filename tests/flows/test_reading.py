# SPDX-License-Identifier: EUPL-1.2
"""What a reply means for the question it answers."""

import pytest

from flows.definition import resolve
from flows.events import NOTHING_READ, Reading
from flows.reading import given, interpret, limits, notice_mark, still_valid, tapped
from flows.session import Answer
from tests.flows.content import REAL
from tests.flows.person import ACRI, CASTRO_LE, FLOWS, make_lists
from tests.flows.small_flow import LISTS, flow_with

FLOW = FLOWS["richiesta"]
SMALL = resolve(flow_with()[0], LISTS)


def read(flow, name, text, reading=NOTHING_READ, **answers):
    return interpret(flow, flow.slots[name], text, answers=answers, reading=reading)


READ = [
    ("richiesta", "tipo_ente", "siamo un'unione", "unione"), ("richiesta", "email", "A@B.it", "a@b.it"),
    ("richiesta", "telefono", "0984 123456", "+39 0984123456"), ("richiesta", "provincia", "Cosenza", "cs"),
    ("richiesta", "referente", " Maria  Rossi ", "Maria Rossi"), ("requisiti", "fusione", "sì", "yes"),
    ("requisiti", "popolazione", "3.200", "3200"), ("richiesta", "pec", "salta", ""),
    ("richiesta", "note", "no grazie", ""),
    ("richiesta", "altri_enti", "nessuno", ""), ("scelta", "terzo", "no", ""), ("scelta", "terzo", "3", "retention"),
    ("richiesta", "pec", "non ce l'ho", ""), ("richiesta", "pec", "nessuna", ""), ("richiesta", "pec", "non so", ""),
    ("richiesta", "pec", "non abbiamo una PEC", ""), ("richiesta", "pec", "no, non la usiamo", ""),
    ("richiesta", "con_comune", "non lo sappiamo ancora", ""), ("richiesta", "note", "niente altro", ""),
    ("richiesta", "note", "Non in agosto", "Non in agosto"), ("richiesta", "note", "ok", ""),
    ("richiesta", "note", " - ", ""), ("richiesta", "pec", "/", ""), ("scelta", "terzo", "--", ""),
    ("incontri", "quali", "Napoli", "napoli-2026"), ("incontri", "quali", "incontro di Bari", "bari-2026"),
    ("incontri", "quali", "2", "passati"), ("incontri", "evento", "quello di Bari", "bari-2026"),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "name", "text", "value"), READ)
def test_each_kind_of_question_reads_its_answer(flow, name, text, value):
    answer, code = read(REAL[flow], name, text)
    assert (answer.value, code) == (value, "")


REFUSED = [
    ("richiesta", "email", "-", "email"), ("richiesta", "referente", "-", "no_letters"),
    ("richiesta", "pec", "non so, forse: a@b", "email"), ("richiesta", "email", "non ce l'ho", "email"),
    ("incontri", "quali", "Torino", "not_an_option"), ("incontri", "quali", "7", "not_an_option"),
    ("incontri", "quali", "Campania", "ambiguous"), ("richiesta", "referente", "maria.rossi@", "person_name"),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "name", "text", "code"), REFUSED)
def test_what_answers_nothing_is_refused(flow, name, text, code):
    assert read(REAL[flow], name, text) == (None, code)


def test_the_question_s_own_name_before_the_answer_is_left_out():
    assert read(FLOW, "note", "Note: meglio a marzo")[0].value == "meglio a marzo"
    assert read(FLOW, "note", "Orario: la mattina")[0].value == "Orario: la mattina"
    assert read(FLOW, "email", "e-mail: a@b.it")[0].value == "a@b.it"
    assert read(FLOW, "note", "note:")[0].value == "note:"


def test_a_comune_named_in_a_refusal_is_the_answer():
    said = Reading(places=(ACRI,), sure=True)
    assert read(FLOW, "con_comune", "non so, forse Acri", said)[0].place == ACRI


def test_a_date_and_an_optional_one_left_out():
    assert read(SMALL, "quando", "15 marzo 2027")[0].value == "2027-03-15"
    assert read(SMALL, "quando", "no")[0].skipped
    assert read(SMALL, "piccolo", "no")[0].value == "no"


def test_what_was_typed_is_kept_beside_what_it_means():
    assert read(FLOW, "email", "La mail è A@B.it")[0].raw == "La mail è A@B.it"
    assert read(FLOW, "email", "a@b.it")[0].raw == ""
    assert len(read(FLOW, "fabbisogno", "parola " * 300)[0].raw) <= 200


def test_a_comune_is_what_was_recognised():
    answer, _ = read(FLOW, "comune", "acri", Reading(places=(ACRI,), sure=True))
    assert (answer.value, answer.place, answer.raw) == ("A053", ACRI, "acri")
    assert read(FLOW, "comune", "Castro", Reading(places=(CASTRO_LE,)))[1] == "which_place"
    assert read(FLOW, "con_comune", "salta")[0].skipped


def test_the_notice_is_stored_as_its_own_mark():
    mark = notice_mark(FLOW.slots["presa_visione"])
    assert read(FLOW, "presa_visione", "ho letto")[0].value == mark
    assert notice_mark(FLOW.slots["presa_visione"].model_copy(update={"ask": "Altra."})) != mark
    assert read(FLOW, "presa_visione", "no") == (None, "acknowledge")


TAPPED = [
    ("tipo_ente", "unione", "unione", ""), ("tipo_ente", "zzz", None, "not_an_option"), ("provincia", "cs", "cs", ""),
    ("provincia", "zz", None, "not_an_option"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "key", "value", "code"), TAPPED)
def test_a_button_is_an_answer_of_its_question(name, key, value, code):
    answer, told = tapped(FLOW, FLOW.slots[name], key, {})
    assert (answer.value if answer else None, told) == (value, code)


def test_a_tapped_notice_and_yes():
    assert tapped(FLOW, FLOW.slots["presa_visione"], "yes", {})[0].value == notice_mark(FLOW.slots["presa_visione"])
    assert tapped(SMALL, SMALL.slots["piccolo"], "no", {})[0].value == "no"


def test_a_closed_option_cannot_be_tapped():
    shut = resolve(FLOW, make_lists(closed=["piao"]))
    assert tapped(shut, shut.slots["lab"], "piao", {}) == (None, "closed")


VALID = [
    ("tipo_ente", Answer(value="unione"), True), ("tipo_ente", Answer(value="zzz"), False),
    ("tipo_ente", Answer(value=""), False),
    ("pec", Answer(value=""), True), ("comune", Answer(value="A053", place=ACRI), True),
    ("comune", Answer(value="A053"), False),
    ("comune", Answer(value="M261", place=ACRI), False), ("email", Answer(value="a@b.it"), True),
    ("email", Answer(value="a@b"), False),
    ("telefono", Answer(value="+39 0984123456"), True), ("provincia", Answer(value="cs"), True),
    ("provincia", Answer(value="xx"), False),
    ("fabbisogno", Answer(value="corto"), False), ("presa_visione", Answer(value="yes"), False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer", "valid"), VALID)
def test_a_stored_answer_is_valid_if_it_could_be_given_today(name, answer, valid):
    assert still_valid(FLOW, FLOW.slots[name], answer) is valid


def test_a_stored_yes_or_no_is_valid():
    assert still_valid(SMALL, SMALL.slots["piccolo"], Answer(value="no"))
    assert not still_valid(SMALL, SMALL.slots["piccolo"], Answer(value="boh"))
    assert still_valid(SMALL, SMALL.slots["abitanti"], Answer(value="5000"))
    assert not still_valid(SMALL, SMALL.slots["abitanti"], Answer(value="0"))


def test_what_is_brought_along_fits_or_is_left_out():
    found = given(
        FLOW, {"tipo_ente": "comune", "comune": "A053", "lab": "zzz", "email": "", "boh": "x"}, (ACRI,), "carried"
    )
    assert {name: answer.source for name, answer in found.items()} == {"tipo_ente": "carried", "comune": "carried"}
    assert given(FLOW, {"comune": "A053"}, (), "carried") == {}


def test_a_refusal_names_the_limits():
    shut = resolve(FLOW, make_lists(closed=["piao"], note="Completo."))
    assert limits(FLOW, FLOW.slots["email"], "email", "x") == {"label": "E-mail"}
    told = limits(FLOW, FLOW.slots["fabbisogno"], "too_short", " corto ")
    assert (told["min"], told["max"], told["length"]) == ("30", "3000", "5")
    for text in ("piao", "4", "la 4"):
        told = limits(shut, shut.slots["lab"], "closed", text)
        assert (told["option"], told["note"]) == ("Piao", "Completo.")
    assert limits(shut, shut.slots["lab"], "closed", "boh")["option"] == ""
    assert limits(SMALL, SMALL.slots["abitanti"], "too_small", "0")["min"] == "1"
