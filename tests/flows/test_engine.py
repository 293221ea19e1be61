# SPDX-License-Identifier: EUPL-1.2
"""Rules of the conversation, each on the request form."""

import pytest

from flows.engine import reduce
from flows.events import Reading, Said
from flows.replies import (
    Ask,
    Clarify,
    Draft,
    Erase,
    Exit,
    FaqAnswer,
    Form,
    Handover,
    Invalid,
    Notice,
    Review,
    Schedule,
    StartFlow,
    SubmitRequest,
)  # fmt: skip


def of(result, kind):
    return [one for one in (*result.replies, *result.effects) if isinstance(one, kind)]


def codes(result):
    return [one.code for one in of(result, Notice)]


def test_opening_introduces_then_asks_for_the_notice(person):
    result = person().last
    assert codes(result) == ["intro"]
    assert of(result, Ask)[0].slot == "presa_visione"


def test_happy_path_sends_one_request(person):
    one = person(until="")
    assert one.kind == "review"
    (effect,) = of(one.taps("submit"), SubmitRequest)
    sent = {row.slot: row.value for row in effect.rows}
    assert sent["provincia_comune"] == "Cosenza"
    assert sent["codice_ipa"] == "c_a053"
    assert effect.kind == "request"
    assert effect.outcome == "yes"


def test_a_second_confirmation_sends_nothing(person):
    one = person(until="")
    token = one.session.prompt.id
    one.taps("submit")
    one.taps("submit", prompt=token)
    assert not of(one.last, SubmitRequest)
    assert not of(one.says("trasmetti"), SubmitRequest)


def test_the_same_event_twice_does_nothing(person):
    one = person()
    event = Said(id="twice", at=one.clock, channel="telegram", text="ho letto")
    one.send(event)
    again = reduce(one.flow, one.session, event)
    assert again.session == one.session
    assert again.replies == ()


def test_typed_and_tapped_give_the_same_request(person):
    typed, tapped = person(until=""), person(until="tipo_ente")
    tapped.taps("0")
    tapped.says("Acri", places=(typed.session.answers["comune"].place,), sure=True)
    tapped.taps("piao")
    for text in ("Due concorsi deserti e un ufficio rimasto con una sola persona.", "no", "Maria Rossi"):
        tapped.says(text)
    tapped.taps("segretario")
    for text in ("maria.rossi@comune.example", "0984123456"):
        tapped.says(text)
    tapped.taps("skip")
    tapped.taps("skip")
    assert of(tapped.taps("submit"), SubmitRequest)[0].rows == of(typed.taps("submit"), SubmitRequest)[0].rows


def test_numbers_answer_a_choice(person):
    one = person(until="tipo_ente")
    one.says("2")
    assert one.session.answers["tipo_ente"].value == "unione"


def test_stale_tap_changes_no_answer(person):
    one = person(until="tipo_ente")
    old = one.session.prompt.id
    one.taps("comune")
    before = one.session.answers
    result = one.taps("privato", prompt=old)
    assert codes(result) == ["stale"]
    assert one.session.answers == before
    assert one.slot == "comune"


def test_strong_hit_on_closed_slot_keeps_the_prompt(person):
    one = person(until="tipo_ente")
    token = one.session.prompt.id
    result = one.says("quanto costa?", entry="capacity-lab/costo", question=True)
    assert of(result, FaqAnswer)[0].entry == "capacity-lab/costo"
    assert (one.session.prompt.id, one.session.prompt.bad) == (token, 0)


def test_closed_answer_beats_a_hit(person):
    one = person(until="tipo_ente")
    one.says("Comune", entry="capacity-lab/destinatari")
    assert one.session.answers["tipo_ente"].value == "comune"


QUESTION = "Ma si può fare insieme ad altri Comuni vicini al nostro?"


def test_open_answer_like_a_question_is_asked_about(person):
    one = person(until="fabbisogno")
    result = one.says(QUESTION, question=True)
    (asked,) = of(result, Clarify)
    assert (asked.reason, asked.held) == ("question", QUESTION)
    assert "fabbisogno" not in one.session.answers


def test_held_text_can_become_the_answer(person):
    one = person(until="fabbisogno")
    one.says(QUESTION, question=True)
    one.says("è la risposta")
    assert one.session.answers["fabbisogno"].value == QUESTION


def test_held_text_can_become_the_question(person):
    one = person(until="fabbisogno")
    token = one.session.prompt.id
    one.says(QUESTION, question=True)
    result = one.taps("question")
    assert of(result, FaqAnswer)[0].question == QUESTION
    assert (one.slot, one.session.prompt.id) == ("fabbisogno", token)


