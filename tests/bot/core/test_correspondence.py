# SPDX-License-Identifier: EUPL-1.2
"""A letter to everything it leads to."""

import pytest

from bot.core.markup import to_plain
from bot.core.messages import Attachment
from tests.bot.core.talking import Talk

SEARCH = {
    "Quanto dura un laboratorio?": "capacity-lab/durata",
    "quanto dura un laboratorio": "capacity-lab/durata",
    "Dove si fanno gli incontri?": "incontri/sedi-e-orari",
    "chi può partecipare": "capacity-lab/destinatari",
    "Quanto costa?": "capacity-lab/costo",
    "Durata del laboratorio.": "capacity-lab/durata",
    "Quanto dura un laboratorio": "capacity-lab/durata",
    "Quando scade la TARI?": "altri-uffici/tari",
    "Sono idoneo: verrò chiamato?": "assunzioni/idonei-scorrimento",
}
PDF = Attachment("nota.pdf", "application/pdf", b"%PDF")


def talk(**more):
    return Talk(channel="email", address="anna@comune.example", search=SEARCH, **more)


def told(after):
    return to_plain(after.messages[0].text) if after and after.messages else ""


def reads(text, **fields):
    after = talk().says(text, **fields)
    return after, told(after)


def test_every_question_is_answered_under_itself_in_order():
    _, text = reads("Buongiorno,\nquanto dura un laboratorio e chi può partecipare?\nGrazie\nAnna")
    marks = ["«quanto dura un laboratorio»", "giornate di lavoro", "«chi può partecipare?»", "sindaci"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_an_answer_stands_with_its_source():
    assert "Fonte:" in reads("Quanto dura un laboratorio?")[1]


def test_of_a_letter_that_only_tells_the_sentences_that_have_an_answer_get_it():
    after, text = reads("Il nostro Comune ha avuto un anno difficile. Durata del laboratorio.")
    assert ("«Durata del laboratorio»" in text, "anno difficile" in text, after.handed_over) == (True, False, False)


def test_a_sentence_about_nothing_is_not_answered_by_the_subject():
    _, text = reads("Per competenza. Saluti a tutti. Durata del laboratorio.", subject="Quanto costa?")
    assert ("«Durata del laboratorio»" in text, "«Per competenza»" in text) == (True, False)


def test_what_has_no_answer_is_said_and_passed_on():
    after, text = reads("Quanto dura un laboratorio? Chi vince il palio?")
    assert "A questa domanda non trovo risposta" in text
    (letter,) = after.letters
    assert "Chi vince il palio?" in to_plain(letter.text)
    assert letter.reference in text
    assert not after.handed_over


def test_what_the_sources_do_not_tell_is_passed_on_too():
    after, _ = reads("Quanto costa?")
    assert "Quanto costa?" in to_plain(after.letters[0].text)


def test_a_letter_without_any_answer_goes_to_a_person():
    after, text = reads("Chi vince il palio?")
    assert after.handed_over
    assert after.letters[0].reference in text
    assert not after.dialogue.paused


@pytest.mark.parametrize(
    ("question", "office"),
    [("Quando scade la TARI?", "ufficio tributi"), ("Sono idoneo: verrò chiamato?", "Formez")],
)
def test_another_offices_matter_is_named_and_passed_on_only_to_who_insists(question, office):
    one = talk()
    after = one.says(question)
    assert office in told(after)
    assert (after.letters, after.handed_over, "non le ho inoltrato" in told(after)) == ((), False, True)
    again = one.says(question)
    assert (again.handed_over, "non le ho inoltrato" in told(again)) == (True, False)
    assert question in to_plain(again.letters[0].text)


INSISTS = [
    "Inoltrate comunque alla segreteria, grazie.", "Inoltrate alla segreteria", "Grazie, mandatela lo stesso.",
    "Vi prego di inoltrarla alla segreteria.", "Potete passarla alla segreteria?", "Girate comunque, grazie\nAnna",
]  # fmt: skip


@pytest.mark.parametrize("text", INSISTS)
def test_who_insists_without_asking_again_has_the_earlier_questions_passed_on(text):
    one = talk()
    one.says("Quando scade la TARI? Sono idoneo: verrò chiamato?")
    after = one.says(text)
    asked = ["Quando scade la TARI?", "Sono idoneo: verrò chiamato?"]
    assert after.handed_over
    assert [question for question in asked if question in to_plain(after.letters[0].text)] == asked
    assert f"ciò che ha chiesto prima: «{asked[0]}» «{asked[1]}»" in told(after)


def test_what_was_asked_before_is_remembered_without_delicate_words():
    one = talk()
    after = one.says("Chi ha un tumore vince il palio?")
    assert after.dialogue.asked == ("Chi ha un [omesso] vince il palio?",)


def test_beside_a_question_of_ours_another_offices_matter_is_not_passed_on():
    after, text = reads("Quanto dura un laboratorio? Quando scade la TARI?")
    assert ("giornate di lavoro" in text, "ufficio tributi" in text, after.letters) == (True, True, ())


def test_what_the_project_may_know_is_still_passed_on_beside_another_offices_matter():
    after, _ = reads("Chi vince il palio? Quando scade la TARI?")
    open_questions = to_plain(after.letters[0].text).partition("Domande rimaste aperte")[2].partition("Che cosa")[0]
    assert ("palio" in open_questions, "TARI" in open_questions) == (True, False)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Vorrei parlare con una persona.", "person"),
        ("Presento formale reclamo per il disservizio.", "complaint"),
        ("Si formula istanza di accesso agli atti ai sensi della L. 241/1990.", "act"),
        ("La risposta non risponde alla mia domanda.", "unsatisfied"),
    ],
)
def test_after_handing_over_the_thread_is_left_to_people(text, wish):
    one = talk()
    after = one.says(text)
    assert after.handed_over
    assert after.why.startswith(wish)
    assert after.dialogue.paused
    assert one.says("Quanto dura un laboratorio?").messages == ()


