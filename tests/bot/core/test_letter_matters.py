# SPDX-License-Identifier: EUPL-1.2
"""By letter: a request is withdrawn, asked after, and data are erased in plain words, and only by an answer."""

import pytest

from tests.bot.core.talking import Talk, heard

FORM = """Informativa: ho letto
Tipo di ente: Comune
Comune: Acri
Laboratorio: PIAO
Fabbisogno: Il PIAO è da scrivere e manca chi lo sappia fare da noi.
Altri enti coinvolti: no
Referente: Maria Rossi
Ruolo: dirigente
E-mail: m.rossi@comune.example
Telefono: 0984 123456
PEC: salta
Note: salta"""
ASKS = "Vuole davvero ritirare la richiesta"
NOT_DONE = "non è stata ritirata"
SIGNED = "\n\nCordiali saluti\nMaria Rossi\nSegretario comunale"


def mailed():
    one = Talk(channel="email", address="m.rossi@comune.example", search={"Quanto costa?": "capacity-lab/costo"})
    for text in ("Vorremmo chiedere un laboratorio sul PIAO.", FORM):
        one.says(text)
    one.says(f"CONFERMO {one.session.prompt.id}")
    return one, one.book.requests[0].reference


def kinds(one):
    return [request.kind for request in one.book.requests]


WISHES = (
    "Ritirare {}", "Buongiorno,\nvorrei annullare la richiesta {}.",
    "Con la presente si comunica il ritiro della richiesta {}.",
    "Chiediamo l'annullamento della nostra richiesta {}, per sopravvenute esigenze.", "ritira la richiesta",
)  # fmt: skip


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("answer", ["1", "Sì", "Sì, confermo", "Confermo il ritiro della richiesta", "CONFERMO {code}"])
def test_a_letter_withdraws_once_it_is_confirmed(wish, answer):
    one, reference = mailed()
    told = heard(one.says(wish.format(reference) + SIGNED))
    assert f"{ASKS} {reference}?" in told
    assert "1. Ritirare la richiesta" in told
    after = one.says(answer.format(code=one.dialogue.offer.id) + SIGNED)
    assert kinds(one) == ["request", "withdrawal"]
    assert "withdrawal" in [letter.purpose for letter in after.letters]


@pytest.mark.parametrize("answer", ["2", "No", "No, lasciate stare", "lascia stare"])
def test_a_letter_that_says_no_keeps_it(answer):
    one, reference = mailed()
    one.says(f"Ritirare {reference}{SIGNED}")
    assert NOT_DONE in heard(one.says(answer + SIGNED))
    assert kinds(one) == ["request"]


@pytest.mark.parametrize("between", ["Quanto costa?", "Grazie mille", "Vorrei l'informativa sulla privacy", "/stato"])
def test_another_letter_ends_the_question(between):
    one, reference = mailed()
    one.says(f"Ritirare {reference}")
    assert NOT_DONE in heard(one.says(between))
    one.says("sì")
    assert "withdrawal" not in kinds(one)


def test_an_automatic_notice_ends_it_in_silence():
    one, reference = mailed()
    one.says(f"Ritirare {reference}")
    assert heard(one.says("Si comunica che la Sua nota è stata protocollata con n. 123 del 23/11/2026.")) == ""
    one.says("sì")
    assert "withdrawal" not in kinds(one)


def test_both_wishes_of_a_letter_are_taken_up():
    one, reference = mailed()
    told = heard(one.says(f"voglio ritirare la richiesta {reference} e cancellare i miei dati{SIGNED}"))
    assert ASKS in told and "Cancello tutto?" not in told
    told = heard(one.says(f"sì{SIGNED}"))
    assert "ritiro è registrato" in told and "Cancello tutto?" in told and "1. Cancellare tutto" in told
    assert one.says("1").forget


def test_what_else_a_letter_asks_is_answered_above():
    one, reference = mailed()
    told = heard(one.says(f"Vorrei ritirare la richiesta {reference}. Quanto costa?"))
    assert told.index("«Quanto costa?»") < told.index(ASKS)


def test_the_subject_may_name_the_request():
    one, reference = mailed()
    told = heard(one.says("Con la presente si chiede di ritirare la richiesta.", subject=f"Richiesta {reference}"))
    assert f"{ASKS} {reference}?" in told


@pytest.mark.parametrize("wish", ["Ritirare C4C-2026-XXXX", "vorrei ritirare la mia richiesta di laboratorio"])
def test_what_is_not_known_here_goes_to_people(wish):
    one = Talk(channel="email", address="m.rossi@comune.example")
    after = one.says(wish + SIGNED)
    told = heard(after)
    assert "non trovo una richiesta Sua" in told.replace("Non", "non")
    assert "in attesa di invio alla segreteria" in told
    assert (kinds(one), after.handed_over) == (["question"], True)


def test_somebody_elses_code_is_as_unknown_as_none():
    one, reference = mailed()
    other = Talk(channel="email", address="altri@comune.example", book=one.book)
    told = heard(other.says(f"Ritirare {reference}"))
    assert "Non trovo una richiesta Sua" in told and ASKS not in told


@pytest.mark.parametrize("words", ["a che punto è la mia richiesta {}?", "La nostra richiesta è stata trasmessa?"])
def test_where_a_request_stands_is_told_in_its_thread(words):
    one, reference = mailed()
    after = one.says(words.format(reference) + SIGNED)
    assert f"{reference} – richiesta di Capacity Lab" in heard(after)
    assert not after.letters


def test_of_a_request_not_known_here_people_tell():
    one = Talk(channel="email", address="m.rossi@comune.example")
    assert one.says("A che punto è la nostra richiesta C4C-2026-XXXX?").handed_over


def test_the_notice_is_sent_to_who_asks_for_it():
    one = Talk(channel="email", address="m.rossi@comune.example")
    assert "Informativa sui dati personali" in heard(one.says(f"vorrei l'informativa sulla privacy{SIGNED}"))


def test_a_formal_act_is_for_people():
    one, _ = mailed()
    after = one.says("Chiedo la cancellazione dei dati personali ai sensi dell'art. 17 del GDPR." + SIGNED)
    assert after.handed_over


def test_a_line_of_the_form_is_an_answer():
    one = Talk(channel="email", address="m.rossi@comune.example")
    one.says("Vorremmo chiedere un laboratorio sul PIAO.")
    one.says(FORM.replace("Note: salta", "Note: vorremmo ritirare la richiesta C4C-2026-7K3F"))
    assert one.session.answers["note"].value == "vorremmo ritirare la richiesta C4C-2026-7K3F"
