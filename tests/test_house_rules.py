# SPDX-License-Identifier: EUPL-1.2
"""The house rules: what the code may import, how long it may be, where words for people may stand."""

import ast
import re
import statistics
from collections.abc import Iterator

import pytest
from sources import PACKAGES, ROOT, Source, body_lines, project_files, sources, text_of

from bot.cli import commands
from bot.settings import names

SPDX = "# SPDX-License-Identifier: EUPL-1.2"
CORE = ("flows", "knowledge", "bot/core")

# The whole outside world of the core. None of these opens, asks, waits, prints or draws lots.
PURE = {
    *"collections collections.abc dataclasses datetime enum functools itertools math re string struct typing".split(),
    *"hashlib html json unicodedata zlib".split(),
    "urllib.parse",  # quotes the text of a link; the rest of urllib is the network
    "zoneinfo",  # the table of Rome's hours: the same answer always, `now` still comes from outside
    *"pydantic rapidfuzz rapidfuzz.distance snowballstemmer markdown_it markdown_it.tree".split(),
    *"email_validator stdnum stdnum.it".split(),  # asked for the form only, never for deliverability
}
IMPURE_CALLS = {"open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}

CHANNELS_KNOW = ("bot.core.messages", "bot.core.privacy", "bot.core.markup")
FAMILIES = {"telegram": ("telegram_",), "terminal": ("terminal",)}  # all other channel modules are the mail's

VAGUE = {"utils", "util", "helpers", "helper", "manager", "service", "base", "common", "handler", "misc"}
LONGEST_MODULE, LONGEST_BODY, MEDIAN_BODY = 300, 40, 10
LOOK_AGAIN = 0.1  # seconds: to look once more, or to see that nothing else came


def told(faults: Iterator[str]) -> None:
    found = list(faults)
    assert not found, "\n" + "\n".join(found)


# How a file looks


def test_every_source_file_names_its_licence():
    scripts = [one for one in project_files() if one in ("Makefile", ".ci/run", ".env.example") or one.endswith(".sh")]
    told(one.path for one in sources() if one.text.split("\n", 1)[0] != SPDX)
    told(one for one in scripts if one != ".env.example" and SPDX not in text_of(one).split("\n")[:2])


def test_every_module_says_in_one_line_what_it_holds():
    for one in sources():
        said = ast.get_docstring(one.tree) or ""
        assert said and (len(said.splitlines()) == 1 or not one.path.startswith(PACKAGES)), one.path


def test_a_package_holds_its_docstring_and_nothing_else():
    told(one.path for one in sources(*PACKAGES) if one.path.endswith("__init__.py") and len(one.tree.body) > 1)


def test_no_module_is_long():
    lengths = ((one.path, one.text.count("\n")) for one in sources(*PACKAGES, "scripts"))
    told(f"{path}: {length} lines" for path, length in lengths if length > LONGEST_MODULE)


def test_no_function_is_long():
    bodies = [(one.path, each.name, body_lines(each)) for one in sources(*PACKAGES) for each in one.functions()]
    told(f"{path}: {name}: {length} lines" for path, name, length in bodies if length > LONGEST_BODY)
    assert statistics.median(length for _, _, length in bodies) <= MEDIAN_BODY


def test_no_module_has_a_vague_name():
    told(one.path for one in sources(*PACKAGES, "scripts") if VAGUE & set(re.split(r"[/_.]", one.path)))


def test_values_are_frozen_where_they_are_pure():
    told(
        f"{one.path}:{node.lineno}: {node.name}"
        for one in sources(*CORE)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    )


# What the core touches


def test_the_core_imports_only_what_is_pure():
    told(
        f"{one.path}:{line}: {name}"
        for one in sources(*CORE)
        for line, name in one.imports()
        if name not in PURE and not name.startswith(("flows.", "knowledge.", "bot.core."))
    )


def test_the_core_calls_nothing_of_the_world():
    told(
        f"{one.path}:{node.lineno}: {node.func.id}"
        for one in sources(*CORE)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS
    )


def test_only_the_clock_reads_the_clock():
    told(
        f"{one.path}:{node.lineno}: {ast.unparse(node)}"
        for one in sources(*PACKAGES)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if (node.value.id, node.attr) in CLOCKS and one.path != "bot/clock.py"
    )


def test_channels_know_messages_and_nothing_else_of_ours():
    told(
        f"{one.path}:{line}: {name}"
        for one in sources("bot/channels")
        for line, name in one.imports()
        if name.split(".")[0] in PACKAGES and not name.startswith(("bot.channels.", *CHANNELS_KNOW))
    )


def test_no_channel_imports_from_another():
    told(
        f"{one.path}:{line}: {name}"
        for one in sources("bot/channels")
        for line, name in one.imports()
        if name.startswith("bot.channels.") and family(name) != family(one.module)
    )


def family(module: str) -> str:
    name = module.rpartition(".")[2]
    return next((one for one, starts in FAMILIES.items() if name.startswith(starts)), "mail")


# Words for people


def test_only_wording_makes_words_for_people():
    told(
        f"{one.path}:{node.lineno}"
        for one in sources(*PACKAGES)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Call) and re.match(r"(cast\()?Wording\b", ast.unparse(node))
        if one.path != "flows/wording.py"
    )