def test_repeated_back_keeps_walking(person):
    one = person(until="ruolo")
    one.says("indietro")
    assert one.slot == "referente"
    one.says("indietro")
    assert one.slot == "altri_enti"


def test_back_shows_the_answer_and_keep_leaves_it(person):
    one = person(until="ruolo")
    (asked,) = of(one.says("indietro"), Ask)
    assert asked.current == "Maria Rossi"
    one.says("lascia così")
    assert one.slot == "ruolo"


def test_back_at_the_first_question_says_so(person):
    assert codes(person().says("indietro")) == ["first_question"]


def test_edit_from_review_returns_to_review(person):
    one = person(until="")
    one.says("modifica il telefono")
    assert one.slot == "telefono"
    one.says("333 1234567")
    assert one.kind == "review"


def test_edit_that_opens_questions_asks_them(person):
    one = person(until="")
    one.taps("edit:tipo_ente")
    one.says("unione")
    assert one.slot == "ente"
    assert "comune" in one.session.answers


def test_answers_off_the_route_are_never_sent(person):
    one = person(until="")
    one.taps("edit:tipo_ente")
    one.says("unione")
    one.says("Unione Valle Verde")
    one.says("CS")
    (effect,) = of(one.taps("submit"), SubmitRequest)
    assert "comune" not in {row.slot for row in effect.rows}
    assert effect.outcome == "to_confirm"


def test_a_review_from_before_a_change_cannot_confirm(person):
    one = person(until="")
    old = one.session.prompt.id
    one.says("modifica il telefono")
    one.says("333 1234567")
    assert not of(one.taps("submit", prompt=old), SubmitRequest)


def test_cancel_erases_at_once(person):
    one = person(until="email")
    result = one.says("annulla")
    assert one.session.answers == {}
    assert of(result, Erase)[0].slots == ()


def test_summary_keeps_the_question(person):
    one = person(until="email")
    token = one.session.prompt.id
    result = one.says("riepilogo")
    assert not of(result, Review)[0].submittable
    assert one.session.prompt.id == token


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "😀😀", "日本語", "siamo un", "99", "x" * 100_000])
def test_bad_input_asks_the_same_again(person, text):
    one = person(until="tipo_ente")
    result = one.says(text)
    assert of(result, Invalid)[0].attempt == 1
    assert one.slot == "tipo_ente"


def test_third_failure_offers_a_person(person):
    one = person(until="email")
    for _ in range(2):
        assert not [b for b in of(one.says("boh"), Ask)[0].controls if b.key == "human"]
    result = one.says("boh")
    assert of(result, Invalid)[0].example
    assert "human" in [button.key for button in of(result, Ask)[0].controls]
    assert of(one.taps("human"), StartFlow)[0].flow == "segreteria"


def test_homonyms_are_asked_with_province(person, places):
    one = person(until="comune")
    (asked,) = of(one.says("Castro", places=places[1:]), Clarify)
    assert [button.label for button in asked.buttons[:2]] == ["Castro (LE)", "Castro (BG)"]
    one.says("quello di Lecce")
    assert one.session.answers["comune"].place.region == "Puglia"


def test_a_union_is_never_a_comune(person, places):
    one = person(until="comune")
    result = one.says("Unione dei Comuni di Acri", places=places[:1], sure=True)
    assert of(result, Invalid)[0].code == "not_a_municipality"
    assert "edit:tipo_ente" in [button.key for button in of(result, Ask)[0].controls]


def test_derived_data_can_be_corrected(person):
    one = person(until="")
    one.taps("edit:codice_ipa")
    (shown,) = of(one.says("acricom"), Review)
    row = next(row for row in shown.rows if row.slot == "codice_ipa")
    assert (row.value, row.derived, row.corrected) == ("acricom", False, True)


def test_another_comune_drops_the_correction(person, places):
    one = person(until="")
    one.taps("edit:codice_ipa")
    one.says("acricom")
    one.taps("edit:comune")
    one.says("Castro", places=places[1:2], sure=True)
    assert "codice_ipa" not in one.session.answers


def test_ineligible_exit_names_its_cause(person):
    one = person(until="tipo_ente")
    (out,) = of(one.says("impresa"), Exit)
    assert out.because.slot == "tipo_ente"
    one.taps("edit:tipo_ente")
    one.says("comune")
    assert one.slot == "comune"


SECRET = "Il dipendente Rossi è in malattia da mesi e l'ufficio è fermo senza di lui."


def test_delicate_text_is_stopped(person):
    one = person(until="fabbisogno")
    (asked,) = of(one.says(SECRET, sensitive=("health",), cleaned=SECRET.replace("malattia", "[omissis]")), Clarify)
    assert asked.reason == "sensitive"
    assert "fabbisogno" not in one.session.answers


