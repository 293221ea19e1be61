# SPDX-License-Identifier: EUPL-1.2
"""YAML as text: every scalar stays what the author wrote, every place knows its line."""

from collections.abc import Iterator

import yaml

Place = tuple[str | int, ...]
Lines = dict[Place, int]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FAULTS = {  # a part of the reader's message: what it means to the author
    "unexpected end of stream": "una virgoletta aperta qui non è mai chiusa",
    "mapping values are not allowed": "due punti di troppo: mettere il testo fra virgolette, o allineare la riga",
    "could not find expected ':'": "manca «:» dopo il nome di una chiave",
    "expected key": "rientro diverso dalle righe vicine, o una virgoletta dentro un testo fra virgolette",
    "block end": "rientro diverso dalle righe vicine, o una virgoletta dentro un testo fra virgolette",
    "cannot start any token": "una tabulazione, o un testo che comincia con @ o %: usare spazi, o le virgolette",
    "',' or ']'": "una parentesi quadra aperta non è chiusa, oppure manca una virgola",
    "',' or '}'": "una parentesi graffa aperta non è chiusa, oppure manca una virgola",
    "undefined alias": "un testo che comincia con «*» va fra virgolette",
}


class DuplicateKeyError(ValueError):
    """The same key stands twice in one mapping; `line` is the second one's."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(f"chiave «{key}» scritta due volte: toglierne una")
        self.line = line


def load_yaml(text: str, first: int = 1) -> tuple[object, Lines]:
    """A YAML text as nested dict, list and str, and the line of every place in it.

    Scalars are never converted: `no`, `9:30` and `00100` stay text; an empty value is "".
    Raises yaml.YAMLError or DuplicateKeyError.
    """
    lines: Lines = {(): first}
    root = yaml.compose(text, Loader=_LOADER)
    return (_value(root, (), lines, first) if root else {}), lines


def explain_fault(fault: yaml.YAMLError) -> tuple[int, str]:
    """The line, from 0, and the fault in an author's words; PyYAML's own where it is a rare one."""
    said = str(getattr(fault, "problem", "") or fault)
    known = next((words for sign, words in _FAULTS.items() if sign in said), said)
    opened = "end of stream" in said  # the mark of such a fault is the end of the file
    mark = getattr(fault, "context_mark" if opened else "problem_mark", None) or getattr(fault, "problem_mark", None)
    return (mark.line if mark else 0), known


def _value(node: yaml.Node, place: Place, lines: Lines, first: int) -> object:
    lines[place] = node.start_mark.line + first
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, place, lines, first))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, i), lines, first) for i, item in enumerate(node.value)]
    return str(node.value)


def _pairs(node: yaml.MappingNode, place: Place, lines: Lines, first: int) -> Iterator[tuple[str, object]]:
    seen: set[str] = set()
    for key, item in node.value:
        name = str(key.value)
        if name in seen:
            raise DuplicateKeyError(name, key.start_mark.line + first)
        seen.add(name)
        value = _value(item, (*place, name), lines, first)
        lines[(*place, name)] = key.start_mark.line + first
        yield name, value
