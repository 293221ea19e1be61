# SPDX-License-Identifier: EUPL-1.2
"""Every route of every flow, walked to its end; and what is still possible on the way."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from bot.core.markup import TELEGRAM_LIMIT, to_plain, units
from bot.core.speaking import Voice, speak
from flows.definition import Flow
from flows.engine import reduce
from flows.events import Event, Open, Reading, Said, Tapped
from flows.journey import Journey, Reviewing, journey, options_of
from flows.reading import interpret
from flows.replies import Ask, Calendar, Exit, Handover, Reply, Result, Review, StartFlow, SubmitRequest
from flows.routes import maybe, possible, routes, samples
from flows.screens import show
from flows.session import Answer, Session, new_session
from flows.wording import PLACEHOLDER
from tests.flows.content import BEFORE_THE_MEETINGS, REAL, TODAY, comune, library_on
from tests.flows.person import NOW, of

CALLBACK_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data
LABEL_WIDTH = 64  # characters: two lines on a telephone
PLACES = (comune("Acri"), comune("Bergamo"))
GIVEN_LATER = {"reference": "C4C-2026-7K3F"}  # by what registers a request
CASES = [(name, TODAY) for name in sorted(REAL)] + [("incontri", BEFORE_THE_MEETINGS)]
OFFERS = ("edit:", "flow:", "faq", "human", "restart", "close", "ics")


class Walk:
    """Walks all routes of one flow; what two routes begin alike is walked once."""

    def __init__(self, name: str, today: date) -> None:
        self.library = library_on(today)
        self.flow = self.library.flows[name]
        self.known: dict[tuple[tuple[str, str], ...], tuple[Session, Result]] = {}
        self.ends: tuple[tuple[dict[str, Answer], Journey, Session, Result], ...] = ()

    def every(self) -> Iterator[tuple[dict[str, Answer], Journey, Session, Result]]:
        for answers, way in routes(self.flow, PLACES):
            session, result = self._arrive(tuple((slot.id, answers[slot.id].value) for slot in way.slots), answers)
            yield answers, way, session, result

    def _arrive(self, done: tuple[tuple[str, str], ...], answers: dict[str, Answer]) -> tuple[Session, Result]:
        if done in self.known:
            return self.known[done]
        if not done:
            event: Event = Open(id="apre", at=NOW, channel="telegram")
            session = new_session("s", self.flow.flow)
        else:
            session, _ = self._arrive(done[:-1], answers)
            name = done[-1][0]
            assert session.prompt is not None
            assert (session.prompt.kind, session.prompt.slot) == ("ask", name)
            event = self._answer(session, name, answers[name], f"e{len(done)}")
        self.known[done] = self.give(session, event)
        return self.known[done]

    def _answer(self, session: Session, name: str, answer: Answer, event: str) -> Event:
        """Tapped where there is a button for it, typed otherwise."""
        assert session.prompt is not None
        base = {"id": event, "at": NOW, "channel": "telegram"}
        key = "skip" if answer.skipped else "yes" if self.flow.slots[name].type == "acknowledge" else answer.value
        if key in session.prompt.options:
            return Tapped(**base, prompt=session.prompt.id, option=key)
        places = (answer.place,) if answer.place else ()
        text = answer.place.name if answer.place else answer.value
        return Said(**base, text=text, reading=Reading(places=places, sure=True))

    def give(self, session: Session, event: Event) -> tuple[Session, Result]:
        result = reduce(self.flow, session, event)
        after = Session.from_json(result.session.to_json())
        assert after == result.session
        for reply in result.replies:
            self.shows(after, reply)
        return after, result

    def shows(self, session: Session, reply: Reply, channel: str = "telegram") -> None:
        """A message that fits its channel and leaves nothing unsaid."""
        voice = Voice(library=self.library, flow=self.flow, session=session, channel=channel, values=GIVEN_LATER)
        spoken = speak(voice, reply)
        text = to_plain(spoken.text)
        assert text.strip()
        assert not PLACEHOLDER.search(spoken.text), spoken.text
        assert channel == "email" or units(text) < TELEGRAM_LIMIT
        labels = [choice.label for choice in spoken.choices]
        assert len(set(labels)) == len(labels)
        assert all(0 < units(label) <= LABEL_WIDTH for label in labels), labels
        for choice in spoken.choices:
            assert len(f"1:{choice.prompt}:{choice.option}".encode()) <= CALLBACK_BYTES
            assert choice.number in (0, *range(1, len(labels) + 1))


@cache
def walk_of(name: str, today: date = TODAY) -> Walk:
    """All routes of a flow, walked once for all tests."""
    walk = Walk(name, today)
    walk.ends = tuple(walk.every())
    return walk


@pytest.mark.parametrize(("name", "today"), CASES)
def test_every_route_ends_in_a_review_or_an_exit(name, today):
    walk = walk_of(name, today)
    ends = set()
    for answers, way, session, result in walk.ends:
        assert {key: one.value for key, one in session.answers.items()} == {k: a.value for k, a in answers.items()}
        assert journey(walk.flow, session.answers) == way
        ends.add(way.where.step.id)
        if isinstance(way.where, Reviewing):
            (shown,) = of(result, Review)
            assert shown.submittable
            assert [row.slot for row in shown.rows if not row.derived] == [slot.id for slot in way.slots]
        else:
            (out,) = of(result, Exit)
            assert (session.status, out.step) == ("left", way.where.step.id)
            assert out.because is not None
            assert all(button.key.startswith(OFFERS) for button in out.buttons)
    finals = {step.id for step in walk.flow.steps if not step.collect}
    assert ends <= finals  # some only on other days
    assert len(ends) > 1 or len(finals) == 1


def ends_of(name: str, today: date = TODAY) -> Iterator[tuple[Walk, Session]]:
    """One session for each step that ends a flow."""
    walk = walk_of(name, today)
    seen: set[str] = set()
    for _, way, session, _ in walk.ends:
        if way.where.step.id not in seen:
            seen.add(way.where.step.id)
            yield walk, session


@pytest.mark.parametrize(("name", "today"), CASES)
def test_every_button_of_every_end_leads_somewhere(name, today):
    for walk, session in ends_of(name, today):
        assert session.prompt is not None
        for option in session.prompt.options:
            after, result = walk.give(
                session, Tapped(id=option, at=NOW, channel="telegram", prompt=session.prompt.id, option=option)
            )
            kind, _, about = option.partition(":")
            if kind == "edit":
                assert after.prompt is not None
                assert (after.editing, after.prompt.slot) == (about, about)
            elif kind == "flow":
                (start,) = of(result, StartFlow)
                assert start.flow == about
            elif kind == "submit":
                assert len(of(result, SubmitRequest) + of(result, Handover)) == 1
            elif kind == "ics":
                (calendar,) = of(result, Calendar)
                assert calendar.event in {meeting.id for meeting in walk.library.meetings}
            else:
                assert result.replies


@pytest.mark.parametrize("name", sorted(REAL))
def test_what_a_flow_carries_to_another_is_not_asked_again(name):
    for walk, session in ends_of(name):
        assert session.prompt is not None
        for option in [one for one in session.prompt.options if one.startswith("flow:")]:
            _, result = walk.give(
                session, Tapped(id="va", at=NOW, channel="telegram", prompt=session.prompt.id, option=option)
            )
            (start,) = of(result, StartFlow)
            other = walk.library.flows[start.flow]
            opened = reduce(other, new_session("s2", start.flow),
                            Open(id="apre", at=NOW, channel="telegram", given=start.given,
                                 reading=Reading(places=start.places)))  # fmt: skip
            kept = {key: one.value for key, one in opened.session.answers.items()}
            fits = {k: v for k, v in start.given.items() if k in kept or not _has(other, k, v)}
            assert fits == dict(start.given)
            assert of(opened, Ask)[0].slot not in start.given


def _has(flow: Flow, name: str, value: str) -> bool:
    """Whether the other flow knows this answer at all: its lists of bodies differ."""
    slot = flow.slots.get(name)
    return slot is not None and value in {option.id for option in options_of(flow, slot, {})}


@pytest.mark.parametrize("name", sorted(REAL))
def test_the_mailed_form_of_every_question_can_be_read(name):
    walk = walk_of(name)
    seen = set()
    for done, (session, _) in walk.known.items():
        key = (session.prompt.slot, done[:2]) if session.prompt and session.prompt.kind == "ask" else None
        if key is not None and key not in seen:
            seen.add(key)
            shown = show(walk.flow, session, "email")
            assert next(item.slot for item in shown.items) == session.prompt.slot
            walk.shows(session, shown, "email")
    assert seen


@pytest.mark.parametrize("name", sorted(REAL))
def test_a_question_in_the_middle_of_any_route_keeps_the_place(name):
    walk = walk_of(name)
    slots = {slot.id for _, way, _, _ in walk.ends for slot in way.slots}
    for session, _ in walk.known.values():
        prompt = session.prompt
        if prompt is None or prompt.kind != "ask" or prompt.slot not in slots:
            continue
        slots.discard(prompt.slot)
        asked = Said(id="chiede", at=NOW, channel="telegram", text="Ma quanto costa e chi lo paga?",
                     reading=Reading(entry="capacity-lab/costo", question=True))  # fmt: skip
        after = reduce(walk.flow, session, asked).session
        assert after.answers.keys() <= session.answers.keys() | {prompt.slot}
        assert after.prompt is not None
        slot = walk.flow.slots[prompt.slot]
        may_be = interpret(walk.flow, slot, asked.text, answers=session.answers, reading=asked.reading)[0] is not None
        if slot.type == "text" and may_be and not getattr(slot, "is_question", False):
            assert (after.prompt.kind, after.prompt.resume) == ("question", prompt.id)
        elif prompt.slot not in after.answers:
            assert (after.prompt.id, after.prompt.bad) == (prompt.id, 0)
    assert not slots


def test_possible_names_what_opens_a_question():
    flow = REAL["richiesta"]
    asked = dict(possible(flow, {}))
    named = {slot.id: when.in_ for slot, when in possible(flow, {}) if when}
    assert named["comune"] == ("comune",)
    assert set(named["ente"]) == {"unione", "citta_metropolitana", "convenzione", "altro_pubblico"}
    assert named["con_comune"] == ("altro_pubblico",)
    assert len(asked) == len([slot for step in flow.steps for slot in step.collect if not flow.slots[slot].carried])


def test_possible_leaves_out_what_an_answer_rules_out():
    flow = REAL["richiesta"]
    slots = [slot.id for slot, _ in possible(flow, {"tipo_ente": Answer(value="comune")})]
    assert "comune" in slots
    assert not {"ente", "provincia", "con_comune"} & set(slots)


def test_an_open_yes_or_no_is_part_of_what_is_possible():
    flow = REAL["requisiti"]
    slots = [
        slot.id for slot, _ in possible(flow, {"misura": Answer(value="piccoli"), "tipo_ente": Answer(value="comune")})
    ]
    assert {"tutti_piccoli", "popolazione", "fusione"} <= set(slots)


@pytest.mark.parametrize(
    ("condition", "answers", "truth"),
    [
        ({"slot": "misura", "is": "piccoli"}, {}, None),
        ({"slot": "misura", "is": "piccoli"}, {"misura": "piccoli"}, True),
        ({"slot": "misura", "is": "piccoli"}, {"misura": "assunzioni"}, False),
        ({"not": {"slot": "misura", "is": "piccoli"}}, {}, None),
        ({"not": {"slot": "misura", "is": "piccoli"}}, {"misura": "piccoli"}, False),
        (
            {"any": [{"slot": "misura", "is": "piccoli"}, {"slot": "tipo_ente", "is": "comune"}]},
            {"misura": "piccoli"},
            True,
        ),
        (
            {"any": [{"slot": "misura", "is": "piccoli"}, {"slot": "tipo_ente", "is": "comune"}]},
            {"misura": "assunzioni"},
            None,
        ),
        (
            {"all": [{"slot": "misura", "is": "piccoli"}, {"slot": "tipo_ente", "is": "comune"}]},
            {"misura": "assunzioni"},
            False,
        ),
        (
            {"all": [{"slot": "misura", "is": "piccoli"}, {"slot": "tipo_ente", "is": "comune"}]},
            {"misura": "piccoli"},
            None,
        ),
        ({"list": "labs", "gte": 12}, {}, True),
        ({"list": "labs", "lte": 11}, {}, False),
    ],
)
def test_a_condition_is_unknown_while_its_answer_is_missing(condition, answers, truth):
    from flows.definition import Branch  # noqa: PLC0415

    when = Branch.model_validate({"to": "x", "when": condition}).when
    assert maybe(when, REAL["requisiti"], {name: Answer(value=value) for name, value in answers.items()}) is truth
    assert maybe(None, REAL["requisiti"], {}) is True


def test_samples_cover_every_kind_of_answer():
    flow = REAL["requisiti"]
    numbers = [int(answer.value) for answer in samples(flow, flow.slots["popolazione"], {}, PLACES)]
    assert numbers == [5000, 5001, 5002]
    assert [one.value for one in samples(flow, flow.slots["fusione"], {}, PLACES)] == ["yes", "no"]
    assert [one.place.name for one in samples(flow, flow.slots["comune"], {}, PLACES)] == ["Acri", "Bergamo"]
    assert len(list(samples(flow, flow.slots["provincia"], {}, PLACES))) == 20
    note = REAL["richiesta"].slots["note"]
    assert [bool(one.value) for one in samples(flow, note, {}, PLACES)] == [True, False]
