# SPDX-License-Identifier: EUPL-1.2
"""The request by letter: begun by a wish, filled in any order, confirmed by its code, the same as by buttons."""

import pytest

from bot.core.asked import read_letter
from bot.core.mailed_form import is_how, wishes_lab
from bot.core.markup import to_plain
from tests.bot.core.talking import Talk

WISH = "Vorremmo chiedere un laboratorio sul PIAO. Siamo il Comune di Acri."
NEED = "Due concorsi deserti e un ufficio rimasto con una sola persona."
ANSWERS = f"""Buongiorno,

Informativa: ho letto
Fabbisogno: {NEED}
Referente: Maria Rossi
Ruolo: segretario
Telefono: 0984 123456

Cordiali saluti
"""


def talk(address="m.rossi@comune.example", **more):
    return Talk(channel="email", address=address, **more)


def told(after):
    return to_plain(after.messages[0].text)


def code(one):
    return one.session.prompt.id


@pytest.mark.parametrize(
    ("text", "subject", "wished"),
    [
        (WISH, "", True),
        ("Con la presente il Comune di Matera intende attivare un Capacity Lab.", "", True),
        ("Siamo un'unione di comuni. Ci interessa un laboratorio sul PIAO: come procediamo?", "", True),
        ("Si chiede l'attivazione di un laboratorio sulla contrattazione.", "", True),
        ("Siamo interessati a un laboratorio.", "", True),
        ("Vorremmo chiedere un laboratorio. Quanto dura?", "", True),
        ("Vorremmo sapere come si chiede un laboratorio.", "", False),
        ("Vorrei informazioni sui laboratori.", "", False),
        ("Possiamo chiedere un laboratorio?", "", False),
        ("Sono interessato ai laboratori. Quanto durano e chi li tiene?", "", False),
        ("Il Comune sarebbe interessato a un Capacity Lab, ci fate sapere i passaggi?", "", True),
        ("Quanto costa un laboratorio, come procediamo?", "", False),
        ("La nostra richiesta di un laboratorio è stata protocollata.", "", False),
        ("Abbiamo già inviato la richiesta di un laboratorio.", "", False),
        ("Quanto dura un laboratorio?", "", False),
    ],
)
def test_a_wish_for_a_lab_is_told_from_a_question_about_labs(text, subject, wished):
    assert wishes_lab(read_letter(text), subject) is wished


def test_how_to_go_on_is_answered_by_the_form_itself():
    assert is_how("Come procediamo?")
    assert is_how("Che cosa dobbiamo fare?")
    assert not is_how("Come si dividono le quote?")


def test_a_wish_is_answered_with_the_form_and_what_is_understood():
    text = told(talk().says(WISH))
    assert "Ho capito così:\n\n- Tipo di ente: Comune\n- Comune: Acri\n- Laboratorio: PIAO e assunzioni" in text
    assert "E-mail: m.rossi@comune.example" in text
    assert "8) Fabbisogno:" in text
    assert "3) Comune:" not in text


def test_a_shared_mailbox_is_nobodys_own_address():
    assert "12) E-mail:" in told(talk("protocollo@pec.comune.example").says(WISH))


def test_questions_beside_a_wish_are_answered_above_the_form():
    one = talk(search={"Quanto dura?": "capacity-lab/durata"})
    text = told(one.says(f"{WISH} Quanto dura?"))
    assert text.index("giornate di lavoro") < text.index("Fabbisogno:")


def test_once_only_optional_answers_are_missing_the_summary_comes():
    one = talk()
    one.says(WISH)
    text = told(one.says(ANSWERS))
    assert "Riepilogo" in text
    assert "PEC: non indicato" in text
    assert f"CONFERMO {code(one)}" in text


def test_the_summary_says_in_its_subject_that_nothing_was_sent():
    one = talk()
    one.says(WISH, subject="Laboratorio")
    (message,) = one.says(ANSWERS, subject="Laboratorio").messages
    assert message.subject == "DA CONFERMARE – richiesta non ancora trasmessa – Laboratorio"


def test_the_summary_holds_a_letter_that_confirms_it():
    one = talk()
    one.says(WISH)
    (message,) = one.says(ANSWERS).messages
    assert f"mailto:assistente@cap4city.example?subject=CONFERMO%20{code(one)}" in message.text.replace("\\", "")


def test_agreeing_is_not_confirming_and_gets_the_link_again():
    one = talk()
    one.says(WISH)
    one.says(ANSWERS)
    after = one.says("Va bene, procedete.")
    assert after.letters == ()
    assert "risposta già pronta" in told(after)
    assert f"CONFERMO {code(one)}" in told(after)


