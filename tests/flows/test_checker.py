# SPDX-License-Identifier: EUPL-1.2
"""What a flow names in other files exists; every problem has its line."""

import pytest

from flows.checker import Known, check_flow, check_flows
from tests.flows.content import REAL, TODAY, library_on
from tests.flows.small_flow import LISTS, flow_with, line_of

KNOWN = Known(
    lists=LISTS, entries=("capacity-lab/costo",), letters=("lettera",), phrases=("privacy.short",), flows=("altra",)
)


def told(*changes, known=KNOWN):
    flow, _ = flow_with(*changes)
    return [text for _, text in check_flow(flow, known)]


def test_a_sound_flow_has_no_problem():
    assert told() == []


OUTSIDE = [
    (("options_from: labs", "options_from: lab"), "elenco «lab» sconosciuto: forse «labs»?"),
    (("ask: Quando?", "ask: Quando?, help: [capacity-lab/costi]"),
     "risposta «capacity-lab/costi» che non esiste: forse «capacity-lab/costo»?"),
    (("ask: Quando?", "ask: privacy.shor"), "frase «privacy.shor» che non esiste"),
    (("letter: lettera", "letter: letera"), "lettera «letera» che non esiste: forse «lettera»?"),
    (("letter: lettera", "letter: lettera, receipt: zzz"), "lettera «zzz» che non esiste"),
    (("label: Altro}", "label: Altro, leads: [zzz]}"), "voce di un elenco «zzz» che non esiste"),
    (("flow:altra", "flow:zzz"), "flusso «zzz» che non esiste"),
    (("flow:altra", "gatto"), "«gatto» non si può offrire"),
    (("because: chi", "because: chi, cards: {list: lbs}"), "elenco «lbs» sconosciuto: forse «labs»?"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), OUTSIDE)
def test_what_lies_in_other_files_exists(change, words):
    assert any(words in text for text in told(change))


@pytest.mark.parametrize(
    ("change", "words"), [one for one in OUTSIDE if "risposta" in one[1] or "frase" in one[1] or "lettera" in one[1]]
)
def test_what_is_not_known_is_not_checked(change, words):
    assert not any(words in text for text in told(change, known=Known(lists=LISTS)))


def test_a_phrase_may_stand_for_a_question():
    assert told(("ask: Quando?", "ask: privacy.short")) == []
    assert told(("ask: Quando?", "ask: Quando. Poi basta.")) == []


def test_an_option_may_lead_to_one_of_the_flow_s_own():
    assert told(("label: Altro}", "label: Altro, leads: [comune, piao]}")) == []


def test_conditions_are_not_followed_along_a_broken_graph():
    texts = told(
        ("next: [{to: riepilogo}]", "next: [{to: zzz}]"), ("{slot: abitanti, gte: 5001}", "{slot: zzz, gte: 1}")
    )
    assert any("«zzz», che non è un passo" in text for text in texts)
    assert not any("condizione su" in text for text in texts)


def test_every_problem_of_every_flow_has_its_line():
    change = ("letter: lettera", "letter: letera")
    flows = {"prova": flow_with(change), "altra": flow_with(("flow:altra", "flow:prova"))}
    (problem,) = check_flows(flows, Known(lists=LISTS, letters=("lettera",)))
    assert problem[:2] == ("prova", line_of("letter: letera", change))
    assert "letera" in problem[2]


def test_what_is_carried_must_be_a_question_of_the_flow_it_goes_to():
    change = ('because: chi, offer: [edit, "flow:altra"]', 'because: chi, carry: {boh: chi}, offer: ["flow:altra"]')
    flows = {"prova": flow_with(change), "altra": flow_with(("flow:altra", "faq"))}
    problems = check_flows(flows, Known(lists=LISTS))
    assert [text for _, _, text in problems] == ["«boh» non è una domanda di «altra»"]
    flows["prova"] = flow_with((change[0], change[1].replace("boh", "tema")))
    assert check_flows(flows, Known(lists=LISTS)) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{flow: zzz, slots: [tema]}", "flusso «zzz» che non esiste"),
        ("{flow: altra, slots: [tma]}", "domanda «tma» che non esiste: forse «tema»?"),
        ("{flow: altra, slots: [tema]}", ""),
    ],
)
def test_what_a_question_is_carried_from_exists(source, words):
    flows = {"prova": flow_with(("ask: Quando?", f"ask: Quando?, carried: {source}")), "altra": flow_with()}
    assert [text for _, _, text in check_flows(flows, Known(lists=LISTS))] == ([words] if words else [])


def test_a_place_without_a_line_takes_the_one_above():
    flow, _ = flow_with(("letter: lettera", "letter: zzz"))
    assert check_flows({"prova": (flow, {})}, Known(lists=LISTS, letters=()))[0][1] == 1


def test_the_six_flows_agree_with_the_content():
    library = library_on(TODAY)
    known = Known(
        lists=REAL["richiesta"].lists, entries=library.entries, letters=library.letters, phrases=library.phrases
    )
    assert check_flows({name: (flow, {}) for name, flow in REAL.items()}, known) == []
