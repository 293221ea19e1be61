# SPDX-License-Identifier: EUPL-1.2
"""Doubts that trap nobody, what is possible told fast, words shown as typed, suspensions that cost no answer."""

from html import unescape
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.markup import to_mail_html, to_plain, to_telegram
from flows.conditions import Test
from flows.journey import answered, options_of
from flows.replies import AskWithdrawal, Clarify, FaqAnswer, Invalid, Notice, StartFlow, SubmitRequest
from flows.routes import maybe, possible, samples
from flows.session import Answer
from flows.slots import ChoiceSlot
from flows.wording import fill
from tests.flows.person import FLOWS, PLACES, load, make_lists, of, person_at

QUESTION = "Ma si può fare insieme ad altri Comuni vicini al nostro?"
OTHER = "Anche con l'Unione di cui facciamo parte, si potrebbe?"
NEED = "Due concorsi deserti e un ufficio rimasto con una sola persona."
SECRET = "Il dipendente Rossi è in malattia da mesi e l'ufficio è fermo senza di lui."


def in_doubt():
    one = person_at(until="fabbisogno")
    below = one.session.prompt.id
    one.says(QUESTION, question=True)
    assert one.kind == "question"
    return one, below


# «Domanda o risposta?»


@pytest.mark.parametrize("text", [NEED, NEED * 20])
def test_a_new_text_in_doubt_is_the_answer(text):
    one, _ = in_doubt()
    one.says(text)
    assert one.session.answers["fabbisogno"].value == text
    assert (one.kind, one.slot) == ("ask", "altri_enti")


def test_a_new_question_in_doubt_is_asked_about_in_its_turn():
    one, below = in_doubt()
    (asked,) = of(one.says(OTHER, question=True), Clarify)
    assert (asked.reason, asked.held) == ("question", OTHER)
    result = one.taps("question")
    assert [said.question for said in of(result, FaqAnswer)] == [OTHER]
    assert (one.session.prompt.id, one.session.prompt.bad) == (below, 0)


def test_a_delicate_text_in_doubt_is_stopped():
    one, _ = in_doubt()
    one.says(SECRET, sensitive=("health",))
    assert (one.kind, one.session.prompt.held) == ("sensitive", SECRET)


def test_few_words_that_answer_nothing_lose_no_text():
    one, _ = in_doubt()
    (refused,) = of(one.says("boh"), Invalid)
    assert (refused.code, one.session.prompt.held) == ("choose", QUESTION)
    one.says("è la risposta")
    assert one.session.answers["fabbisogno"].value == QUESTION


def test_few_words_about_a_delicate_text_lose_no_text():
    one = person_at(until="fabbisogno")
    one.says(SECRET, sensitive=("health",))
    one.says("boh")
    assert (one.kind, one.session.prompt.held) == ("sensitive", SECRET)


def test_a_text_too_long_is_refused_by_its_own_question():
    one, below = in_doubt()
    (refused,) = of(one.says("a" * 4000), Invalid)
    assert (refused.code, one.kind, one.session.prompt.id) == ("too_long", "ask", below)


def open_doubts():
    doubt, _ = in_doubt()
    repeat = person_at(until="")
    repeat.taps("submit", earlier="C4C-0007")
    prefilled = person_at()
    prefilled.session = type(prefilled.session)(id="s2", flow="richiesta")
    prefilled.opens(text="siamo un Comune")
    return {"question": doubt, "repeat": repeat, "prefill": prefilled}


@pytest.mark.parametrize("kind", ["question", "repeat", "prefill"])
def test_after_three_useless_choices_a_person_is_offered(kind):
    one = open_doubts()[kind]
    assert one.kind == kind
    told = [of(one.says("boh"), Invalid)[0].attempt for _ in range(4)]
    assert (told, codes(one.last), one.kind) == ([1, 2, 3, 4], [], kind)
    offered = of(one.last, Clarify)[0].buttons[-1]
    assert (offered.key, offered.code) == ("human", "human")
    assert of(one.taps("human"), StartFlow)[0].flow == "segreteria"


# What is still possible


def by_enumeration(flow, answers):
    """The same, told by trying every value of every earlier choice."""
    found = []
    order = [flow.slots[name] for step in flow.steps for name in step.collect]
    collected, _ = reach(flow, answers)
    for at, slot in enumerate(order):
        if slot.id in collected and (slot.carried is None or answered(flow, answers, slot.id)):
            whens = (leading(flow, answers, one, slot.id) for one in order[:at])
            found.append((slot.id, next(filter(None, whens), None)))
    return found


def reach(flow, answers):
    todo, steps = [flow.steps[0]], {}
    while todo:
        step = todo.pop()
        steps[step.id] = step
        for branch in step.next:
            truth = maybe(branch.when, flow, answers)
            if truth is not False:
                todo.append(flow.step(branch.to))
            if truth is True:
                break
    return {name for step in steps.values() for name in step.collect}, any(step.review for step in steps.values())


