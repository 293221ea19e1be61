# SPDX-License-Identifier: EUPL-1.2
"""A finding sorts by file and line; a misspelt name gets the nearest one, a strange one gets none."""

from knowledge.findings import Finding, nearest


def test_findings_come_in_the_order_of_the_file():
    later, earlier = Finding("b.md", 2, "x"), Finding("b.md", 1, "z")
    assert sorted([later, earlier, Finding("a.md", 9, "y")])[1:] == [earlier, later]


def test_the_nearest_name_is_suggested():
    assert nearest("riepligo", ["inizio", "riepilogo"]) == ": forse «riepilogo»?"


def test_nothing_is_suggested_where_nothing_is_near():
    assert nearest("xyz", ["inizio", "riepilogo"]) == ""
    assert nearest("xyz", []) == ""
