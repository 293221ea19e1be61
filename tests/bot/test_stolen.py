# SPDX-License-Identifier: EUPL-1.2
"""A way of asking that would go elsewhere is named with its line; one that shares its facts steals nothing."""

from datetime import date
from pathlib import Path

from bot.content import Content
from bot.stolen import describe, stolen_phrasings
from knowledge.entry import Entry
from knowledge.labs import Ambito, Labs, Topic

BUS = ("orario dell'autobus per la stazione", "quando passa l'autobus", "a che ora parte l'autobus", "autobus orari")
TAX = ("quanto pago di tassa", "importo della tassa rifiuti", "tassa rifiuti da pagare", "quanto costa la tassa")
LOST = "orario dell'autobus del mattino"


def content(*, twins: bool = False) -> Content:
    facts = ("F010",) if twins else ()
    topic = Topic("x", "a", "Un tema lontano", "Tema", "Un tema.", ("bisogno lontano", "altro bisogno"))
    found = Content(Path(), labs=Labs(date(2026, 1, 1), (Ambito("a", "A", (topic,)),)))
    for name, title, asked in (("a/bus", "Gli autobus", BUS * 3), ("a/tassa", "La tassa", (*TAX, LOST, *TAX * 2))):
        found.entries[name] = Entry(name, title, "cosa", "Testo.", asked, facts=facts)
        lines = "".join(f"- {text}\n" for text in asked)
        found.texts[f"knowledge/faq/{name}.md"] = f"---\ntitle: {title}\n---\nTesto.\n## Come lo chiedono\n{lines}"
    return found


def test_a_phrasing_that_another_entry_wins_is_named():
    told = content()
    found = stolen_phrasings(told)
    assert [(one.text, one.entry, one.thief) for one in found] == [(LOST, "a/tassa", "a/bus")]
    (line,) = describe(told, found)
    assert line.startswith(f"knowledge/faq/a/tassa.md:10: «{LOST}» andrebbe a «a/bus» (")


def test_an_entry_with_the_same_facts_steals_nothing():
    assert not stolen_phrasings(content(twins=True))