def leading(flow, answers, choice, name):
    if not (isinstance(choice, ChoiceSlot) or choice.type == "yes_no") or answered(flow, answers, choice.id):
        return None
    listed = [one.id for one in options_of(flow, choice, answers) if not one.closed]
    values = ["yes", "no"] if choice.type == "yes_no" else listed
    ways = {value: reach(flow, {**answers, choice.id: Answer(value=value)}) for value in values}
    chosen = tuple(value for value, (slots, _) in ways.items() if name in slots)
    going_on = sum(review for _, review in ways.values())
    return Test.model_validate({"slot": choice.id, "in": chosen}) if chosen and len(chosen) < going_on else None


@st.composite
def some_answers(draw):
    """A flow and answers to any of its questions, on one way or not."""
    flow = FLOWS[draw(st.sampled_from(sorted(FLOWS)))]
    answers = {}
    for slot in flow.slots.values():
        known = list(samples(flow, slot, answers, PLACES))
        if known and draw(st.booleans()):
            answers[slot.id] = draw(st.sampled_from(known))
    return flow, answers


@given(some_answers())
def test_what_is_possible_is_the_same_as_by_enumeration(case):
    flow, answers = case
    assert [(slot.id, when) for slot, when in possible(flow, answers)] == by_enumeration(flow, answers)


def test_what_is_possible_is_told_without_enumerating():
    flow = FLOWS["requisiti"]
    fast = min(repeat(lambda: possible(flow, {}), number=1, repeat=5))
    slow = min(repeat(lambda: by_enumeration(flow, {}), number=1, repeat=5))
    assert fast * 10 < slow  # fifty times, where nothing else runs


# Words as they were typed


INDENTED = "Si tratta di:\n\n    *due* concorsi_deserti\n\n\t1. un [ufficio](vuoto)\r\n\r\n     > e altro"


@pytest.mark.parametrize("template", ["((testo))", "Fabbisogno: ((testo))", "- **Fabbisogno:** ((testo))"])
@pytest.mark.parametrize("show", [to_plain, to_telegram, to_mail_html])
def test_an_indented_line_is_no_code(template, show):
    shown = unescape(show(fill(template, {"testo": INDENTED})))
    assert "\\" not in shown
    assert "<pre>" not in shown
    for line in ("*due* concorsi_deserti", "1. un [ufficio](vuoto)", "> e altro"):
        assert line in shown


@given(st.text(alphabet="ab *_`\\->.1\n\r\t", max_size=60))
def test_whatever_is_typed_keeps_its_signs(said):
    shown = to_plain(fill("Fabbisogno: ((testo))", {"testo": said}))
    assert "".join(shown.split()) == "".join(f"Fabbisogno: {said}".split())


# Requests suspended for a while


def half_way():
    """Somebody who has chosen a topic, and the same flow while all topics are closed."""
    one = person_at(until="fabbisogno")
    topics = [option.id for option in make_lists()["labs"]]
    return one, load("richiesta", make_lists(topics, "Sospese dal 1° dicembre."))


def codes(result):
    return [said.code for said in of(result, Notice)]


def test_a_suspension_asks_for_no_answer_again():
    one, closed = half_way()
    flow, answers = one.flow, one.session.answers
    one.flow = closed
    assert codes(one.says("Ecco il fabbisogno dell'ente, per intero.")) == ["suspended"]
    assert one.session.answers == answers
    one.flow = flow
    assert codes(one.says("riprendo")) == []
    assert (one.kind, one.slot, one.session.answers) == ("ask", "fabbisogno", answers)


def test_who_leaves_while_suspended_is_told_only_that():
    one, closed = half_way()
    one.flow = closed
    assert codes(one.orders("cancel")) == ["cancelled"]


def test_one_topic_closed_meanwhile_is_asked_again():
    one, closed = half_way()
    one.flow = closed
    one.says("ciao")
    one.flow = load("richiesta", make_lists(["piao"], "Sospesa."))
    assert codes(one.says("riprendo")) == ["flow_changed"]
    assert (one.kind, one.slot) == ("ask", "lab")


def test_a_request_sent_before_can_only_be_withdrawn_while_suspended():
    one = person_at(until="")
    one.taps("submit")
    _, one.flow = half_way()
    assert codes(one.says("correggi la richiesta")) == ["suspended", "sent_suspended"]
    assert one.session.prompt.options == ("withdraw", "flow:segreteria")
    assert [said.flow for said in of(one.taps("flow:segreteria"), StartFlow)] == ["segreteria"]
    assert of(one.taps("withdraw"), AskWithdrawal)
    assert [sent.kind for sent in of(one.orders("withdrawn"), SubmitRequest)] == ["withdrawal"]


def test_a_form_begun_anew_while_suspended_asks_nothing():
    one, closed = half_way()
    one.orders("cancel")
    one.flow = closed
    one.opens()
    assert (one.session.status, one.kind) == ("active", "suspended")
