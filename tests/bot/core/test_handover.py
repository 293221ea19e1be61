# SPDX-License-Identifier: EUPL-1.2
"""A letter given to people, and what its sender is told of it."""

import pytest

from bot.core.markup import to_plain
from bot.core.messages import Attachment
from tests.bot.core.talking import Talk

WISH = "Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri."
PDF = Attachment("nota.pdf", "application/pdf", b"%PDF")
WITH_PDF = {"attachments": ("nota.pdf",), "files": (PDF,)}
ILL = "La collega è in malattia per un tumore."
APART = "Il modulo qui sotto è un'altra cosa"


def talk():
    return Talk(channel="email", address="anna@comune.example")


def told(after):
    return to_plain(after.messages[0].text) if after.messages else ""


@pytest.mark.parametrize(
    ("second", "fields"),
    [
        ("Telefono: 0984 123456\n\nChi vince il palio?", {}),
        ("Telefono: 0984 123456\n\nIn allegato la delibera.", WITH_PDF),
        ("Telefono: 0984 123456\n\nIn allegato la delibera. Chi vince il palio?", WITH_PDF),
        ("Chi vince il palio?", {}),
    ],
)
def test_what_was_passed_on_is_told_apart_from_the_form(second, fields):
    one = talk()
    one.says(WISH)
    after = one.says(second, **fields)
    text = told(after)
    (letter,) = after.letters
    assert text.index(letter.reference) < text.index(APART) < text.index("Referente:")


def test_a_first_letter_tells_what_was_passed_on_apart_from_the_form():
    after = talk().says(f"{WISH} Chi vince il palio?")
    text = told(after)
    assert text.index(after.letters[0].reference) < text.index(APART) < text.index("La richiesta non viene trasmessa")
    assert APART not in told(talk().says(WISH))


def test_what_a_complaint_asks_besides_is_answered_where_that_is_sure():
    one = Talk(channel="email", address="a@b.example", search={"quanto dura un laboratorio?": "capacity-lab/durata"})
    text = told(one.says("Presento reclamo. Ad ogni modo: quanto dura un laboratorio? Vi sembra normale?"))
    assert ("giornate di lavoro" in text, "normale" in text, "Prendo nota" in text) == (True, False, True)


def test_beside_a_complaint_nothing_is_chosen_and_what_is_answered_is_not_open():
    asked = "come si chiede un laboratorio?"
    one = Talk(channel="email", address="a@b.example", search={asked: "capacity-lab/richiedere"})
    after = one.says(f"Siamo delusi. Ad ogni modo: {asked}")
    assert ("si invia il modulo" in told(after), "scelte" in told(after)) == (True, False)
    assert "Domande rimaste aperte" not in to_plain(after.letters[0].text)


def test_small_talk_over_a_file_is_no_reason_for_silence():
    one = Talk(channel="email", address="a@b.example", search={"va bene così?": "dialogo/ringraziamenti"})
    after = one.says("Ecco la bozza. Va bene così?", **WITH_PDF)
    assert (after.letters[0].files, after.handed_over) == ((PDF,), True)
    assert one.says("Va bene così?").messages  # asked, it is not met with silence either


@pytest.mark.parametrize("text", [f"Presento reclamo. {ILL}", f"{ILL} Chi vince il palio?", f"Chiamatemi. {ILL}"])
def test_the_sender_is_told_of_delicate_data_that_do_not_travel(text):
    after = talk().says(text)
    assert "dal testo che le trasmetto li ho tolti" in told(after)
    assert "tumore" not in after.letters[0].text


def test_the_sender_is_told_so_in_a_thread_left_to_people_too():
    one = talk()
    one.says("Vorrei parlare con una persona.")
    assert "li ho tolti" in told(one.says(ILL))
    assert told(one.says("Il numero è 0984 123456.")) == ""


def test_nothing_is_said_of_delicate_data_that_go_nowhere():
    one = Talk(channel="email", address="a@b.example", search={"Quanto dura?": "capacity-lab/durata"})
    after = one.says(f"{ILL} Quanto dura?")
    assert (after.letters, "tolti" in told(after)) == ((), False)


@pytest.mark.parametrize(
    "text", ["Inoltrate pure la richiesta alla segreteria.", "Va bene, inoltratela alla segreteria."]
)
def test_under_a_summary_the_request_is_meant(text):
    one = talk()
    one.says(WISH)
    need = "Due concorsi deserti e un ufficio con una sola persona."
    one.says(
        f"Informativa: ho letto\nFabbisogno: {need}\nReferente: Maria Rossi\nRuolo: segretario\nTelefono: 0984 123456"
    )
    code = one.session.prompt.id
    after = one.says(text)
    assert (after.letters, after.dialogue.paused, f"CONFERMO {code}" in told(after)) == ((), False, True)
    assert one.session.answers["note"].value == ""


def test_a_wish_over_a_file_that_it_does_not_speak_of_begins_the_form():
    one = talk()
    after = one.says(WISH, **WITH_PDF)
    text = told(after)
    assert after.letters[0].files == (PDF,)
    assert text.index(after.letters[0].reference) < text.index(APART) < text.index("Referente:")
    assert one.session.flow == "richiesta"


@pytest.mark.parametrize("more", ["Si allega il modulo compilato.", "In allegato la delibera di Giunta n. 4."])
def test_where_the_request_may_be_in_the_file_the_form_is_only_offered(more):
    one = talk()
    after = one.says(f"{WISH} {more}", **WITH_PDF)
    text = told(after)
    assert (after.letters[0].files, one.session) == ((PDF,), None)
    assert "Se la richiesta del laboratorio è nell'allegato, qui non serve altro." in text
    assert "1. Richiedere un Capacity Lab" in text
    assert "Informativa" in told(one.says("1"))
