# SPDX-License-Identifier: EUPL-1.2
"""The order in which a typed text is understood."""

import pytest

from flows.replies import Ask, Clarify, Draft, FaqAnswer, Invalid, Notice, Review, StartFlow, SubmitRequest
from tests.flows.content import REAL
from tests.flows.person import ACRI, CASTRO_BG, CASTRO_LE, Person, of, person_at

ASKED = {"entry": "capacity-lab/costo", "question": True}


def codes(result) -> list[str]:
    return [one.code for one in of(result, Notice)]


def real(flow: str, *said: str) -> Person:
    person = Person(REAL[flow])
    person.opens()
    for text in said:
        person.says(text)
    return person


# The question that is open, what is typed, whether it looks like a question: what it is taken for.
ORDER = [
    ("tipo_ente", "Comune", {}, "answer"), ("tipo_ente", "comune?", ASKED, "answer"),
    ("tipo_ente", "quanto costa?", ASKED, "question"),
    ("tipo_ente", "quanto costa?", {"question": True}, "question"), ("tipo_ente", "boh", {}, "refused"),
    ("tipo_ente", "annulla", {}, "command"), ("tipo_ente", "indietro", {}, "command"),
    ("email", "a@b.it", {}, "answer"), ("email", "scrivo a a@b.it o a un altro?", {"question": True}, "doubt"),
    ("email", "quanto costa?", ASKED, "question"), ("telefono", "0984 123456?", {"question": True}, "question"),
    ("fabbisogno", "Ci mancano due persone all'ufficio tecnico da un anno.", {}, "answer"),
    ("fabbisogno", "Ma il laboratorio dura più giornate o una sola?", ASKED, "doubt"),
    ("fabbisogno", "corto", {}, "refused"),
    ("fabbisogno", "aiuto", {}, "command"), ("referente", "Maria Rossi", {"entry": "x/y"}, "doubt"),
]  # fmt: skip


@pytest.mark.parametrize(("slot", "text", "reading", "kind"), ORDER)
def test_a_text_is_taken_for_one_thing(slot, text, reading, kind):
    person = person_at(until=slot)
    result = person.says(text, **reading)
    found = {
        "answer": slot in person.session.answers, "question": bool(of(result, FaqAnswer)),
        "refused": bool(of(result, Invalid)),
        "doubt": bool(of(result, Clarify)),
    }  # fmt: skip
    assert {name for name, true in found.items() if true} == ({kind} - {"command"})


def test_the_label_of_an_answer_is_no_command():
    person = person_at(until="tipo_ente")
    slot = person.flow.slots["tipo_ente"]
    options = (*slot.options, slot.options[0].model_copy(update={"id": "salta_ente", "label": "Salta"}))
    slots = {**person.flow.slots, "tipo_ente": slot.model_copy(update={"options": options})}
    person.flow = person.flow.model_copy(update={"slots": slots, "digest": "altro"})
    person.opens()
    person.says("salta")
    assert person.session.answers["tipo_ente"].value == "salta_ente"


def test_two_homonyms_in_a_question_are_a_question():
    person = person_at(until="comune")
    result = person.says("Castro può chiederlo?", places=(CASTRO_LE, CASTRO_BG), question=True)
    assert of(result, FaqAnswer)
    assert person.slot == "comune"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("2", CASTRO_BG), ("la prima", CASTRO_LE), ("Castro (BG)", CASTRO_BG), ("nessuno di questi", None)],
)
def test_a_homonym_is_named_by_number_or_province(text, kept):
    person = person_at(until="comune")
    person.says("Castro", places=(CASTRO_LE, CASTRO_BG))
    person.says(text, places=(CASTRO_LE, CASTRO_BG))
    answer = person.session.answers.get("comune")
    assert (answer.place if answer else None) == kept


def test_a_yes_to_several_comuni_names_none_of_them_and_loses_none():
    person = person_at(until="comune")
    person.says("Castro", places=(CASTRO_LE, CASTRO_BG))
    assert of(person.says("ok"), Invalid)[0].code == "choose"
    assert person.session.prompt.places == (CASTRO_LE, CASTRO_BG)
    person.says("no")
    assert (person.kind, person.slot) == ("ask", "comune")


