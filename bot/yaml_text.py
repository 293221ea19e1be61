# SPDX-License-Identifier: EUPL-1.2
"""YAML as text: every scalar stays what the author wrote, every place knows its line."""

from collections.abc import Iterator

import yaml

Place = tuple[str | int, ...]
Lines = dict[Place, int]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
