# SPDX-License-Identifier: EUPL-1.2
"""What only shows when everything lies side by side: alike titles, sources, topics, meetings, names."""

from dataclasses import replace
from datetime import date

from knowledge.checker import EVENTS, LABS, SOURCES, SYNONYMS, Shelf, check_knowledge
from knowledge.entry import Entry, Source
from knowledge.events import Meeting
from knowledge.findings import Finding
from knowledge.labs import Ambito, Labs, Suspension, Topic
from knowledge.phrase_checks import LETTERS, PHRASES

SOURCE = Source("S0", "ANCI", date(2025, 12, 19), url="https://www.anci.it")
TOPIC = Topic(
    "piao",
    "a",
    "PIAO",
    "PIAO",
    "Per chi deve scrivere il PIAO.",
    tuple(f"ci serve {word * 3}" for word in "abcdefghijklmnopqrstuvwxy"),
)
LABS_ON = Labs(date(2026, 1, 1), (Ambito("a", "Ambito", (TOPIC,)),))
MEETING = Meeting("bari-2026", "Incontro a Bari", "Bari", "Puglia", date(2026, 1, 22), sources=("S0",))


def entry(name: str, title: str, **more: object) -> Entry:
    asked = tuple(f"{name} {at}" for at in range(25))
    return Entry(name, title, "cosa", "Testo.", asked, sources=("S0",), **more)


def told(*entries: Entry, **shelf: object) -> list[Finding]:
    parts = {"sources": {"S0": SOURCE}, "labs": LABS_ON, "meetings": (MEETING,), **shelf}
    found = check_knowledge(Shelf(entries={one.id: one for one in entries}, **parts))
    return [one for one in found if one.path != PHRASES and not one.path.startswith(LETTERS)]


def test_a_sound_shelf_has_no_findings():
    assert told(entry("a/x", "Che cosa sono i pilota?"), entry("a/y", "Dove si tengono gli incontri?")) == []


def test_two_titles_that_nobody_could_tell_apart():
    (one,) = told(entry("a/x", "Quanto costano i Capacity Lab?"), entry("a/y", "Quanto costavano i Capacity Lab?"))
    assert one.path == "knowledge/faq/a/y.md"
    assert one.text == (
        "titolo «Quanto costavano i Capacity Lab?» troppo simile a «Quanto costano i Capacity Lab?» di"
        " knowledge/faq/a/x.md: distinguerli"
    )


def test_the_same_title_twice_is_told_once():
    assert len(told(entry("a/x", "Quanto costa un lab?"), entry("a/y", "Quanto costa un lab?"))) == 1


def test_a_source_has_a_date_or_says_what_is_known_of_it():
    assert [one.path for one in told(sources={"S0": replace(SOURCE, date=None)})] == [SOURCES]
    assert not told(sources={"S0": replace(SOURCE, date=None, note="pagina senza data")})


def test_addresses_are_written_in_full():
    assert [one.path for one in told(sources={"S0": replace(SOURCE, url="www.anci.it")})] == [SOURCES]
    assert [one.path for one in told(labs=replace(LABS_ON, catalogue_url="www.anci.it"))] == [LABS]


def test_the_reason_of_a_suspension_keeps_the_tone():
    rule = Suspension(date(2027, 1, 1), "all", "Le istanze sono sospese.")
    assert [one.text for one in told(labs=replace(LABS_ON, suspended=(rule,)))] == [
        "«istanze» non si usa: scrivere «richiesta»"
    ]


def test_a_topic_needs_enough_needs():
    few = replace(LABS_ON, ambiti=(Ambito("a", "Ambito", (replace(TOPIC, needs=("uno",)),)),))
    (one,) = told(labs=few)
    assert (one.text, one.warning) == ("tema «piao»: 1 bisogni, almeno 25", True)


def test_a_need_is_a_way_of_asking_for_the_entry_with_the_topics():
    topics = entry("a/tema", "Quale tema fa al caso nostro?", slot="labs")
    other = replace(entry("a/x", "Che cosa sono i pilota?"), phrasings=("x",) * 25)
    texts = {"knowledge/faq/a/x.md": "---\ntitle: x\n---\nTesto.\n## Come lo chiedono\n- ci serve ddd\n"}
    found = [one for one in told(other, topics, texts=texts) if not one.warning]
    assert [one.text for one in found] == [
        "domanda «ci serve ddd» scritta anche in knowledge/faq/a/x.md:6: lasciarla in una sola"
    ]


def test_a_meeting_has_a_source_that_exists():
    assert "forse «S0»?" in told(meetings=(replace(MEETING, sources=("S00",)),))[0].text
    assert "senza fonte" in told(meetings=(replace(MEETING, sources=()),))[0].text


def test_meetings_are_found_where_they_stand_in_the_file():
    later = replace(MEETING, id="alba-2026", date=date(2026, 3, 1), sources=())
    text = "meetings:\n  - id: alba-2026\n  - id: bari-2026\n"
    places = {("meetings", 0): 2, ("meetings", 0, "id"): 2, ("meetings", 1): 3, ("meetings", 1, "id"): 3}
    (one,) = told(meetings=(MEETING, later), texts={EVENTS: text}, places={EVENTS: places})
    assert (one.path, one.line) == (EVENTS, 2)


def test_one_form_stands_for_one_name():
    (one,) = told(names={"centro servizi": ["cst"], "altro": ["C.S.T", "cst"]})
    assert (one.path, one.text) == (
        SYNONYMS,
        "forma «cst» scritta anche sotto «centro servizi»: lasciarla a un nome solo",
    )