@pytest.mark.parametrize(
    ("text", "places", "kept", "told", "next_slot"),
    [
        ("Comune di Acri", (ACRI,), {"tipo_ente": "comune", "comune": "A053"}, "recognised", "lab"),
        ("Comune di Castro", (CASTRO_LE, CASTRO_BG), {"tipo_ente": "comune"}, "", "comune"),
        ("siamo l'Unione dei Comuni Valle Verde", (),
         {"tipo_ente": "unione", "ente": "Unione dei Comuni Valle Verde"}, "noted", "provincia"),
        ("Comune", (), {"tipo_ente": "comune"}, "", "comune"),
        ("Unione montana", (), {"tipo_ente": "unione"}, "", "ente"),
        ("una provincia", (), {"tipo_ente": "altro_pubblico"}, "", "ente"),
    ],
)  # fmt: skip
def test_a_body_named_with_its_kind_is_not_asked_for_again(text, places, kept, told, next_slot):
    person = person_at(until="tipo_ente")
    result = person.says(text, places=places, sure=len(places) == 1)
    assert {name: one.value for name, one in person.session.answers.items() if name in ("tipo_ente", *kept)} == kept
    assert codes(result) == ([told] if told else [])
    assert person.slot == next_slot


def test_what_is_corrected_alone_is_read_alone():
    person = person_at(until="")
    person.taps("edit:tipo_ente")
    person.says("Unione dei Comuni Valle Verde")
    assert person.session.answers["tipo_ente"].value == "unione"
    assert person.slot == "ente"


def test_another_comune_typed_instead_is_read_afresh():
    person = person_at(until="comune")
    person.says("Castro", places=(CASTRO_LE, CASTRO_BG))
    person.says("Acri", places=(ACRI,), sure=True)
    assert person.session.answers["comune"].place == ACRI


def test_a_text_rewritten_while_one_is_held_is_the_answer():
    person = person_at(until="note")
    person.says("Rossi è malato da mesi.", sensitive=("health",), cleaned="Rossi è [omesso] da mesi.")
    person.says("Manca una persona da mesi.")
    assert person.session.answers["note"].value == "Manca una persona da mesi."


@pytest.mark.parametrize(
    ("text", "slot"), [("salta", "referente"), ("no", "referente"), ("indietro", "fabbisogno"), ("SALTA!", "referente")]
)
def test_controls_are_words_too(text, slot):
    person = person_at(until="altri_enti")
    person.says(text)
    assert person.slot == slot


def test_controls_of_a_list_are_numbers_after_its_answers():
    person = person_at(until="")
    person.taps("edit:ruolo")
    (asked,) = of(person.last, Ask)
    number = len(asked.buttons) + [button.key for button in asked.controls].index("keep") + 1
    assert of(person.says(str(number)), Review)
    assert person.session.answers["ruolo"].value == "segretario"


def test_a_number_is_no_button_where_nothing_is_listed():
    person = person_at(until="referente")
    person.says("1")
    assert person.slot == "referente"


def test_leave_it_so_is_text_unless_something_is_being_corrected():
    person = person_at(until="fabbisogno")
    person.says("lascia così")
    assert person.slot == "fabbisogno"
    other = person_at(until="")
    other.taps("edit:fabbisogno")
    assert of(other.says("lascia così"), Review)


def test_a_row_of_the_review_is_named_by_number_or_label():
    for text in ("1", "Tipo di ente", "modifica il tipo di ente"):
        person = person_at(until="")
        person.says(text)
        assert person.slot == "tipo_ente"


def test_a_question_at_the_review_is_answered_and_the_review_stays():
    person = person_at(until="")
    token = person.session.prompt.id
    result = person.says("Ma quando rispondete?", **ASKED)
    assert of(result, FaqAnswer)
    assert of(result, Review)
    assert (person.session.prompt.id, person.session.prompt.bad) == (token, 0)


def ends(result) -> list[str]:
    (told,) = of(result, Notice)
    assert told.code == "how_to_send"
    return [button.key for button in told.buttons]


def test_rubbish_at_the_review_offers_a_person_the_third_time():
    person = person_at(until="")
    token = person.session.prompt.id
    told = [ends(person.says("boh boh")) for _ in range(4)]
    plain = ["submit", "own_mail", "cancel"]
    assert told == [plain, plain, [*plain, "human"], [*plain, "human"]]
    assert person.session.prompt.id == token
    assert of(person.says("segreteria"), StartFlow)[0].flow == "segreteria"