def test_what_still_comes_reaches_the_secretariat_in_its_thread():
    one = talk()
    first = one.says("Vorrei parlare con una persona.").letters[0]
    more = one.says("Il mio numero è 0975 123456.")
    assert (more.messages, more.letters[0].follows) == ((), first.key)


@pytest.mark.parametrize(("said", "forgotten"), [("sì", True), ("1", True), ("no", False)])
def test_a_thread_left_to_people_still_hears_whether_to_erase(said, forgotten):
    one = talk()
    one.says("Vorrei parlare con una persona.")
    one.says("/cancella_dati")
    after = one.says(said)
    assert (after.forget, after.letters, bool(after.messages)) == (forgotten, (), True)


def test_thanks_are_met_with_silence():
    after, text = reads("Grazie, cordiali saluti")
    assert (text, after.letters, after.why) == ("", (), "courtesy")


def test_a_note_with_a_file_is_passed_on_with_it():
    after, text = reads("Si trasmette in allegato la nota prot. n. 12.", attachments=("nota.pdf",), files=(PDF,))
    assert "Non leggo gli allegati; ho trasmesso la Sua nota alla segreteria." in text
    assert after.letters[0].files == (PDF,)
    assert after.handed_over


def test_a_program_is_named_and_not_passed_on():
    after, text = reads("In allegato.", attachments=("nota.pdf", "x.exe"), files=(PDF,))
    assert "x.exe" in text
    assert "x.exe" in to_plain(after.letters[0].text)
    assert [file.name for file in after.letters[0].files] == ["nota.pdf"]


def test_a_question_beside_a_file_is_answered():
    after, text = reads("In allegato la delibera. Quanto dura un laboratorio?", attachments=("nota.pdf",), files=(PDF,))
    assert "giornate di lavoro" in text
    assert "Non leggo gli allegati" in text
    assert after.letters[0].files == (PDF,)


def test_where_the_secretariat_has_it_nothing_is_passed_on():
    others = ("assistente@cap4city.example", "cap4city@anci.it")
    after, text = reads("Vorrei parlare con una persona.", others=others)
    assert after.letters == ()
    assert "già fra i destinatari" in text


def test_others_in_copy_get_nothing_and_it_is_said():
    _, text = reads("Quanto dura un laboratorio?", others=("sindaco@comune.example",))
    assert "Rispondo solo a Lei." in text
    assert "Rispondo solo a Lei." not in reads("Quanto dura un laboratorio?")[1]


