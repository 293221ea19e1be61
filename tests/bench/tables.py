# SPDX-License-Identifier: EUPL-1.2
"""Plain tables for a terminal: aligned columns, shares as percentages, how sure a share is."""

import math
from collections.abc import Sequence

_Z = 1.96  # 95 %


def draw_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *notes: str) -> str:
    """A titled table, first column to the left and the others to the right, with notes under it."""
    cells = [list(header), *map(list, rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    lines = [_align(row, widths) for row in cells]
    rule = "-" * max(map(len, lines))
    return "\n".join([title, rule, lines[0], rule, *lines[1:], *(f"  {note}" for note in notes), ""])


def _align(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()


def percent(hits: int, of: int) -> str:
    """A share with one decimal; a dash of nothing."""
    return f"{100 * hits / of:.1f}" if of else "–"


def spread(hits: int, of: int) -> str:
    """The interval in which the true share lies, 19 times out of 20 (Wilson 1927)."""
    if not of:
        return "–"
    share = hits / of
    middle = share + _Z * _Z / (2 * of)
    reach = _Z * math.sqrt(share * (1 - share) / of + _Z * _Z / (4 * of * of))
    whole = 1 + _Z * _Z / of
    return f"{abs(100 * (middle - reach) / whole):.0f}–{100 * (middle + reach) / whole:.0f}"