@pytest.mark.parametrize(
    ("key", "erased", "kept"), [("rewrite", 1, None), ("remove", 1, "[omissis]"), ("send", 0, "malattia")]
)
def test_delicate_text_three_ways(person, key, erased, kept):
    one = person(until="fabbisogno")
    one.says(SECRET, sensitive=("health",), cleaned=SECRET.replace("malattia", "[omissis]"))
    result = one.taps(key)
    assert len(of(result, Erase)) == erased
    answer = one.session.answers.get("fabbisogno")
    assert (answer is None) if kept is None else (kept in answer.value)
    if key != "send":
        assert "malattia" not in one.session.to_json()


def test_repeat_is_shown_and_chosen(person):
    one = person(until="")
    (asked,) = of(one.taps("submit", earlier="C4C-0007"), Clarify)
    assert asked.values["reference"] == "C4C-0007"
    (effect,) = of(one.taps("second"), SubmitRequest)
    assert (effect.kind, effect.repeats) == ("request", "C4C-0007")


def test_repeat_can_be_a_correction(person):
    one = person(until="")
    one.taps("submit", earlier="C4C-0007")
    (effect,) = of(one.taps("earlier"), SubmitRequest)
    assert (effect.kind, effect.original) == ("amendment", "C4C-0007")


def test_correction_after_submission_is_one_letter(person):
    one = person(until="")
    first = of(one.taps("submit"), SubmitRequest)[0].key
    one.says("correggi la richiesta")
    one.says("modifica il telefono")
    one.says("333 1234567")
    (effect,) = of(one.taps("submit"), SubmitRequest)
    assert (effect.kind, effect.original) == ("amendment", first)


def test_unchanged_correction_sends_nothing(person):
    one = person(until="")
    one.taps("submit")
    (shown,) = of(one.says("correggi la richiesta"), Review)
    assert (shown.amendment, shown.submittable) == (True, False)
    assert not of(one.orders("submit"), SubmitRequest)


def test_correction_put_aside_restores_what_was_sent(person):
    one = person(until="")
    one.taps("submit")
    sent = one.session.answers
    one.says("correggi la richiesta")
    one.says("modifica il telefono")
    one.says("333 1234567")
    one.says("annulla")
    assert (one.session.answers, one.session.status) == (sent, "submitted")


def test_withdrawal_is_confirmed_then_told(person):
    one = person(until="")
    one.taps("submit")
    one.says("ritira")
    assert not of(one.says("sì"), SubmitRequest)
    (effect,) = of(one.orders("withdrawn"), SubmitRequest)
    assert effect.kind == "withdrawal"
    assert one.session.answers == {}


def test_own_mail_sends_nothing(person):
    one = person(until="")
    result = one.taps("own_mail")
    assert of(result, Draft)
    assert not of(result, SubmitRequest)
    assert one.kind == "review"


def test_one_sentence_fills_what_it_says(person):
    one = person()
    one.session = type(one.session)(id="s2", flow="richiesta")
    text = "Sono il segretario dell'Unione Valle Verde, vorremmo un laboratorio sul piao"
    (asked,) = of(one.opens(text=text), Clarify)
    assert {row.slot: row.value for row in asked.rows} == {
        "tipo_ente": "Unione di Comuni", "ente": "Unione Valle Verde", "lab": "Piao", "ruolo": "Segretario",
    }  # fmt: skip
    one.says("sì")
    assert one.slot == "presa_visione"


def test_refused_sentence_leaves_nothing(person):
    one = person()
    one.session = type(one.session)(id="s2", flow="richiesta")
    one.opens(text="siamo un Comune")
    one.says("no")
    assert one.session.answers == {}


def test_suspended_requests_ask_nothing(person, load_flow, lists):
    names = [option.id for option in lists()["labs"]]
    one = person(until="email")
    one.flow = load_flow("richiesta", lists(closed=names, note="Sospese fino a marzo."))
    (told,) = of(one.says("a@comune.example"), Notice)[-1:]
    assert (told.code, told.values["reason"]) == ("suspended", "Sospese fino a marzo.")
    assert "email" not in one.session.answers


def test_one_suspended_topic_is_asked_again(person, load_flow, lists):
    one = person(until="")
    one.flow = load_flow("richiesta", lists(closed=["piao"], note="Completo."))
    result = one.taps("submit")
    assert codes(result) == ["flow_changed"]
    assert (one.slot, of(result, SubmitRequest)) == ("lab", [])
    assert of(one.says("piao"), Invalid)[0].code == "closed"


