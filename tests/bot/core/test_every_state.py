# SPDX-License-Identifier: EUPL-1.2
"""From every state that a person comes to in the flows: every button can be typed, every command does what it says."""

from collections import deque
from copy import deepcopy

import pytest

from tests.bot.core.talking import Talk, heard

FLOWS = ("/orientamento", "/laboratori", "/richiesta", "/requisiti", "/incontri", "/segreteria")
TYPED = (
    "Acri", "Due concorsi andati deserti e il PIAO va rifatto.", "Maria Rossi", "m.rossi@comune.example",
    "0984 123456", "12", "CS",
)  # fmt: skip
MOST = 20  # states of each flow
COMMANDS = ("/annulla", "/start", "/segreteria", "/privacy", "/stato", "/aiuto", "/indietro", "/cancella_dati")


def shown(one):
    """What can be tapped under the last message."""
    return [choice for choice in one.afters[-1].messages[-1].choices if not choice.url]


def after(one, act):
    """The same talk one thing later; the talk itself stays as it is."""
    other = deepcopy(one)
    act(other)
    return other


def tap(choice):
    return lambda one: one.takes(one.event(kind="tap", prompt=choice.prompt, option=choice.option))


def say(text):
    return lambda one: one.says(text)


def states(command):
    """Breadth first, each question with each set of answered ones once."""
    first = Talk()
    first.says("/start")
    first.says(command)
    seen, found, waiting = set(), [], deque([first])
    while waiting and len(found) < MOST:
        one = waiting.popleft()
        session = one.session
        if session is None or session.prompt is None:
            continue
        key = session.prompt.kind, session.prompt.slot, tuple(session.answers), one.dialogue.flow
        if key in seen:
            continue
        seen.add(key)
        found.append(one)
        waiting += [after(one, tap(choice)) for choice in shown(one)]
        waiting += [after(one, say(text)) for text in TYPED if not any(choice.number for choice in shown(one))]
    return found


@pytest.fixture(scope="module", params=FLOWS)
def reached(request):
    return states(request.param)


def test_there_are_states(reached):
    assert len(reached) > 1


def test_whatever_can_be_tapped_can_be_typed(reached):
    for one in reached:
        for choice in shown(one):
            ways = [tap(choice), say(choice.label), *([say(str(choice.number))] if choice.number else [])]
            told = {heard(after(one, way).afters[-1]) for way in ways}
            assert len(told) == 1, (one.session.prompt, choice.label)


def test_every_command_is_answered(reached):
    for one in reached:
        for command in COMMANDS:
            other = after(one, say(command))
            assert heard(other.afters[-1]), (one.session.prompt, command)
            assert one.library.phrases["notice.unknown_command"] not in heard(other.afters[-1])


def test_a_form_is_cancelled_from_everywhere(reached):
    for one in (one for one in reached if not one.session.sent):
        other = after(one, say("/annulla"))
        session = other.session_of(one.session.id)
        assert session is None or (session.status != "active" and not session.answers), one.session.prompt


def test_the_secretariat_is_reached_from_everywhere(reached):
    for one in reached:
        assert after(one, say("/segreteria")).dialogue.flow == "segreteria", one.session.prompt


@pytest.mark.parametrize(("said", "forgotten"), [("1", True), ("Cancellare tutto", True), ("2", False)])
def test_everything_is_forgotten_from_everywhere_and_only_when_confirmed(reached, said, forgotten):
    for one in reached:
        asked = after(one, say("/cancella_dati"))
        assert after(asked, say(said)).afters[-1].forget is forgotten, one.session.prompt
