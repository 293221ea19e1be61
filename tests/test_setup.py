# SPDX-License-Identifier: EUPL-1.2
"""What a fresh machine gets: the targets of make, pinned requirements, a package with its content, a quick start."""

import json
import re
import resource
import shutil
import subprocess
import sys
import tomllib
import zipfile
from datetime import date
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from sources import PACKAGES, ROOT, project_files, sources, text_of

from bot.content import load_library

PROJECT = tomllib.loads(text_of("pyproject.toml"))["project"]
BUILD = "from setuptools.build_meta import build_wheel; build_wheel('made')"
QUICK = (
    1.5  # seconds of the processor: it takes half of them, and a busy machine does not stretch them as it does hours
)


def python(*arguments: str, cwd: Path, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=True, **more)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is installed, built from a copy: building leaves files behind."""
    folder = tmp_path_factory.mktemp("package")
    for name in (*PACKAGES, "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    python("-c", BUILD, cwd=folder)
    (wheel,) = (folder / "made").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_package_holds_every_file_of_the_packages(unpacked):
    wanted = {one for one in project_files() if one.startswith(tuple(f"{name}/" for name in PACKAGES))}
    shipped = {one.relative_to(unpacked).as_posix() for one in unpacked.rglob("*") if one.is_file()}
    told = {one for one in wanted if one.endswith("/README.md")}  # for whoever edits the content where it is written
    assert wanted - told <= shipped
    assert not [one for one in shipped - wanted if ".dist-info/" not in one]


def test_the_package_answers_from_where_it_is_installed(unpacked):
    said = python("-m", "bot", "ask", "--json", "Che cos'è un Capacity Lab?", cwd=unpacked).stdout
    assert json.loads(said)["outcome"] in ("answer", "suggest")


def test_a_conversation_begins_quickly(tmp_path):
    if load_library(date(2026, 11, 25)).matcher.model.method != "softmax":
        pytest.skip("knowledge/model.bin is not of this content: `make build`")
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        python("-m", "bot", "chat", cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(taken) < QUICK, taken


def test_make_tells_its_targets():
    makefile = text_of("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony
    assert phony[1].split() == re.findall(r"^([a-z-]+):.*## \S", makefile, re.M)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")
def test_help_needs_no_set_up(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    said = subprocess.run(["make", "help"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "a conversation in the terminal" in said
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-dev.txt", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]),
    ],
)
def test_the_pinned_versions_are_those_that_the_project_allows(path, wanted):
    pinned = dict(re.findall(r"^([\w.-]+)==([\w.]+)", text_of(path), re.M))
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("path", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_its_digest_and_no_address(path):
    lines = [one for one in text_of(path).splitlines() if one and not one.lstrip().startswith("#")]
    assert not [one for one in lines if one.startswith("-") or "://" in one]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith(" "):
            assert re.match(r"[\w.-]+(\[[\w,-]+\])?==", line), line
            assert "--hash=sha256:" in after, line


def test_running_needs_nothing_that_only_tests_need():
    pinned = re.findall(r"^([\w.-]+)==", text_of("requirements.txt"), re.M)
    assert not {"numpy", "pytest", "mypy", "ruff", "hypothesis"} & set(pinned)


def test_what_is_imported_is_declared_and_not_left_to_others_to_bring():
    imported = {name.split(".")[0] for source in sources(*PACKAGES) for _, name in source.imports()}
    wanted = {canonicalize_name(Requirement(one).name) for one in PROJECT["dependencies"]}
    brought = packages_distributions()
    foreign = {name: {canonicalize_name(one) for one in brought[name]} for name in imported if name in brought}
    assert {"telegram", "h11", "yaml"} <= set(foreign)
    assert not {name for name, names in foreign.items() if not names & wanted} - {"numpy"}  # `build` alone needs it