def test_a_summary_is_corrected_by_the_name_of_a_line():
    one = talk()
    one.says(WISH)
    one.says(ANSWERS)
    before = code(one)
    text = told(one.says("3) Telefono: 0984 999999"))
    assert "+39 0984999999" in text
    assert "Comune: Acri" in text
    assert code(one) != before


@pytest.mark.parametrize(
    ("line", "slot", "value"),
    [
        ("13) 0984 999999", "telefono", "+39 0984999999"),
        ("13. Telefono: 0984 999999", "telefono", "+39 0984999999"),
        ("> 13. Telefono: 0984 999999", "telefono", "+39 0984999999"),
        ("4) Molise", "regione_comune", "Molise"),
        ("Regione: Molise", "regione_comune", "Molise"),
        ("2) Matera", "comune", "F052"),
    ],
)
def test_a_summary_is_corrected_by_its_own_numbers(line, slot, value):
    one = talk()
    one.says(WISH)
    one.says(ANSWERS)
    before = code(one)
    text = told(one.says(f"Va corretta una riga:\n{line}\n\nSaluti\nMaria Rossi"))
    assert "Riepilogo" in text
    assert str(one.session.answers[slot].value) == value
    assert code(one) != before


def test_faults_are_told_and_the_rest_is_kept():
    one = talk()
    one.says(WISH)
    text = told(one.says("Telefono: non ce l'ho\nReferente: Maria Rossi"))
    assert "Ho registrato:" in text
    assert "Da correggere:" in text
    assert one.session.answers["referente"].value == "Maria Rossi"


def test_a_question_among_the_lines_is_answered():
    one = talk(search={"Quanto costa?": "capacity-lab/costo"})
    one.says(WISH)
    after = one.says("Referente: Maria Rossi\n\nQuanto costa? Chi vince il palio?")
    text = told(after)
    places = [text.index(one) for one in ("«Quanto costa?»", "abbia un costo", "«Chi vince il palio?»")]
    assert places == sorted(places)
    assert text.index("Referente: Maria Rossi") > places[-1]
    assert "Chi vince il palio?" in to_plain(after.letters[0].text)


def test_a_question_alone_leaves_the_form_where_it_is():
    one = talk(search={"Quanto costa il laboratorio?": "capacity-lab/costo"})
    one.says(WISH)
    text = told(one.says("Quanto costa il laboratorio?"))
    assert "abbia un costo" in text
    assert "Fabbisogno:" in text


def test_thanks_in_the_middle_of_a_form_are_met_with_silence():
    one = talk()
    one.says(WISH)
    assert one.says("Grazie mille, cordiali saluti").messages == ()


def test_a_form_sent_in_a_letter_of_its_own_is_read():
    text = told(talk().says(f"Tipo di ente: Comune\nComune: Acri\nLaboratorio: PIAO e assunzioni\n{ANSWERS}"))
    assert "Riepilogo" in text


def by_letter():
    one = talk()
    one.says(WISH)
    one.says(ANSWERS)
    return one.says(f"CONFERMO {code(one)}")


def by_letter_in_the_quoted_form():
    one = talk()
    form = told(one.says(WISH))
    given = {
        "Informativa": "ho letto", "Fabbisogno": NEED, "Referente": "Maria Rossi", "Ruolo": "3",
        "Telefono": "0984 123456",
    }  # fmt: skip
    lines = [
        f"> {line} {next((value for name, value in given.items() if name in line and line.endswith(':')), '')}".rstrip()
        for line in form.splitlines()
    ]
    one.says("\n".join(lines))
    return one.says(f"Confermo {code(one)}.\n\nSaluti")


def by_buttons():
    one = Talk(channel="telegram", address="7")
    one.says("/richiesta")
    for answer in ("Ho letto", "Comune", "Acri", "PIAO e assunzioni", NEED, "salta", "Maria Rossi", "Segretario",
                   "m.rossi@comune.example", "0984 123456", "salta", "salta"):  # fmt: skip
        one.says(answer)
    return one.taps("Trasmetti")


def rows(after):
    return after.requests[0].rows


def test_the_request_is_the_same_byte_by_byte_however_it_was_made():
    wanted = repr(rows(by_buttons())).encode()
    assert repr(rows(by_letter())).encode() == wanted
    assert repr(rows(by_letter_in_the_quoted_form())).encode() == wanted
    files = [{file.name.rpartition(".")[2] for file in after.letters[0].files} for after in (by_buttons(), by_letter())]
    assert files[0] == files[1]


def test_a_reminder_and_an_end_are_told_by_letter():
    one = talk()
    one.says(WISH)
    one.waits(days=7)
    assert "è rimasto a metà" in told(one.ticks("remind"))
    one.waits(days=30)
    assert "la richiesta non è stata trasmessa" in told(one.ticks("expire"))
