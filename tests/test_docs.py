# SPDX-License-Identifier: EUPL-1.2
"""The pages beside the code: links that lead somewhere, flows drawn as they are, the catalogue's entry."""

import re
import tomllib
import unicodedata
from datetime import date

import pytest
from sources import ROOT, project_files, text_of

from bot.content import read_content
from bot.yaml_text import load_yaml
from flows.drawing import draw

PAGES = [
    one
    for one in project_files()
    if one.endswith(".md") and not one.startswith(("knowledge/faq/", "knowledge/letters/", "docs/flows/"))
]
LINK = re.compile(r"(?<!!)\[[^]\n]+\]\((?!https?:|mailto:)([^)\s#]*)(#[^)\s]+)?\)")
MANDATORY = (
    "publiccodeYmlVersion name url platforms developmentStatus softwareType description legal maintenance localisation"
)
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page):
    for path, anchor in LINK.findall(FENCED.sub("", text_of(page))):
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), f"{page}: {path}"
        if anchor and target.suffix == ".md":
            assert anchor[1:] in anchors(target.read_text("utf-8")), f"{page}: {path}{anchor}"


def anchors(text: str) -> set[str]:
    """The headings of a page as its links spell them."""
    found = re.findall(r"^#{1,6} (.+)$", FENCED.sub("", text), re.M)
    return {re.sub(r"[^\w -]", "", unicodedata.normalize("NFC", one).lower()).replace(" ", "-") for one in found}


def test_the_drawn_flows_are_those_that_run():
    content = read_content()
    flows = content.flows
    drawn = {one for one in project_files() if one.startswith("docs/flows/")}
    assert drawn == {f"docs/flows/{name}.md" for name in flows}, "make docs"
    for name, (flow, _) in flows.items():
        assert draw(flow, content.phrases) in text_of(f"docs/flows/{name}.md"), f"{name}: make docs"


# publiccode.yml, as the standard 0.7 asks


def test_the_catalogue_entry_is_complete():
    entry, _ = load_yaml(text_of("publiccode.yml"))
    assert set(MANDATORY.split()) <= set(entry)
    assert entry["legal"]["license"] == "EUPL-1.2"
    assert entry["maintenance"]["type"] != "internal" or entry["maintenance"]["contacts"]


def test_the_catalogue_entry_says_enough_and_not_too_much():
    entry, _ = load_yaml(text_of("publiccode.yml"))
    said = entry["description"]["it"]
    assert len(said["shortDescription"]) <= 150
    assert 150 <= len(said["longDescription"]) <= 10_000
    assert 5 <= len(said["features"]) <= 20


def test_the_catalogue_entry_names_the_version_of_the_package():
    entry, _ = load_yaml(text_of("publiccode.yml"))
    assert entry["softwareVersion"] == tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert date.fromisoformat(entry["releaseDate"]) if "releaseDate" in entry else True


def test_the_licence_is_whole():
    text = text_of("LICENSE")
    articles = [int(one) for one in re.findall(r"^(\d+)\.\w", text, re.M)]
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016\n")
    assert articles == list(range(1, 16))
    assert text.rstrip().endswith(
        "All other changes or additions to this Appendix require the production of a new EUPL version."
    )
    assert len(text.split()) == 2_212


def test_the_paths_that_the_readme_names_exist():
    named = re.findall(r"`((?:bot|flows|knowledge|tests|docs|scripts)/[\w./-]+)`", FENCED.sub("", text_of("README.md")))
    assert named
    assert not [one for one in named if not (ROOT / one).exists()]
