# SPDX-License-Identifier: EUPL-1.2
"""One question belongs to one entry: the same words and nearly the same words are found, whatever the size."""

import random
import time

from rapidfuzz import fuzz

from knowledge.duplicates import ALIKE, Asked, duplicates
from knowledge.findings import Finding


def asked(*rows: tuple[str, str]) -> list[Asked]:
    return [Asked(f"{owner.partition('#')[0]}.md", at, text, owner) for at, (owner, text) in enumerate(rows, 1)]


def found(*rows: tuple[str, str]) -> list[Finding]:
    return list(duplicates(asked(*rows)))


def test_case_accents_and_signs_make_no_difference():
    (one,) = found(("a/x", "Perché è così?"), ("a/y", "perche e cosi"))
    assert one == Finding("a/y.md", 2, "domanda «perche e cosi» scritta anche in a/x.md:1: lasciarla in una sola")


def test_nearly_the_same_is_an_error_that_names_both():
    (one,) = found(("a/x", "Qual è il costo del laboratorio?"), ("a/y", "qual è il costo dei laboratori"))
    assert one.text.startswith("domanda «qual è il costo dei laboratori» quasi uguale a «Qual è il costo del")
    assert not one.warning


def test_the_order_of_the_words_makes_no_difference():
    assert found(("a/x", "scadenza pilota quando"), ("a/y", "quando scadenza pilota"))


def test_the_same_entry_may_say_it_in_two_ways():
    assert not found(("a/x", "quanto costa il laboratorio"), ("a/x", "quanto costano i laboratori"))


def test_a_repeated_line_is_only_superfluous():
    (one,) = found(("a/x", "quanto costa"), ("a/x", "Quanto costa"))
    assert one.warning
    assert one.text == "domanda «Quanto costa» già scritta alla riga 1: toglierla"


def test_what_is_told_and_what_is_not_cannot_be_asked_alike():
    (one,) = found(("a/x", "a che ora scade"), ("a/x#ignoto", "a che ora scade"))
    assert not one.warning


def test_a_title_may_be_asked_too():
    title = Asked("a/x.md", 2, "Quanto costa?", "a/x", listed=False)
    assert not list(duplicates([title, *asked(("a/x", "quanto costa"))]))
    assert list(duplicates([title, *asked(("a/y", "quanto costa"))]))


def test_texts_without_our_letters_are_compared_as_they_are():
    assert not found(("a/x", "????"), ("a/y", "…"), ("a/z", "你好"))
    assert found(("a/x", "你好"), ("a/y", "你好"))


def test_looking_only_among_rare_words_loses_nothing():
    draw = random.Random(7)
    stock = [f"{draw.choice('bcdflmnprst')}{draw.choice('aeiou')}{draw.choice('lnrst')}{end}o" for end in "aeiou" * 8]
    rows = [(f"a/{at % 40}", " ".join(draw.sample(stock, 5))) for at in range(600)]
    slow = {
        (at, later)
        for at, (owner, text) in enumerate(rows)
        for later, (other, words) in enumerate(rows[at + 1 :], at + 1)
        if owner != other and fuzz.token_sort_ratio(text, words) >= ALIKE
    }
    quick = {one.line - 1 for one in found(*rows)}
    assert slow
    assert {later for _, later in slow} == quick


def test_seventeen_thousand_take_seconds():
    draw = random.Random(3)
    stock = [f"parola{draw.randrange(10**6)}" for _ in range(3_000)]
    rows = asked(*((f"a/{at % 400}", " ".join(draw.choices(stock, k=9))) for at in range(17_000)))
    start = time.process_time()
    list(duplicates(rows))
    assert time.process_time() - start < 8