# Whoever writes content or runs the service reads these; whoever writes to the assistant never does.
FOR_AUTHORS = {
    *"flows/checker.py flows/checks.py flows/conditions.py flows/definition.py flows/parser.py flows/slots.py".split(),
    *"knowledge/checker.py knowledge/duplicates.py knowledge/entry_checks.py knowledge/events.py".split(),
    *"knowledge/labs.py knowledge/municipalities.py knowledge/parser.py knowledge/phrase_checks.py".split(),
    *"knowledge/tone.py bot/core/letters.py".split(),
    *"bot/checking.py bot/content.py bot/flow_words.py bot/measuring.py bot/stolen.py bot/yaml_text.py".split(),
}
FOR_OPERATORS = ("bot/cli.py", "bot/commands/", "bot/doctor.py", "bot/readiness.py", "bot/settings.py", "bot/telegram_")
# Words looked for in what people write, and names of things: never said to anybody.
NO_SENTENCES = (
    *("flows/vocabulary.py", "flows/answers.py", "bot/core/manner.py", "bot/core/csv_row.py"),
    *("bot/channels/email_history.py", "bot/channels/email_form.py"),
    *("knowledge/regions.py", "knowledge/toponyms.py", "knowledge/phrasebook.py"),
)

ITALIAN = set(
    "il lo la gli le un una uno di da con su per tra fra del dello della dei degli delle al allo alla ai agli alle dal"
    " dalla dai dalle nel nella nei nelle sul sulla sulle o che chi non si ha hanno deve può dove quando questo questa"
    " questi quello qui più già ora ogni senza dopo prima così anche essere stato stata suo sua loro nostro vostra"
    " grazie buongiorno segreteria richiesta risposta domanda".split()
)
PATTERN = re.compile(r"\\[bdsw.]|\(\?|\[\^|\w\|\w")


def test_sentences_for_people_stand_in_content():
    told(
        f"{one.path}:{line}: {text[:80]!r}"
        for one in sources(*PACKAGES)
        if one.path not in FOR_AUTHORS and not one.path.startswith((*FOR_OPERATORS, *NO_SENTENCES))
        for line, text in one.strings()
        if is_prose(text)
    )


def is_prose(text: str) -> bool:
    """Four words, two of them plainly Italian, and no pattern to search with."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    italian = {word for word in words if word in ITALIAN or re.search("[àèéìòù]$", word)}
    return len(words) >= 4 and len(italian) >= 2 and not PATTERN.search(text)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Non ho trovato una risposta nelle fonti.", True),
        ("La richiesta è stata trasmessa.", True),
        ("too many answers in a minute", False),
        (r"\b(?:il|la|per|con|di)\b", False),
        ("SELECT il FROM la WHERE x", True),  # a heuristic: what it takes for a sentence is looked at by hand
    ],
)
def test_what_counts_as_a_sentence(text, prose):
    assert is_prose(text) is prose


def test_the_exempt_modules_exist():
    known = {one.path for one in sources()}
    told(one for one in FOR_AUTHORS if one not in known)
    told(one for one in (*FOR_OPERATORS, *NO_SENTENCES) if not any(path.startswith(one) for path in known))


# What the project tells, and what it must not


def test_every_setting_is_explained():
    told(
        f"{name}: not in {path}"
        for path in (".env.example", "README.md")
        for name in names()
        if not re.search(rf"\b{name}\b", text_of(path))
    )


def test_every_command_is_in_the_readme():
    readme = text_of("README.md")
    told(name for name in commands.list_commands(None) if not re.search(rf"\bpython -m bot {name}\b|`{name}\b", readme))


MACHINE = re.compile(r"(?<![\w./-])/(?:home|Users|root|work|workspace|tmp|private|mnt)/\w")
REGISTRY = re.compile(r"--(?:extra-)?index-url|--trusted-host|--find-links|[fF]iles\.pythonhosted|pypi\.(?:org|python)")
UNDONE = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")


def test_no_file_names_a_machine_or_a_registry():
    told(
        f"{path}: {found[0]}"
        for path, text in written()
        for found in [MACHINE.search(text) or REGISTRY.search(text)]
        if found and path not in ("tests/test_house_rules.py", "tests/bot/test_readiness.py")  # paths as examples
    )


def test_nothing_is_left_for_later():
    told(
        f"{path}: {found[0]}"
        for path, text in written()
        if path.endswith((".py", ".md", "Makefile", ".toml")) and path != "tests/test_house_rules.py"
        for found in [UNDONE.search(text)]
        if found
    )


def written() -> Iterator[tuple[str, str]]:
    for path in project_files():
        raw = (ROOT / path).read_bytes()
        if b"\0" not in raw[:1000]:
            yield path, raw.decode("utf-8", errors="replace")


# The tests themselves


def test_tests_are_not_packages():
    told(path for path in project_files() if path.startswith("tests/") and path.endswith("__init__.py"))


def test_a_test_is_found_under_its_modules_name():
    """Or says in its first line what it is about: a whole conversation, a flow, a corpus."""
    known = {one.path for one in sources(*PACKAGES)}
    told(
        one.path
        for one in sources("tests")
        if "/test_" in f"/{one.path}" and not (module_of(one) & known or is_theme(one))
    )


def module_of(test: Source) -> set[str]:
    return {re.sub(r"^tests/(.*/)test_(\w+\.py)$", r"\1\2", test.path)}


def is_theme(test: Source) -> bool:
    return "test_" in test.path and len(ast.get_docstring(test.tree) or "") > 20


def test_no_test_replaces_by_a_dotted_path():
    told(
        f"{one.path}:{node.lineno}: {ast.unparse(node)[:80]}"
        for one in sources("tests")
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Call) and re.match(r"(mock\.)?patch\(|\w+\.setattr\(['\"]", ast.unparse(node))
    )


def test_no_test_waits_longer_than_to_look_again():
    told(
        f"{one.path}:{node.lineno}: {ast.unparse(node)}"
        for one in sources("tests")
        if "/test_" in f"/{one.path}"
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Call) and re.match(r"(time|asyncio)\.sleep\(", ast.unparse(node))
        if not isinstance(node.args[0], ast.Constant) or not float(node.args[0].value) <= LOOK_AGAIN
    )
