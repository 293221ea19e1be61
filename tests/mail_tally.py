# SPDX-License-Identifier: EUPL-1.2
"""Letters with the text that was just written in each, and how far an extracted text is from it."""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from functools import cache
from pathlib import Path

from bot.channels.email_reply import newest_part
from bot.channels.email_text import read_text

ITALIAN = Path(__file__).parent / "bot" / "channels" / "letters_it"
CORPUS = Path(os.environ.get("EMAIL_CORPUS", Path(__file__).parents[2] / "shared" / "email_corpus"))

Extract = Callable[[str, str], str]  # a letter's text and subject to what was just written


@dataclass(frozen=True)
class Sample:
    """A letter: its whole text, and the readings of it that are right."""

    name: str
    text: str
    subject: str
    right: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """Letters read exactly, with words of the person missing, with words too many; the last two may overlap."""

    total: int
    exact: int
    lost: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def rate(self) -> float:
        """The share read exactly, white space apart."""
        return self.exact / self.total

    def __str__(self) -> str:
        return f"{self.exact}/{self.total} exact ({self.rate:.1%}), {len(self.lost)} lost, {len(self.extra)} extra"


def italian_letters() -> Iterator[Sample]:
    """The letters of `letters_it`: what was written, then the letter, as a text or as a whole message."""
    for path in sorted(ITALIAN.glob("*.txt")):
        head, rest = path.read_bytes().decode().split("~~~ scritto\n", 1)
        written, letter = rest.split("~~~ lettera\n", 1)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        whole = fields.get("messaggio") == "intero"
        text, subject = _read(letter.encode()) if whole else (letter, fields.get("oggetto", ""))
        yield Sample(path.stem, text, subject, (written,))


def corpus_letters() -> Iterator[Sample]:
    """The letters of the public collections for which their own tests say what was just written."""
    for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["expected_reply_text"] is None:
            continue
        raw = (CORPUS / row["file"]).read_bytes()
        text, subject = _read(raw) if row["kind"] == "message" else (raw.decode("utf-8", "replace"), "")
        yield Sample(row["file"], text, subject, (row["expected_reply_text"], *row.get("also_accept", ())))


def tally(samples: Sequence[Sample], extract: Extract = newest_part) -> Tally:
    """How many letters are read well, each by the reading that suits it best."""
    exact, lost, extra = 0, [], []
    for sample in samples:
        found = extract(sample.text, sample.subject)
        missing, added = min((_distance(one, found) for one in sample.right), key=lambda pair: (sum(pair), pair))
        if any(_same(one, found) for one in sample.right):
            exact += 1
        else:
            lost += [sample.name] if missing else []
            extra += [sample.name] if added or not missing else []
    return Tally(len(samples), exact, tuple(lost), tuple(extra))


def _read(raw: bytes) -> tuple[str, str]:
    body = read_text(_unwrapped(raw))
    return body.text, body.subject


def _unwrapped(raw: bytes) -> bytes:
    """The letter inside a certified envelope."""
    message = message_from_bytes(raw)
    if "X-Trasporto" not in message:
        return raw
    inner = next(part for part in message.walk() if part.get_content_type() == "message/rfc822")
    return inner.get_payload(0).as_bytes()


def _same(right: str, found: str) -> bool:
    return right.split() == found.split()


def _distance(right: str, found: str) -> tuple[int, int]:
    """Words of the right text that are missing, and words too many."""
    wanted, given = _words(right), _words(found)
    return (wanted - given).total(), (given - wanted).total()


@cache
def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))
