# SPDX-License-Identifier: EUPL-1.2
"""The engine's replies as people read them."""

from datetime import date

import pytest

from bot.core.effects import carry_out
from bot.core.exchange import begin
from bot.core.labels import choices, flow_label, label, named
from bot.core.markup import to_plain
from bot.core.sheets import sheet
from bot.core.speaking import Voice, speak
from bot.core.summaries import ending, overview
from flows.replies import (
    Ask,
    Button,
    Calendar,
    Card,
    Clarify,
    Doubt,
    Exit,
    FaqAnswer,
    Form,
    FormItem,
    Invalid,
    Notice,
    Review,
    Row,
)
from flows.screens import coded
from flows.session import Prompt, Session
from flows.wording import plain
from tests.bot.core.talking import NOW, make_library
from tests.bot.core.test_closing import turn

LIBRARY = make_library(NOW.date())
FLOW = LIBRARY.flows["richiesta"]
EDIT = Button("edit:telefono", "Telefono", code="edit")
SUBMIT = Button("submit", code="submit")
ROW = Row("telefono", "Telefono", "+39 1*2", "+39 1*2")


def voice(kind="ask", slot="tipo_ente", options=(), channel="telegram"):
    session = Session(id="s", flow="richiesta", prompt=Prompt(id="p", kind=kind, slot=slot, options=options))
    return Voice(library=LIBRARY, flow=FLOW, session=session, channel=channel, controller={"titolare": "ANCI"})


def test_a_question_says_where_it_stands_and_what_is_closed():
    buttons = (Button("comune", "Comune"), Button("unione", "Unione", closed=True, note="Sospeso."))
    ask = Ask(prompt="p", slot="tipo_ente", kind="choice", label="Tipo", text=plain("Titolare ((titolare))?"),
              buttons=buttons, number=2, of=9, hint="Una sola.", current="Comune")  # fmt: skip
    spoken = speak(voice(options=("comune", "unione")), ask)
    told = to_plain(spoken.text)
    parts = (
        "Domanda 2 di 9",
        "Titolare ANCI?",
        "Una sola.",
        "Non disponibile ora: Unione. Sospeso.",
        "attuale: Comune",
    )
    for part in parts:
        assert part in told
    assert [(c.number, c.label) for c in spoken.choices] == [(1, "Comune"), (2, "Unione (non disponibile)")]


def test_controls_of_an_open_question_have_no_number():
    found = choices(LIBRARY, FLOW, voice(slot="referente", options=("back",)).session, (Button("back", code="back"),))
    assert [one.number for one in found] == [0]


def test_without_a_prompt_there_is_nothing_to_choose():
    assert choices(LIBRARY, FLOW, Session(id="s", flow="richiesta"), (Button("a", "A"),)) == ()


def test_a_refusal_gets_an_example_then_a_person():
    def told(attempt):
        return speak(voice(), Invalid("email", "email", attempt, example="a@b.it" if attempt > 1 else "")).text

    assert "a@b.it" not in told(1)
    assert "a@b.it" in told(2)
    assert LIBRARY.phrases["invalid.person"] in told(3)


def test_buttons_that_are_only_some_of_the_open_ones_have_no_number():
    shown = voice(kind="review", slot="", options=("edit:email", "submit", "cancel"))
    some = speak(shown, Notice("how_to_send", buttons=coded(("submit", "cancel"))))
    assert [choice.number for choice in some.choices] == [0, 0]
    every = speak(shown, Notice("how_to_send", buttons=coded(("edit:email", "submit", "cancel"))))
    assert [choice.number for choice in every.choices] == [1, 2, 3]


def test_dates_of_a_notice_are_words():
    assert "24 dicembre 2026" in speak(voice(), Notice("reminder", {"title": "X", "date": "2026-12-24"})).text


def test_a_long_text_put_aside_is_cut():
    spoken = speak(voice("question"), Clarify(prompt="p", reason="question", slot="note", buttons=(), held="x" * 5_000))
    assert len(spoken.text) < 500


def test_rows_are_numbered_as_they_are_corrected():
    notice = Row("presa_visione", "Informativa", "sì", "x")
    review = Review(prompt="p", rows=(notice, ROW), buttons=(EDIT, SUBMIT))
    told = to_plain(overview(LIBRARY, FLOW, review))
    assert "1. Telefono: +39 1*2" in told
    assert "Informativa" not in told


def test_what_a_person_typed_is_never_markup():
    assert "\\*" in overview(LIBRARY, FLOW, Review(prompt="", rows=(ROW,), buttons=()))


