# SPDX-License-Identifier: EUPL-1.2
"""One thing to mend in the content: the file, the line, the fault with its remedy."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA


@dataclass(frozen=True, order=True)
class Finding:
    """What an author must mend, or with `warning` should look at."""

    path: str  # from the project's folder: knowledge/faq/anci/cosa.md
    line: int
    text: str
    warning: bool = False


def nearest(name: str, known: Iterable[str]) -> str:
    """«: forse «…»?», or nothing where no known name resembles it."""
    near = process.extractOne(name, list(known), scorer=OSA.normalized_similarity, score_cutoff=0.5)
    return f": forse «{near[0]}»?" if near else ""
