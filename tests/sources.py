# SPDX-License-Identifier: EUPL-1.2
"""The project's own files as the house rules see them: text, syntax tree, functions, strings, imports."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "flows", "knowledge")
_OURS_ANYWAY = (".ci", ".env.example", ".gitignore", ".python-version")
_MADE = ("__pycache__", "data", "build", "dist")  # by running, building, installing: not written by anybody

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: str  # from the root, with «/»
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").replace("/", ".")

    def functions(self) -> Iterator[Function]:
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def strings(self) -> Iterator[tuple[int, str]]:
        """Line and text of every string but docstrings and lists of words to be split; f-strings whole."""
        left_out = {id(one) for one in (*_docstrings(self.tree), *_word_lists(self.tree))}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.JoinedStr):
                left_out |= {id(part) for part in node.values}
                parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
                yield node.lineno, " … ".join(str(part) for part in parts)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
                yield node.lineno, node.value

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and name of every module imported; a name taken from one of our packages counts as its module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, one.name) for one in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.module and not node.level, f"{self.path}:{node.lineno}: an import relative to the folder"
                inside = (ROOT / node.module.replace(".", "/")).is_dir()
                yield from ((node.lineno, f"{node.module}.{one.name}" if inside else node.module) for one in node.names)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | Function) and ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            yield first.value


def _word_lists(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("split", "splitlines"):
            yield node.value


def body_lines(function: Function) -> int:
    """Lines from the first statement after the docstring to the last."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@cache
def project_files() -> tuple[str, ...]:
    """Every file that somebody wrote, from the root; what git ignores is left out."""
    found: list[str] = []
    for folder, folders, files in os.walk(ROOT):
        inside = Path(folder).relative_to(ROOT)
        folders[:] = sorted(one for one in folders if _written(one))
        found += [(inside / one).as_posix() for one in sorted(files) if _written(one)]
    return tuple(found)


def _written(name: str) -> bool:
    if name.startswith("."):
        return name in _OURS_ANYWAY
    return name not in _MADE and not name.endswith((".egg-info", ".pyc"))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files under these folders; all of them without a folder named."""
    wanted = [one for one in project_files() if one.endswith(".py")]
    kept = [one for one in wanted if not folders or one.startswith(tuple(f"{folder}/" for folder in folders))]
    return tuple(Source(one, (ROOT / one).read_text("utf-8")) for one in kept)


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")
