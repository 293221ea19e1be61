# SPDX-License-Identifier: EUPL-1.2
"""The two READMEs for authors: their examples work, and `check` says what they say it says."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from broken import CASES, copy_content

from bot.checking import problems_of
from bot.content import ROOT, read_content
from bot.yaml_text import load_yaml
from flows.parser import parse_flow

TODAY = date(2026, 11, 25)
KNOWLEDGE = (ROOT / "knowledge" / "README.md").read_text("utf-8")
FLOWS = (ROOT / "flows" / "README.md").read_text("utf-8")
MESSAGE = re.compile(r"^((?:knowledge|flows)/\S+?):\d+: (.+)$", re.M)


def blocks(text: str, kind: str, marker: str = "") -> list[str]:
    found = re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)
    return [block for block in found if marker in block]


def block(text: str, kind: str, marker: str) -> str:
    (found,) = blocks(text, kind, marker)
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_content(tmp_path_factory.mktemp("contenuti"))


@pytest.fixture
def root(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "copia"))


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text, f"{path} non contiene più «{old}»"
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def faults(root: Path) -> list[str]:
    return [str(one) for one in problems_of(read_content(root), TODAY) if not one.warning]


# knowledge/README.md


def test_the_example_of_a_changed_answer_with_its_source(root):
    (root / "knowledge/faq/capacity-lab/costo.md").write_text(block(KNOWLEDGE, "markdown", "N01"), "utf-8")
    with (root / "knowledge/sources.yaml").open("a", encoding="utf-8") as file:
        file.write(block(KNOWLEDGE, "yaml", "N01"))
    assert not faults(root)


def test_the_example_of_an_answer_that_ends(root):
    path = root / "knowledge/faq/incontri/matera.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(block(KNOWLEDGE, "markdown", "Matera"), "utf-8")
    entry = read_content(root).entries["incontri/matera"]
    assert not faults(root)
    assert "si sono chiuse" in entry.on(date(2027, 5, 10))
    assert "fino al 9 maggio" in entry.on(date(2027, 5, 9))


def test_the_example_of_a_suspension(root):
    change(root, "knowledge/labs.yaml", "suspended: []\n", block(KNOWLEDGE, "yaml", "suspended:"))
    labs = read_content(root).labs
    assert not faults(root)
    assert labs.closed("piao", date(2027, 1, 15))
    assert not labs.closed("piao", date(2027, 1, 14))
    assert not labs.closed("retention", date(2027, 1, 15))


def test_the_example_of_a_need(root):
    need = block(KNOWLEDGE, "yaml", "vanno deserti")
    change(root, "knowledge/labs.yaml", "          - concorso deserto\n", need + "          - concorso deserto\n")
    assert not faults(root)
    assert "i nostri concorsi vanno deserti da tre anni" in read_content(root).labs.topic("attrattivita").needs


def test_the_example_of_a_meeting(root):
    with (root / "knowledge/events.yaml").open("a", encoding="utf-8") as file:
        file.write(block(KNOWLEDGE, "yaml", "matera-2027"))
    content = read_content(root)
    assert not faults(root)
    assert content.meetings[-1].city == "Matera"


def test_the_example_of_a_phrase(root):
    text = (root / "knowledge/phrases.yaml").read_text("utf-8")
    new = re.sub(r"^no_answer: \|-\n  .*\n", lambda _: block(KNOWLEDGE, "yaml", "no_answer"), text, flags=re.M)
    assert new != text
    (root / "knowledge/phrases.yaml").write_text(new, "utf-8")
    assert not faults(root)


# flows/README.md


def keys_in(value: object) -> set[str]:
    """The keys of a flow file that are not names of its own."""
    if isinstance(value, list):
        return {key for item in value for key in keys_in(item)}
    if not isinstance(value, dict):
        return set()
    own = {key for name in ("slots", "carry") for key in value.get(name, ()) if isinstance(value.get(name), dict)}
    return {*value} | ({key for item in value.values() for key in keys_in(item)} - own)


def test_every_key_of_a_flow_file_is_explained():
    used = {
        key
        for path in (ROOT / "flows" / "definitions").glob("*.yaml")
        for key in keys_in(load_yaml(path.read_text("utf-8"))[0])
    }
    assert sorted(key for key in used if not re.search(rf"\b{key}\b", FLOWS)) == []


def test_the_example_of_a_whole_flow(root):
    text = block(FLOWS, "yaml", "flow: esempio")
    assert parse_flow(*load_yaml(text))[1] == []
    (root / "flows/definitions/esempio.yaml").write_text(text, "utf-8")
    assert not faults(root)


def test_the_example_of_a_changed_question(root):
    path = root / "flows/definitions/richiesta.yaml"
    text = path.read_text("utf-8")
    new = re.sub(r"^  telefono:\n(?:    .*\n)+", lambda _: block(FLOWS, "yaml", "orario d'ufficio"), text, flags=re.M)
    assert new != text
    path.write_text(new, "utf-8")
    assert not faults(root)


def test_the_example_of_a_new_question(root):
    slot, collect = block(FLOWS, "yaml", "label: Partecipanti\n    ask: Quante persone parteciperebbero"), ""
    collect = block(FLOWS, "yaml", "collect: [lab")
    path = "flows/definitions/richiesta.yaml"
    change(root, path, "  referente:\n    type: text", f"{slot}  referente:\n    type: text")
    assert any("nessun passo la chiede" in one for one in faults(root))
    change(root, path, "    collect: [lab, requisito, fabbisogno, altri_enti]\n", collect)
    assert not faults(root)
    change(root, path, slot, "")
    assert any("la domanda «partecipanti» non è in «slots»" in one for one in faults(root))


def test_the_example_of_a_new_option(root):
    option = block(FLOWS, "yaml", "id: consorzio")
    change(root, "flows/definitions/richiesta.yaml", "      - {id: privato,", f"{option}      - {{id: privato,")
    assert not faults(root)


# What they quote


def without_lines(text: str) -> str:
    """The words of a message: its figures may be those of another day."""
    return re.sub(r"<[^>]+>|\d+", "0", text)


@pytest.mark.parametrize(("path", "text"), sorted(set(MESSAGE.findall(KNOWLEDGE + FLOWS))))
def test_a_message_quoted_is_one_that_check_prints(path, text):
    printed = {(case.named or case.path, without_lines(case.says)) for case in CASES}
    assert (path, without_lines(text)) in printed