@pytest.mark.parametrize("text", ["sì", "ok", "va bene", "Perfetto!"])
def test_a_bare_yes_at_the_review_sends_nothing_and_tells_what_does(text):
    person = person_at(until="")
    before = person.session.prompt
    assert ends(person.says(text)) == ["submit", "own_mail", "cancel"]
    assert (person.session.prompt, person.last.effects[:-1]) == (before, ())
    by_letter = person_at(until="", channel="email")
    assert codes(by_letter.says(text)) == ["confirm_needed"]


@pytest.mark.parametrize("text", ["conferma", "Confermo", "invia", "sì, invia", "ok trasmetti", "trasmetti pure"])
def test_words_that_mean_sending_send(text):
    assert of(person_at(until="").says(text), SubmitRequest)


def test_a_yes_to_a_correction_without_a_change_shows_it_again():
    person = person_at(until="")
    person.taps("submit")
    person.says("correggi la richiesta")
    assert of(person.says("sì"), Invalid)[0].code == "choose"
    assert of(person.last, Review)


@pytest.mark.parametrize("text", ["preferisco inviarla dalla mia PEC", "La mando io dalla nostra casella di posta"])
@pytest.mark.parametrize("slot", ["tipo_ente", "comune", "fabbisogno", "altri_enti"])
def test_who_prefers_their_own_mailbox_is_told_how_and_loses_no_place(text, slot):
    person = person_at(until=slot)
    token = person.session.prompt.id
    assert codes(person.says(text)) == ["own_mail_later"]
    assert (person.slot, person.session.prompt.id, person.session.prompt.bad) == (slot, token, 0)
    at_review = person_at(until="")
    assert of(at_review.says(text), Draft)


def test_the_own_mailbox_is_only_a_word_where_no_draft_is_offered_or_more_is_said():
    person = person_at("segreteria")
    for said in ("ho letto", "a@b.it", "Possiamo inviarla dalla nostra PEC?"):
        person.says(said)
    assert person.slot == "ente"
    for need in (
        "Vorremmo imparare a trasmettere alle banche dati i bandi con la nostra PEC, senza riscriverli a mano.",
        "Vorremmo trasmettere i dati via mail agli altri Comuni del territorio.",
    ):
        other = person_at(until="fabbisogno")
        other.says(need)
        assert other.session.answers["fabbisogno"].value == need


@pytest.mark.parametrize("text", ["boh", "", "x" * 500])
def test_rubbish_while_something_is_asked_about_asks_it_again(text):
    person = person_at()
    person.session = person.session.changed(answers={}, prompt=None, digest="")
    person.opens(text="siamo il Comune, laboratorio sul piao")
    result = person.says(text)
    assert of(result, Invalid)[0].code == "choose"
    assert person.kind == "prefill"


def test_after_an_exit_any_text_is_a_question():
    person = person_at(until="tipo_ente")
    person.says("impresa")
    assert of(person.says("e allora a chi scrivo"), FaqAnswer)
    assert person.kind == "exit"


def test_with_nothing_open_any_text_is_a_question():
    person = person_at(until="email")
    person.says("annulla")
    assert of(person.says("quanto costa", entry="capacity-lab/costo"), FaqAnswer)[0].entry == "capacity-lab/costo"


def test_a_letter_confirms_only_with_the_code_of_its_summary():
    person = person_at(until="", channel="email")
    assert codes(person.says("conferma")) == ["confirm_needed"]
    assert codes(person.says("CONFERMO 00000000")) == ["stale"]
    assert codes(person.says(f"confermo {person.session.prompt.id}"))[0] == "submitted"


def test_a_code_before_the_review_says_what_is_missing():
    assert codes(person_at(until="email").says("CONFERMO abcd1234")) == ["not_ready"]


def test_a_number_that_is_not_an_answer_keeps_the_place():
    person = real("requisiti", "piccoli", "comune", "destinatari", "singolo")
    assert of(person.says("oltre 5.000"), Invalid)[0].code == "number"
    assert person.slot == "popolazione"


def test_a_person_is_asked_for_in_words():
    person = person_at(until="email")
    for _ in range(3):
        person.says("boh")
    assert of(person.says("parla con la segreteria"), StartFlow)