def test_another_notice_is_acknowledged_again(person):
    one = person(until="email")
    notice = one.flow.slots["presa_visione"].model_copy(update={"ask": "Nuova informativa."})
    changed = one.flow.model_copy(update={"slots": {**one.flow.slots, "presa_visione": notice}, "digest": "other"})
    one.flow = changed
    one.says("a@comune.example")
    assert one.slot == "presa_visione"


def test_wording_change_keeps_the_prompt(person, load_flow, lists):
    one = person(until="email")
    new = {**lists()}
    new["labs"] = tuple(o.model_copy(update={"text": "Altro testo."}) for o in new["labs"])
    one.flow = load_flow("richiesta", new)
    assert codes(one.says("a@comune.example")) == []


def test_reminder_then_expiry(person):
    one = person(until="email")
    assert of(one.last, Schedule)[0].kind == "remind"
    token = one.session.prompt.id
    reminded = one.waits(5, "remind")
    assert codes(reminded) == ["reminder"]
    assert one.session.prompt.id == token
    expired = one.waits(25, "expire")
    assert codes(expired) == ["expired"]
    assert one.session.answers == {}


def test_early_tick_says_nothing(person):
    assert person(until="email").waits(1, "remind").replies == ()


def test_coming_back_shows_the_same_question(person):
    one = person(until="email")
    result = one.opens()
    assert codes(result) == ["resumed"]
    assert one.slot == "email"


def test_carried_answers_are_not_asked(person):
    one = person()
    one.session = type(one.session)(id="s2", flow="richiesta")
    one.opens(given={"lab": "piao", "tipo_ente": "comune", "ente": "", "ignoto": "x"})
    assert one.session.answers["lab"].source == "carried"
    one.says("ho letto")
    assert one.slot == "comune"


def test_question_to_secretariat_is_handed_over_as_shown(person):
    one = person("segreteria")
    one.session = type(one.session)(id="s2", flow="segreteria")
    one.opens(given={"domanda": "Possiamo chiedere un laboratorio a febbraio?"})
    one.says("ho letto")
    assert one.slot == "email"
    one.says("a@comune.example")
    (shown,) = of(one.says("salta"), Review)
    (effect,) = of(one.taps("submit"), Handover)
    assert effect.rows == shown.rows


def test_a_question_asked_for_does_not_interrupt(person):
    one = person("segreteria")
    one.says("ho letto")
    one.says("a@comune.example")
    one.says("Quanto dura un laboratorio?", question=True, entry="capacity-lab/durata")
    assert one.session.answers["domanda"].value == "Quanto dura un laboratorio?"


def test_delicate_question_carried_over_is_stopped(person):
    one = person("segreteria")
    one.session = type(one.session)(id="s2", flow="segreteria")
    reading = Reading(sensitive=("iban",), cleaned="Il nostro conto è [omissis], va bene?")
    one.opens(reading, given={"domanda": "Il nostro conto è IT00X, va bene?"})
    assert one.kind == "sensitive"
    one.taps("remove")
    assert one.session.answers["domanda"].value == reading.cleaned


def test_letter_form_reads_what_it_can(person, places):
    one = person(channel="email")
    assert of(one.last, Form)
    result = one.fills(
        presa_visione="letto", tipo_ente="Comune", comune="Acri", email="non è un indirizzo",
        lab="Piao", readings={"comune": Reading(places=places[:1], sure=True)},
    )  # fmt: skip
    (form,) = of(result, Form)
    assert {row.slot for row in form.accepted} >= {"tipo_ente", "comune", "lab", "codice_ipa"}
    assert {item.slot: item.error for item in form.items}["email"] == "email"


def test_letter_confirms_with_its_code(person, places):
    one = person(channel="email")
    texts = {"presa_visione": "letto", "tipo_ente": "Comune", "comune": "Acri", "lab": "Piao",
             "fabbisogno": "Due concorsi deserti e un ufficio rimasto con una sola persona.",
             "referente": "Maria Rossi", "ruolo": "segretario comunale", "email": "maria.rossi@comune.example",
             "telefono": "0984 123456",
             "altri_enti": "no", "pec": "no", "note": "no"}  # fmt: skip
    one.fills(readings={"comune": Reading(places=places[:1], sure=True)}, **texts)
    assert one.kind == "review"
    assert codes(one.says("trasmetti")) == ["confirm_needed"]
    (by_letter,) = of(one.says(f"CONFERMO {one.session.prompt.id}"), SubmitRequest)
    chat = person(until="")
    (by_chat,) = of(chat.taps("submit"), SubmitRequest)
    assert by_letter.rows == by_chat.rows
