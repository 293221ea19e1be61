# SPDX-License-Identifier: EUPL-1.2
"""Dates decide: what is said on the day before, of and after each term, and across it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.core.markup import to_plain
from bot.core.summaries import ending
from flows.checks import check_conditions
from flows.definition import Branch, Flow, resolve
from flows.drawing import describe, draw
from flows.events import Reading
from flows.journey import holds, leaves, progress, slots_in
from flows.replies import Ask, Exit, Notice, StartFlow
from flows.routes import maybe, possible, routes
from flows.rows import doubts
from flows.session import Answer, Place
from tests.bot.core.talking import ROME, Talk, heard
from tests.flows.content import TODAY, comune, days_around, library_on
from tests.flows.person import Person, of
from tests.flows.small_flow import LISTS, flow_with, line_of, read

ACRI = comune("Acri")
LAST = date(2026, 1, 22)  # of the pilot call
FIRST = date(2026, 1, 1)  # of the Capacity Labs
EVENT = date(2026, 2, 20)  # the end of P.I.C.C.O.L.I.
NEXT_YEAR = date(2027, 6, 1)
OPEN_CALL = (date(2026, 1, 10), *days_around(LAST)[:2])
CLOSED_CALL = (days_around(LAST)[2], TODAY, NEXT_YEAR)
UNTIL = "aperte fino al 22 gennaio 2026 (l'ora non è indicata)"


def when(condition: object):
    return Branch.model_validate({"to": "x", "when": condition}).when


def on(today: date | None, *changes: tuple[str, str]) -> Flow:
    return resolve(flow_with(*changes)[0], LISTS, None, today)


def ask(flow: str, today: date, *said: str | Place) -> tuple[Person, Exit]:
    person = talk(flow, today, *said)
    (out,) = of(person.last, Exit)
    return person, out


def talk(flow: str, today: date, *said: str | Place) -> Person:
    person = Person(library_on(today).flows[flow], channel="terminal")
    person.opens()
    for text in said:
        place = Reading(places=(text,), sure=True) if isinstance(text, Place) else Reading()
        person.says(text.name if isinstance(text, Place) else text, places=place.places, sure=place.sure)
    return person


def told(today: date, flow: str, out: Exit) -> str:
    library = library_on(today)
    return to_plain(ending(library, library.flows[flow], out))


# The language


SPANS = [
    ({"until": "2026-01-22"}, (True, True, False)),
    ({"until": "2026-01-21"}, (True, False, False)),
    ({"from": "2026-01-22"}, (False, True, True)),
    ({"from": "2026-01-23"}, (False, False, True)),
    ({"from": "2026-01-22", "until": "2026-01-22"}, (False, True, False)),
    ({"from": "2025-01-01", "until": "2027-12-31"}, (True, True, True)),
]


@pytest.mark.parametrize(("span", "truths"), SPANS)
def test_both_ends_of_a_span_are_inside(span, truths):
    condition = when({"today": span})
    flows = [on(day) for day in days_around(LAST)]
    assert tuple(holds(condition, flow, {}) for flow in flows) == truths
    assert tuple(maybe(condition, flow, {}) for flow in flows) == truths
    assert tuple(holds(when({"not": {"today": span}}), flow, {}) for flow in flows) == tuple(not one for one in truths)
    assert when(condition.model_dump(by_alias=True, exclude_none=True)) == condition


def test_without_a_day_every_date_is_past():
    assert not holds(when({"today": {"until": "9999-12-30"}}), on(None), {})
    assert holds(when({"today": {"from": "9999-12-30"}}), on(None), {})


def test_a_day_decides_beside_an_answer_that_is_missing():
    both = when({"all": [{"slot": "chi", "is": "altro"}, {"today": {"until": "2026-01-22"}}]})
    assert maybe(both, on(LAST), {}) is None
    assert maybe(both, on(CLOSED_CALL[0]), {}) is False
    assert [test.slot for test in slots_in(both)] == ["chi"]
    assert len(list(leaves(both))) == 2


WRONG = [
    ("{from: 2026-01-23, until: 2026-01-22}", "nessun giorno va dal 2026-01-23 al 2026-01-22: scambiare «from» e"),
    ("{}", "serve «from», «until» o tutti e due"),
    ("{until: 22 gennaio}", "«until» non va bene: serve un giorno, come 2026-01-22"),
    ("{until: 2026-02-30}", "«until» non va bene: serve un giorno, come 2026-01-22"),
    ("{untill: 2026-01-22}", "chiave «untill» sconosciuta: forse «until»?"),
]


@pytest.mark.parametrize(("span", "words"), WRONG)
def test_a_span_that_is_none_is_named_with_its_line(span, words):
    change = ("{slot: abitanti, gte: 5001}", f"{{today: {span}}}")
    flow, problems = read(change)
    assert flow is None
    assert [line for line, text in problems if words in text] == [line_of("today:", change)], problems


@pytest.mark.parametrize("key", ["today", "opens"])
def test_the_day_itself_is_never_written(key):
    _, problems = read(("version: 1", f"version: 1\n{key}: 2026-01-22"))
    assert [text for _, text in problems] == [f"chiave «{key}» sconosciuta: toglierla"]


PASSED, TO_COME = "{today: {until: 2026-01-22}}", "{today: {from: 2026-01-23}}"
IMPOSSIBLE = [
    (f"{{all: [{PASSED}, {TO_COME}]}}", True),
    (f"{{all: [{PASSED}, {{today: {{from: 2026-01-22}}}}]}}", False),
    (f"{{all: [{{slot: chi, is: altro}}, {{all: [{PASSED}, {{not: {PASSED}}}]}}]}}", True),
    (f"{{all: [{{not: {PASSED}}}, {{not: {TO_COME}}}]}}", True),
    (f"{{all: [{{not: {PASSED}}}, {{not: {{today: {{from: 2026-01-24}}}}}}]}}", False),
    (f"{{any: [{{slot: chi, is: altro}}, {{all: [{PASSED}, {TO_COME}]}}]}}", False),
    (f"{{not: {{any: [{PASSED}, {TO_COME}]}}}}", True),
    (TO_COME, False),
    ("{today: {until: 9999-12-31}}", False),
    ("{slot: chi, is: altro}", False),
]


@pytest.mark.parametrize(("condition", "impossible"), IMPOSSIBLE)
def test_a_condition_that_no_day_meets_is_complained_of(condition, impossible):
    flow, _ = flow_with(("{slot: abitanti, gte: 5001}", condition))
    found = [place for place, text in check_conditions(flow, LISTS) if "nessun giorno soddisfa" in text]
    assert found == ([("steps", 1, "next", 0, "when")] if impossible else [])


def test_a_list_inside_another_condition_is_checked_too():
    flow, _ = flow_with(("{slot: abitanti, gte: 5001}", "{all: [{list: zzz, gte: 1}, {today: {from: 2026-01-23}}]}"))
    assert [text for _, text in check_conditions(flow, LISTS)] == ["elenco «zzz» sconosciuto"]


DATED = ("{slot: abitanti, gte: 5001}", "{all: [{slot: abitanti, gte: 5001}, {today: {until: 2026-01-22}}]}")


def test_a_date_is_drawn_and_the_drawing_is_the_same_every_day():
    condition = on(None, DATED).step("dove").next[0].when
    assert condition is not None
    assert describe(on(None, DATED), condition) == "Abitanti ≥ 5001 + oggi ≤ 2026-01-22"
    between = when({"today": {"from": "2026-01-23", "until": "2026-02-20"}})
    assert describe(on(None), between) == "oggi ≥ 2026-01-23 ≤ 2026-02-20"
    assert draw(on(LAST, DATED)) == draw(on(TODAY, DATED))


def test_a_question_of_another_day_is_not_possible_and_not_counted():
    assert [slot.id for slot, _ in possible(on(LAST, DATED), {}) if slot.id == "piccolo"] == ["piccolo"]
    assert [slot.id for slot, _ in possible(on(TODAY, DATED), {}) if slot.id == "piccolo"] == []
    answers = {"chi": Answer(value="comune")}
    assert progress(on(LAST, DATED), answers, "comune") == (2, 6)
    assert progress(on(TODAY, DATED), answers, "comune") == (2, 5)


# Identity


def test_only_a_term_that_passes_is_another_identity():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(60)]
    digests = [on(day, DATED).digest for day in days]
    turns = [day for day, before, after in zip(days[1:], digests, digests[1:], strict=False) if before != after]
    assert turns == [LAST + timedelta(days=1)]
    assert len(set(digests)) == 2


def test_a_term_moved_in_the_past_is_the_same_flow():
    moved = (DATED[0], DATED[1].replace("2026-01-22", "2026-01-15"))
    assert on(TODAY, DATED).digest == on(TODAY, moved).digest
    assert on(LAST, DATED).digest != on(LAST, moved).digest


def test_a_flow_without_dates_is_the_same_on_every_day():
    assert on(LAST).digest == on(None).digest == on(NEXT_YEAR).digest


@pytest.mark.parametrize(
    ("name", "terms"),
    [("orientamento", {LAST, EVENT}), ("requisiti", {LAST, EVENT}), ("richiesta", {FIRST - timedelta(days=1)}),
     ("scelta", set()), ("segreteria", set())],
)  # fmt: skip
def test_a_flow_turns_on_its_terms_and_on_no_other_day(name, terms):
    library, start = library_on(TODAY), date(2025, 12, 20)
    days = [start + timedelta(days=n) for n in range(80)]
    digests = [library.on(day).flows[name].digest for day in days]
    assert {day for day, a, b in zip(days, digests, digests[1:], strict=False) if a != b} == terms


def test_a_library_goes_from_a_day_to_the_next_and_back():
    here = library_on(LAST).on(CLOSED_CALL[0])
    assert {name: flow.digest for name, flow in here.flows.items()} == {
        name: flow.digest for name, flow in library_on(CLOSED_CALL[0]).flows.items()
    }
    assert here.on(LAST).flows == library_on(LAST).flows


# Orientamento


@pytest.mark.parametrize("today", OPEN_CALL)
def test_an_open_call_is_told_with_its_term_and_how_to_apply(today):
    person, out = ask("orientamento", today, "unione", "sindaco", "Calabria", "azioni pilota")
    text = told(today, "orientamento", out)
    assert (out.step, out.outcome) == ("pilota_aperta", "info")
    assert UNTIL in text
    assert "modalità dell'Avviso pubblico" in text
    assert "«Avviso e documentazione»" in text
    assert "Fonte: ANCI" in text
    assert {"F010", "F012", "F020"} <= set(out.facts)
    (start,) = of(person.taps("flow:requisiti"), StartFlow)
    assert dict(start.given) == {"tipo_ente": "unione"}


@pytest.mark.parametrize("today", CLOSED_CALL)
def test_a_closed_call_is_told_with_its_day(today):
    out = ask("orientamento", today, "comune", "sindaco", "Calabria", "azioni pilota")[1]
    assert (out.step, out.outcome) == ("pilota", "no")
    assert "si sono chiuse il 22 gennaio 2026" in out.text
    assert "aperte" not in out.text


@pytest.mark.parametrize(
    ("today", "step"), [*((day, "panorama_aperto") for day in OPEN_CALL), *((day, "panorama") for day in CLOSED_CALL)]
)
def test_the_overview_follows_the_call(today, step):
    out = ask("orientamento", today, "comune", "sindaco", "Calabria", "non so")[1]
    assert out.step == step
    assert (UNTIL in out.text) == (step == "panorama_aperto")
    assert ("chiuse il 22 gennaio 2026" in out.text) == (step == "panorama")
    assert "30 aprile 2022" in out.text


@pytest.mark.parametrize(("today", "over"), [*((day, day > EVENT) for day in days_around(EVENT)), (NEXT_YEAR, True)])
def test_piccoli_is_over_after_its_last_event_and_closed_before(today, over):
    out = ask("orientamento", today, "comune", "sindaco", "Calabria", "piccoli")[1]
    assert out.outcome == "no"
    assert ("si è concluso" in out.text) == over
    checked = ask("requisiti", today, "piccoli", "comune", "aderire")[1]
    assert checked.outcome == "no"
    assert ("si è concluso" in told(today, "requisiti", checked)) == over
    assert over or "30 aprile 2022" in told(today, "requisiti", checked)
    assert ask("requisiti", today, "piccoli", "comune", "destinatari", "singolo", "3000")[1].outcome == "yes"


# Requisiti: what is asked, the outcome, the line that says why, the facts it rests on.
CAN, CANNOT = "fra quelli che possono candidarsi", "da solo, non è fra quelli"
OPEN_ROWS = {
    "apply now, assegnatario": (("comune", "candidarci", "sì"), "yes", CAN, {"F010", "F012", "F020"}),
    "apply now, Unione": (("unione", "candidarci", "sì"), "yes", CAN, {"F012"}),
    "apply now, Città metropolitana": (("CM", "candidarci", "sì"), "yes", CAN, {"F012"}),
    "apply now, person to come": (("comune", "candidarci", "in attesa"), "yes", "non è ancora arrivata", {"F013"}),
    "apply now, alone": (("comune", "candidarci", "no, da solo"), "no", CANNOT, {"F012"}),
    "apply now, as partner": (("comune", "candidarci", "partner"), "to_confirm", "requisiti dei partner", {"F012"}),
    "apply now, Provincia": (("provincia", "candidarci", "sì"), "to_confirm", "non sono nominati", {"F012", "F081"}),
    "apply now, convenzione": (("convenzione", "candidarci", "sì"), "to_confirm", "Comuni in convenzione", {"C02"}),
    "who may apply, assegnatario": (("comune", "requisiti", "sì"), "yes", CAN, {"F012"}),
    "who may apply, alone": (("comune", "requisiti", "no, da solo"), "no", CANNOT, {"F012"}),
    "both typologies": (("comune", "entrambe"), "no", "una sola delle due", {"F014"}),
    "money": (("comune", "soldi"), "no", "alcun trasferimento di denaro", {"F017"}),
    "the outcome": (("comune", "graduatoria"), "to_confirm", "ancora aperte", {"F022"}),
}


@pytest.mark.parametrize("today", OPEN_CALL)
@pytest.mark.parametrize(("said", "outcome", "why", "facts"), OPEN_ROWS.values(), ids=OPEN_ROWS)
def test_a_row_of_the_tables_while_the_call_is_open(today, said, outcome, why, facts):
    out = ask("requisiti", today, "pilota", *said)[1]
    text = told(today, "requisiti", out)
    assert (out.step, out.outcome) == ("esito_pilota_aperta", outcome)
    assert why in text
    assert UNTIL in text
    assert "Avviso pubblico" in text
    assert facts <= set(out.facts)
    assert not re.search("scadut|potevan|rientrava|chius", text), text


@pytest.mark.parametrize("today", CLOSED_CALL)
def test_once_closed_nobody_is_asked_more(today):
    out = ask("requisiti", today, "pilota", "comune", "candidarci")[1]
    assert (out.step, out.outcome) == ("esito_pilota", "no")
    assert "scaduto il 22 gennaio 2026" in told(today, "requisiti", out)
    again = told(today, "requisiti", ask("requisiti", today, "pilota", "comune", "requisiti", "sì")[1])
    assert "rientrava fra quelli che potevano candidarsi" in again
    assert "aperte" not in again


@pytest.mark.parametrize(("flow", "place"), [("orientamento", ()), ("requisiti", (ACRI, comune("Bergamo")))])
def test_every_end_and_line_is_reached_on_some_day(flow, place):
    ends, lines = set(), set()
    for today in (LAST, CLOSED_CALL[0], TODAY):
        one = library_on(today).flows[flow]
        for answers, way in routes(one, place):
            found = doubts(one, answers)
            assert way.where.step.exit.outcome != "weighed" or found, (today, answers)
            ends.add(way.where.step.id)
            lines |= {doubt.id for doubt in found}
    assert ends == {step.id for step in one.steps if step.exit}
    assert lines == {doubt.id for doubt in one.doubts}


# Across a term


def passes(person: Person, today: date) -> None:
    person.flow = library_on(today).flows[person.flow.flow]


def test_a_question_of_the_open_call_is_dropped_when_it_closes():
    person = talk("requisiti", LAST, "pilota", "comune", "candidarci")
    assert person.slot == "assegnatario"
    token = person.session.prompt.id
    passes(person, CLOSED_CALL[0])
    (out,) = of(person.taps("in_servizio", prompt=token), Exit)
    assert (out.step, out.outcome) == ("esito_pilota", "no")
    assert set(person.session.answers) == {"misura", "tipo_ente", "tema_pilota"}


def test_a_question_that_both_days_ask_keeps_its_answers():
    person = talk("requisiti", LAST, "pilota", "comune", "requisiti")
    passes(person, CLOSED_CALL[0])
    (out,) = of(person.says("sì"), Exit)
    assert (out.step, out.outcome) == ("esito_pilota", "yes")
    assert "rientrava" in out.doubts[0].text


@pytest.mark.parametrize("flow", ["requisiti", "orientamento"])
def test_what_was_told_open_is_told_closed_the_day_after(flow):
    checked, told_all = ("pilota", "comune", "candidarci", "sì"), ("comune", "sindaco", "Calabria", "pilota")
    person, out = ask(flow, LAST, *(checked if flow == "requisiti" else told_all))
    assert UNTIL in told(LAST, flow, out)
    old = person.session.prompt.id
    passes(person, CLOSED_CALL[0])
    (out,) = of(person.taps("flow:segreteria", prompt=old), Exit)  # an old button only shows what is true now
    assert out.outcome == "no"
    assert "22 gennaio 2026" in told(CLOSED_CALL[0], flow, out)


def test_within_the_same_days_a_session_is_not_touched():
    person = talk("requisiti", OPEN_CALL[0], "pilota", "comune", "candidarci")
    token = person.session.prompt.id
    passes(person, LAST)
    (out,) = of(person.taps("in_servizio", prompt=token), Exit)
    assert (out.step, out.outcome) == ("esito_pilota_aperta", "yes")


# Richiesta: from when


def moved(available_from: date) -> Callable[[date], Flow]:
    """The request as if the Labs could be asked for from another day."""
    library = library_on(TODAY)
    labs = replace(library.labs, available_from=available_from)
    return lambda today: replace(library, labs=labs).on(today).flows["richiesta"]


@pytest.mark.parametrize(("today", "early"), [*((day, day < FIRST) for day in days_around(FIRST)), (NEXT_YEAR, False)])
def test_a_request_waits_for_its_first_day(today, early):
    person = talk("richiesta", today)
    assert (person.kind == "suspended") == early
    if not early:
        assert of(person.last, Ask)[0].slot == "presa_visione"
        return
    assert person.flow.not_before == FIRST
    (told_so,) = of(person.last, Notice)
    assert (told_so.code, told_so.values["date"]) == ("not_before", "2026-01-01")
    assert [button.key for button in told_so.buttons] == ["flow:segreteria", "faq"]
    assert person.session.answers == {}
    assert of(person.taps("flow:segreteria"), StartFlow)[0].flow == "segreteria"
    assert person.says("voglio un laboratorio").replies


def test_from_when_is_told_in_words():
    talk_ = Talk(now=datetime(2025, 12, 31, 10, 0, tzinfo=ROME))
    text = heard(talk_.says("/richiesta"))
    assert "i Capacity Lab si possono chiedere dal 1° gennaio 2026" in text
    assert "sospes" not in text
    talk_.now = datetime(2026, 1, 1, 0, 5, tzinfo=ROME)
    talk_.says("/richiesta")
    assert (talk_.session.prompt.kind, talk_.session.prompt.slot) == ("ask", "presa_visione")


def test_only_what_is_sent_waits():
    library = library_on(date(2025, 12, 31))
    assert [name for name, flow in library.flows.items() if flow.suspended is not None] == ["richiesta"]
    assert ask("scelta", date(2025, 12, 31), "problema", "piao", "piao")[1].step == "esito_problema"


def test_a_request_opened_too_early_begins_on_the_day():
    person = talk("richiesta", date(2025, 12, 31))
    passes(person, FIRST)
    assert of(person.says("ripeti"), Ask)[0].slot == "presa_visione"


def test_a_day_moved_forward_keeps_what_was_answered():
    flow = moved(FIRST)
    person = Person(flow(TODAY))
    person.opens()
    person.says("ho letto")
    person.says("unione")
    person.flow = moved(NEXT_YEAR)(TODAY)
    (told_so,) = of(person.says("Unione Valle Verde"), Notice)
    assert (told_so.code, told_so.values["date"]) == ("not_before", NEXT_YEAR.isoformat())
    person.flow = moved(NEXT_YEAR)(NEXT_YEAR)
    assert of(person.says("ripeti"), Ask)[0].slot == "ente"
    assert set(person.session.answers) == {"presa_visione", "tipo_ente"}


def test_a_request_that_was_sent_is_not_corrected_before_the_day():
    flow = moved(NEXT_YEAR)(TODAY)
    person = Person(flow)
    person.session = person.session.changed(
        status="submitted", digest=flow.digest, sent=("k",), answers={"tipo_ente": Answer(value="unione")}
    )
    assert "not_before" in [notice.code for notice in of(person.orders("correct"), Notice)]


# Incontri: by their own list


def test_the_last_day_of_the_call_is_a_day_of_meetings():
    (asked,) = of(talk("incontri", LAST, "prossimi").last, Ask)
    assert next(button.label for button in asked.buttons if not button.closed) == "Bari, 22 gennaio 2026"
