# SPDX-License-Identifier: EUPL-1.2
"""A request under its headings: each thing once, in Italian, in the same order whatever was answered."""

import csv
import io
import json

import pytest
from desk import DOMAIN, NOW, SECRETARIAT, UNIONE, Memory, dialogue, effect, handover, library

from bot.core.columns import cells, terms_of
from bot.core.letters import LINES
from bot.core.secretariat import compose_question, compose_request

MEANS = {"register": Memory(), "now": NOW, "to": SECRETARIAT, "domain": DOMAIN}


def composed(sent=None, compose=compose_request):
    return compose(library(), sent or effect(), dialogue=dialogue(), **MEANS)


def told(request):
    flows = library().flows
    terms = terms_of(library().letters[LINES], library().labs, [flows["richiesta"], flows["segreteria"]])
    found = list(cells(request, terms))
    assert len({name.casefold() for name, _ in found}) == len(found)
    return dict(found)


def sheet(letters):
    head, row = csv.reader(io.StringIO(letters[0].files[1].content.decode("utf-8-sig")), delimiter=";")
    return dict(zip(head, row, strict=True))


def test_ids_are_told_in_words():
    found = told(composed(effect(lab="da_definire"))[1])
    assert (found["Tipo"], found["Esito orientativo"], found["Canale"]) == ("richiesta", "sì", "Telegram")
    assert found["Laboratorio"] == "Da definire con la segreteria"
    assert found["Motivi dell'esito"].startswith("Il Comune è in una delle sette regioni")
    assert "Informativa" not in found


def test_a_question_is_not_weighed():
    found = told(composed(handover(), compose_question)[1])
    assert (found["Tipo"], found["Esito orientativo"], found["Laboratorio"]) == ("domanda", "", "")
    assert (found["Domanda"], found["E-mail"]) == ("Il laboratorio si può fare a Matera?", "a.b@comune.example")


@pytest.mark.parametrize("body", [{}, UNIONE])
def test_every_body_has_its_place_in_the_same_columns(body):
    found = told(composed(effect(**body))[1])
    assert (found["Provincia"], found["Regione"]) == ("Cosenza", "Calabria")
    assert list(found) == list(told(composed()[1]))


def test_what_no_form_asks_any_more_has_a_column_too():
    request = composed()[1]
    terms = terms_of(library().letters[LINES], library().labs, [], request.rows)
    assert dict(cells(request, terms))["Fabbisogno"].startswith("Due concorsi")


@pytest.mark.parametrize("body", [{}, UNIONE])
def test_the_sheet_of_a_letter_has_the_same_headings_first(body):
    letters, request = composed(effect(**body))
    found = sheet(letters)
    flows = [library().flows["richiesta"]]
    own = [name for name, _ in cells(request, terms_of(library().letters[LINES], library().labs, flows))]
    assert list(found)[: len(own)] == own
    assert found["Telefono"] == "(+39) 0984123456"
    assert found["Registrata il"] == "2026-11-22 10:15"
    assert "Regione" in found["Dati ricavati, da verificare"]
    assert not [name for name in found if "_" in name or name != name.strip()]


def test_no_cell_of_the_sheet_is_a_formula():
    typed = {"fabbisogno": "=SOMMA(A1:A9) e altre trenta lettere di testo", "note": "@cmd", "altri_enti": "+1+1+1"}
    cells_ = sheet(composed(effect(**typed))[0])
    assert [name for name, cell in cells_.items() if cell.startswith(("=", "+", "-", "@"))] == []
    assert cells_["Fabbisogno"] == "'=SOMMA(A1:A9) e altre trenta lettere di testo"


def test_the_region_of_another_body_is_in_the_letter_and_its_data():
    letters, _ = composed(effect(**UNIONE))
    assert "**Regione**: Calabria – dato ricavato, da verificare" in letters[0].text
    assert json.loads(letters[0].files[0].content)["answers"]["regione"]["value"] == "Calabria"
