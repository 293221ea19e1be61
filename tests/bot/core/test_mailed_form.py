# SPDX-License-Identifier: EUPL-1.2
"""The request by letter: begun by a wish, filled in any order, confirmed by its code, the same as by buttons."""

import pytest

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


SIGNATURE = "Il Segretario comunale\ndott. Paolo Ferri\nComune di Acri\ntel. 0984 955001\nPEC: prot@pec.comune.example"


def test_who_signs_is_no_contact_person_and_the_sender_is_asked():
    one = talk()
    text = told(one.says("Vorremmo attivare un laboratorio sul PIAO.\n\nSaluti", signature=SIGNATURE))
    assert "firmata da Paolo Ferri, Segretario, +39 0984955001" in text
    assert "Comune: Acri" in text
    assert "PEC: prot@pec.comune.example – ripreso dalla Sua lettera, da verificare" in text
    assert one.session.answers.keys() & {"referente", "ruolo", "telefono"} == set()


def test_the_contact_person_is_taken_from_the_letter_with_role_and_telephone():
    one = talk()
    letter = f"{WISH} Sono il segretario. Referente è Anna Neri, istruttrice, tel. 0984 123456, a.neri@comune.example."
    text = told(one.says(letter, signature=SIGNATURE))
    answers = {name: answer.value for name, answer in one.session.answers.items()}
    assert answers.items() >= {
        "referente": "Anna Neri", "ruolo": "funzionario", "telefono": "+39 0984123456",
        "email": "a.neri@comune.example",
    }.items()  # fmt: skip
    assert "Referente: Anna Neri – ripreso dalla Sua lettera, da verificare" in text
    assert "firmata da" not in text
    assert "10) Referente" not in text


def test_the_topic_is_taken_from_the_subject_too():
    text = told(talk().says("Vorremmo chiedere un laboratorio per il Comune di Acri.", subject="Laboratorio PIAO"))
    assert "Laboratorio: PIAO e assunzioni" in text


BESIDE = "Aggiungo che il sindaco tiene molto al progetto."


def beside(text, line=""):
    """The answers with a paragraph under them, and perhaps one more line."""
    return ANSWERS.replace("\n\nCordiali", f"{line}\n\n{text}\n\nCordiali")


@pytest.mark.parametrize(
    ("letters", "note"),
    [
        ([beside(BESIDE)], BESIDE),
        ([f"{BESIDE}\n\n{ANSWERS}"], BESIDE),
        ([f"Ecco i dati richiesti.\n\n{ANSWERS}"], ""),
        ([beside(BESIDE, "\nNote: meglio a marzo")], f"meglio a marzo\n{BESIDE}"),
        ([beside(BESIDE, "\nNote: nessuna")], BESIDE),
        ([ANSWERS, BESIDE], BESIDE),
        ([BESIDE, ANSWERS], BESIDE),
        ([ANSWERS, "Va bene, il riepilogo è corretto, procedete pure con l'invio."], ""),
    ],
)  # fmt: skip
def test_what_is_told_beside_the_form_is_kept_with_the_request(letters, note):
    one = talk()
    one.says(WISH)
    for letter in letters:
        after = one.says(letter)
    assert one.session.answers["note"].value == note
    assert f"Note: {note.partition(chr(10))[0] or 'non indicato'}" in told(after)


def test_what_the_first_letter_tells_besides_the_wish_is_kept_too():
    one = talk()
    one.says(f"{WISH} {BESIDE} Sono il segretario comunale di Acri.")
    assert one.session.answers["note"].value == BESIDE


def test_answers_told_in_sentences_are_read_and_the_rest_is_kept():
    one = talk()
    one.says(WISH)
    one.says(f"{BESIDE} Il referente è Anna Neri, istruttrice, tel. 0984 123456.")
    given = {name: one.session.answers[name].value for name in ("referente", "ruolo", "telefono", "note")}
    assert given == {"referente": "Anna Neri", "ruolo": "funzionario", "telefono": "+39 0984123456", "note": BESIDE}


def test_a_correction_in_words_is_not_lost():
    one = talk()
    one.says(WISH)
    one.says(ANSWERS)
    assert "Corretto. Telefono: +39 0984999999" in told(
        one.says("Il telefono è sbagliato, quello giusto è 0984 999999.")
    )


def test_a_signature_without_a_goodbye_is_no_note():
    one = talk()
    one.says(f"{WISH}\n\n{BESIDE}\n\nIL SINDACO\nMario Neri")
    assert one.session.answers["note"].value == BESIDE


def test_delicate_data_beside_the_form_are_not_kept():
    one = talk()
    one.says(WISH)
    text = told(one.says(beside("La collega è in malattia per un tumore.")))
    assert "dati personali delicati" in text
    assert "note" not in one.session.answers


def by_letter(answers=ANSWERS):
    one = talk()
    one.says(WISH)
    one.says(answers)
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


def by_buttons(note="salta"):
    one = Talk(channel="telegram", address="7")
    one.says("/richiesta")
    for answer in ("Ho letto", "Comune", "Acri", "PIAO e assunzioni", NEED, "salta", "Maria Rossi", "Segretario",
                   "m.rossi@comune.example", "0984 123456", "salta", note):  # fmt: skip
        one.says(answer)
    return one.taps("Trasmetti")


def rows(after):
    return after.requests[0].rows


def test_the_request_is_the_same_byte_by_byte_however_it_was_made():
    wanted = repr(rows(by_buttons())).encode()
    assert repr(rows(by_letter())).encode() == wanted
    assert repr(rows(by_letter_in_the_quoted_form())).encode() == wanted
    assert repr(rows(by_letter(beside(BESIDE)))).encode() == repr(rows(by_buttons(note=BESIDE))).encode()
    files = [{file.name.rpartition(".")[2] for file in after.letters[0].files} for after in (by_buttons(), by_letter())]
    assert files[0] == files[1]


def test_a_reminder_and_an_end_are_told_by_letter():
    one = talk()
    one.says(WISH)
    one.waits(days=7)
    assert "è rimasto a metà" in told(one.ticks("remind"))
    one.waits(days=30)
    assert "la richiesta non è stata trasmessa" in told(one.ticks("expire"))