def test_the_third_unhelpful_letter_is_handed_over():
    one = talk()
    one.says("Chi vince il palio?")
    one.says("Che tempo fa domani?")
    third = one.says("Mi scrive una poesia?")
    assert third.dialogue.paused
    assert "Finora non Le sono stato utile" in told(third)


@pytest.mark.parametrize("text", ["Chi vince il palio?", "Chi ha un tumore vince il palio?"])
def test_the_same_letter_is_passed_on_once(text):
    one = talk()
    one.says(text)
    again = one.says(text)
    assert again.letters == ()
    assert "già stata passata" in told(again)


def test_stop_is_confirmed_once():
    one = talk()
    assert "non scrivo più" in told(one.says("STOP"))
    assert one.says("Quanto dura un laboratorio?").messages == ()


def test_a_subject_alone_is_the_question():
    assert "giornate di lavoro" in reads("", subject="Quanto dura un laboratorio?")[1]


@pytest.mark.parametrize(
    "greeting",
    [
        "Cordiali saluti\nGeom. Luca Re",
        "Grazie\nAnna",
        "Vedi oggetto, grazie.",
        "Si chiede riscontro al quesito in oggetto.",
    ],
)
def test_a_greeting_under_a_question_in_the_subject_is_no_thanks(greeting):
    assert "giornate di lavoro" in reads(greeting, subject="Quanto dura un laboratorio?")[1]


def test_a_title_over_a_file_is_no_question():
    after, text = reads("", subject="Quanto dura un laboratorio", files=(PDF,), attachments=("nota.pdf",))
    assert "giornate di lavoro" in text
    after, text = reads("", subject="Quesito", files=(PDF,), attachments=("nota.pdf",))
    assert "«Quesito»" not in text
    assert (after.handed_over, after.letters[0].files) == (True, (PDF,))


def test_thanks_under_an_old_subject_are_met_with_silence():
    after, _ = reads(
        "Grazie\nAnna", subject="Quanto dura un laboratorio?", references=("<1@a.example>", "<2@a.example>")
    )
    assert (after.messages, after.why) == ((), "courtesy")


def test_a_protocol_systems_notice_gets_no_answer_and_reaches_nobody():
    after, _ = reads("La nota è stata acquisita al protocollo con il n. 5.", files=(PDF,), attachments=("nota.pdf",))
    assert (after.messages, after.letters, after.why.partition(":")[0]) == ((), (), "notice")


def test_a_note_without_its_file_is_told_so_and_passed_on():
    after, text = reads("Si trasmette in allegato la nota prot. n. 1234.")
    assert "non ne è arrivato nessuno" in text
    assert after.handed_over
    assert "allegato che non è arrivato" in to_plain(after.letters[0].text)
    assert not after.dialogue.paused


def test_an_invitation_goes_to_people_and_the_thread_stays_open():
    after, text = reads("Abbiamo il piacere di invitarVi al convegno del 12 dicembre.")
    assert "persona della segreteria" in text
    assert (after.handed_over, len(after.letters), after.dialogue.paused) == (True, 1, False)


def test_of_a_very_large_letter_a_person_is_told():
    after, text = reads("Quanto dura?", oversize=True)
    assert "troppo grande" in text
    assert after.letters


def test_a_letter_to_the_secretariat_says_who_wrote_and_why():
    after, _ = reads("Vorrei parlare con una persona.\n* non grassetto *", subject="Contatto", verified=True)
    letter = after.letters[0]
    text = to_plain(letter.text)
    assert (letter.purpose, letter.reply_to) == ("question", "anna@comune.example")
    assert "Contatto" in letter.subject
    assert "indirizzo verificato" in text
    assert "* non grassetto *" in text
    assert "RIPRENDI" in text


def test_greetings_and_the_way_to_a_person_stand_in_every_letter():
    one = talk()
    first, second = told(one.says("Quanto dura un laboratorio?")), told(one.says("Dove si fanno gli incontri?"))
    assert first.startswith("Buongiorno,\n\nLe risponde l'assistente automatico")
    assert second.startswith("Buongiorno,")
    assert "Le risponde l'assistente" not in second
    assert "Per scrivere a una persona: cap4city@anci.it" in second