@pytest.mark.parametrize(("channel", "shown"), [("telegram", 2), ("terminal", 1), ("email", 1)])
def test_rows_have_buttons_only_where_they_are_tapped(channel, shown):
    review = Review(prompt="p", rows=(ROW,), buttons=(EDIT, SUBMIT))
    assert len(speak(voice("review", options=("edit:telefono", "submit"), channel=channel), review).choices) == shown


def test_a_correction_without_a_change_says_so():
    told = overview(LIBRARY, FLOW, Review(prompt="p", rows=(), buttons=(), submittable=False, amendment=True))
    assert LIBRARY.phrases["review.no_change"] in told


def test_every_reason_of_an_outcome_is_told():
    doubts = (Doubt("convenzione", "to_confirm", plain("Uno.")), Doubt("altro_ente", "to_confirm", plain("Due.")))
    review = Review(prompt="p", rows=(), buttons=(), outcome="to_confirm", doubts=doubts)
    told = to_plain(overview(LIBRARY, FLOW, review))
    assert "- Uno." in told
    assert "- Due." in told
    assert "Fonte:" in told


def test_an_end_names_its_cause_and_its_source():
    cards = (Card("a", "A", note="Sospeso."), Card("b", "B", text="Già passato.", note="già passato"))
    leaving = Exit(prompt="p", step="x", outcome="no", text=plain("No."), heading=plain("Esito orientativo"),
                   because=ROW, sources=("S1",), cards=cards)  # fmt: skip
    told = to_plain(ending(LIBRARY, FLOW, leaving))
    for part in ("Dipende da questa risposta – Telefono", "Fonte:", "A Sospeso.", "Esito orientativo"):
        assert part in told
    assert told.casefold().count("già passato") == 1


def test_the_source_of_the_reason_comes_before_that_of_the_step():
    doubts = (Doubt("assunzioni_dissesto", "to_confirm", plain("Una sola fonte.")),)
    leaving = Exit(prompt="p", step="x", outcome="to_confirm", text=plain("."), doubts=doubts, sources=("S3", "W13"))
    flow = LIBRARY.flows["requisiti"]
    reason = next(spec.sources for spec in flow.doubts if spec.id == "assunzioni_dissesto")
    told = to_plain(ending(LIBRARY, flow, leaving))
    assert LIBRARY.sources[reason[0]].name in told.split("Fonte:")[1].split(";")[0]


def test_an_end_about_one_meeting_names_the_sources_of_that_meeting():
    def told(*names):
        cards = tuple(Card(name, name, text="Già passato.") for name in names)
        leaving = Exit(prompt="p", step="x", outcome="info", text=plain("."), sources=("S1",), cards=cards)
        return to_plain(ending(LIBRARY, FLOW.model_copy(update={"today": date(2026, 11, 22)}), leaving)).split(
            "Fonte:"
        )[1]

    assert "Buonasera24" in told("bari-2026")
    assert "Buonasera24" not in told("lamezia-terme-2026")
    assert "Buonasera24" not in told("bari-2026", "salerno-2026")


def test_a_form_shows_what_is_wrong_with_a_line():
    item = FormItem(2, "email", "email", "E-mail", plain("Quale?"), error="email", typed="boh", only_if="Tipo: Comune")
    told = to_plain(sheet(LIBRARY, LIBRARY.flows["richiesta"], Form(prompt="p", items=(item,))))
    assert "E-mail: «boh». Questo non sembra un indirizzo e-mail." in told
    assert "2) E-mail:" in told
    assert "(solo se Tipo: Comune)" in told


def test_a_question_is_searched_for_not_worded():
    with pytest.raises(TypeError):
        speak(voice(), FaqAnswer(None, "quanto costa?"))


def test_a_flow_without_a_phrase_is_called_by_its_title():
    assert flow_label(LIBRARY, "altro") == "altro"
    assert label(LIBRARY, FLOW, Button("flow:richiesta", code="flow.richiesta")) == "Richiedere un Capacity Lab"


def test_labels_hold_values_as_they_are():
    assert named({"x": "Correggi: ((label))"}, "x", label="Codice (proposto)") == "Correggi: Codice (proposto)"


def test_a_meeting_that_is_gone_has_no_calendar():
    ex = turn()
    assert carry_out(ex, "s", Calendar(event="nessuno"))[1].files == ()
    assert begin(ex.given, ex.before, ex.dialogue).session is None
