# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with phrases and letters: one that is missing, a ((name)) that nothing fills, a wrong tone."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from knowledge.findings import Finding, nearest
from knowledge.parser import Lines, line_of
from knowledge.phrasebook import PLACEHOLDER, Given, letters_given, line_values, phrase_values
from knowledge.tone import tone_faults

PHRASES = "knowledge/phrases.yaml"
LETTERS = "knowledge/letters"
LINES = "lines"
_LABELS = re.compile(r"(button|offer|command|menu|aside)\b")
_COMMENT = re.compile(r"\A\s*<!--.*?-->\s*", re.DOTALL)
_SUBJECT = "Oggetto:"


def check_phrases(phrases: Mapping[str, str], lines: Lines, flows: Collection[str]) -> Iterator[Finding]:
    """Every problem of phrases.yaml."""
    known = phrase_values()
    yield from missing_phrases(phrases, lines)
    for name, text in phrases.items():
        at = line_of(lines, tuple(name.split(".")))
        if name not in known:
            yield Finding(PHRASES, at, f"frase «{name}» che nessuno usa{nearest(name, known) or ': toglierla'}", True)
        elif not text.strip():
            yield Finding(PHRASES, at, f"la frase «{name}» è vuota: scriverla")
        else:
            yield from _unfilled(PHRASES, at, name, text, known[name])
        for _, fault in tone_faults(text, label=bool(_LABELS.match(name))):
            yield Finding(PHRASES, at, fault)
    for flow in phrases.get("menu.order", "").split():
        if flow not in flows:
            text = f"«menu.order» nomina «{flow}», che non è un percorso{nearest(flow, flows)}"
            yield Finding(PHRASES, line_of(lines, ("menu", "order")), text)


def missing_phrases(phrases: Mapping[str, str], lines: Lines) -> Iterator[Finding]:
    """Those without which an answer would break off."""
    for name in phrase_values().keys() - phrases.keys():
        at = lines.get((name.partition(".")[0],), 1)
        yield Finding(PHRASES, at, f"manca la frase «{name}»: aggiungerla, il programma la usa")


def _unfilled(path: str, line: int, name: str, text: str, values: Collection[str]) -> Iterator[Finding]:
    for used in dict.fromkeys(PLACEHOLDER.findall(text)):
        if used not in values:
            possible = ", ".join(f"(({value}))" for value in sorted(values)) or "nessun valore"
            yield Finding(path, line, f"in «{name}» nulla riempie (({used})): si può usare {possible}")


def check_letters(letters: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Every problem of the letters; `texts` are the files, by path."""
    known = letters_given()
    yield from missing_letters(letters)
    for name in letters:
        rows = _rows(texts.get(_path(name), letters[name]))
        yield from _lines(rows) if name == LINES else _letter(name, rows, known.get(name, known["to_secretariat"]))
        for number, row in rows:
            for _, fault in tone_faults(row):
                yield Finding(_path(name), number, fault)


def missing_letters(letters: Mapping[str, str]) -> Iterator[Finding]:
    """Those without which nothing could be sent: a letter, its subject, a line that letters repeat."""
    for name in (letters_given().keys() | {LINES}) - letters.keys():
        yield Finding(_path(name), 1, "il file manca: il programma lo usa")
    for name in letters.keys() - {LINES}:
        rows = _rows(letters[name])
        if not rows or not rows[0][1].startswith(_SUBJECT):
            yield Finding(_path(name), rows[0][0] if rows else 1, f"la prima riga deve cominciare con «{_SUBJECT}»")
    if LINES in letters:
        for name in line_values().keys() - _named(_rows(letters[LINES])).keys():
            yield Finding(_path(LINES), 1, f"manca la riga «{name}»: aggiungerla, le lettere la usano")


def _path(name: str) -> str:
    return f"{LETTERS}/{name}.md"


def _rows(text: str) -> list[tuple[int, str]]:
    """(line, text), without the comment at the top."""
    comment = _COMMENT.match(text)
    skipped = text[: comment.end()].count("\n") if comment else 0
    return [(at, row.strip()) for at, row in enumerate(text.splitlines(), 1) if at > skipped and row.strip()]


def _letter(name: str, rows: Sequence[tuple[int, str]], given: Given) -> Iterator[Finding]:
    path = _path(name)
    for number, row in rows:
        alone = PLACEHOLDER.fullmatch(row)
        for used in dict.fromkeys(PLACEHOLDER.findall(row)):
            if used in given.blocks and not alone:
                yield Finding(path, number, f"(({used})) è un elenco: metterlo da solo sulla sua riga")
        yield from _unfilled(path, number, name, row, given.values | given.blocks)


def _lines(rows: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    path, known = _path(LINES), line_values()
    for name, (number, row) in _named(rows).items():
        if name not in known:
            yield Finding(path, number, f"riga «{name}» che nessuno usa{nearest(name, known) or ': toglierla'}")
        else:
            yield from _unfilled(path, number, name, row, known[name])


def _named(rows: Sequence[tuple[int, str]]) -> dict[str, tuple[int, str]]:
    return {row.partition(":")[0].strip(): (number, row) for number, row in rows}
