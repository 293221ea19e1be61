# SPDX-License-Identifier: EUPL-1.2
"""Phrases and letters: nothing missing, nothing that stays unfilled, blocks alone on their line."""

import pytest

from bot.content import read_content
from knowledge.phrase_checks import check_letters, check_phrases

CONTENT = read_content()
LINES = CONTENT.places["knowledge/phrases.yaml"]


def phrases(**changed: str | None) -> list[str]:
    names = {name.replace("__", "."): text for name, text in changed.items()}
    told = {name: text for name, text in {**CONTENT.phrases, **names}.items() if text is not None}
    return [one.text for one in check_phrases(told, LINES, CONTENT.flows)]


def letter(name: str, text: str) -> list[tuple[int, str]]:
    found = check_letters({**CONTENT.letters, name: text}, {})
    return [(one.line, one.text) for one in found if one.path.endswith(f"/{name}.md")]


def test_the_phrases_and_letters_are_sound():
    assert phrases() == []
    assert not list(check_letters(CONTENT.letters, CONTENT.texts))


def test_a_missing_phrase_is_named():
    assert phrases(notice__stale=None) == ["manca la frase «notice.stale»: aggiungerla, il programma la usa"]


def test_a_phrase_nobody_uses_is_named_with_the_nearest():
    assert phrases(notice__stalle="Così.") == ["frase «notice.stalle» che nessuno usa: forse «notice.stale»?"]


def test_an_empty_phrase_is_named():
    assert phrases(notice__stale=" ") == ["la frase «notice.stale» è vuota: scriverla"]


def test_a_value_nobody_gives_is_named_with_those_that_are():
    assert phrases(source="*Fonte: ((fonte)).*") == ["in «source» nulla riempie ((fonte)): si può usare ((sources))"]


def test_where_no_value_is_given_that_is_said():
    assert phrases(suggest="Forse ((x))?") == ["in «suggest» nulla riempie ((x)): si può usare nessun valore"]


@pytest.mark.parametrize("name", ["button__edit", "offer__useful", "command__start"])
def test_a_label_may_say_scrivi(name):
    assert phrases(**{name: "Scrivi di nuovo"}) == []


def test_a_letter_begins_with_its_subject():
    assert letter("receipt", "\nBuongiorno,") == [(2, "la prima riga deve cominciare con «Oggetto:»")]
    assert letter("receipt", "") == [(1, "la prima riga deve cominciare con «Oggetto:»")]


def test_a_comment_at_the_top_is_passed_over():
    assert letter("receipt", "<!-- ((nome))\nancora -->\nOggetto: Ricevuta\n\nOps.\n") == [
        (5, "«Ops» non si usa: toglierlo")
    ]


def test_a_list_stands_alone_on_its_line():
    assert letter("draft", "Oggetto: x\n\nRighe: ((rows))\n") == [
        (3, "((rows)) è un elenco: metterlo da solo sulla sua riga")
    ]


def test_a_letter_of_ones_own_may_use_what_a_request_has():
    assert letter("lettera_nuova", "Oggetto: ((body))\n\n((rows))\n") == []
    assert letter("lettera_nuova", "Oggetto: ((boody))\n")[0][1].startswith(
        "in «lettera_nuova» nulla riempie ((boody))"
    )


def test_the_repeated_lines_are_all_there():
    text = CONTENT.letters["lines"].replace("blank: non indicato\n", "blnk: non indicato\n")
    found = letter("lines", text)
    assert (1, "manca la riga «blank»: aggiungerla, le lettere la usano") in found
    assert any(one == "riga «blnk» che nessuno usa: forse «blank»?" for _, one in found)


def test_a_repeated_line_names_only_what_it_is_given():
    text = CONTENT.letters["lines"].replace("- **((label))**: ((value))\n", "- **((label))**: ((valore))\n", 1)
    assert [one for _, one in letter("lines", text)] == [
        "in «row» nulla riempie ((valore)): si può usare ((label)), ((value))"
    ]
