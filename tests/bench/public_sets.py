# SPDX-License-Identifier: EUPL-1.2
"""Section «sets»: the matcher on public sets, beside the best row of each column of their README."""

import re
from collections.abc import Mapping
from pathlib import Path

from bot.measuring import Figures, MeasureError, measure
from tests.bench.tables import draw_table

HEADER = ("", "top-1", "best other", "points", "among 3", "auroc", "right at once", "false", "ms p95", "build s", "")


def show_sets(folder: Path) -> str:
    """One row a set, or why there is none."""
    sets = sorted(path.parent for path in folder.glob("*/kb.jsonl"))
    if not sets:
        return f"Public sets: skipped, there are none in {folder}\n"
    best = read_best(folder / "README.md")
    rows = [_row(path, best) for path in sets]
    note = (
        "top-1, among 3, right at once: % of the questions in scope; false: % of those out of scope that are answered"
    )
    own = "the matcher's own calibration, nothing fitted on the test questions; limit: at most 1 point under the best"
    return draw_table("Public sets", HEADER, rows, note, own)


def _row(path: Path, best: Mapping[str, tuple[float, str]]) -> list[str]:
    other, method = best.get(path.name, (None, ""))
    try:
        figures = measure(path)
    except MeasureError as fault:
        return [path.name, *[""] * (len(HEADER) - 2), f"skipped: {fault}"]
    away = "–" if other is None else f"{100 * figures.top1 - other:+.1f}"
    shown = "–" if other is None else f"{other:.0f}"
    return [path.name, f"{100 * figures.top1:.1f}", shown, away, *_others(figures), method]


def _others(figures: Figures) -> list[str]:
    auroc = "–" if figures.auroc is None else f"{figures.auroc:.3f}"
    false = "–" if figures.false_answers is None else f"{100 * figures.false_answers:.1f}"
    shares = [f"{100 * figures.recall3:.1f}", auroc, f"{100 * figures.answered_right:.1f}", false]
    return [*shares, f"{figures.ms_p95:.2f}", f"{figures.build_s:.1f}"]


def read_best(readme: Path) -> dict[str, tuple[float, str]]:
    """Of each column of a README's table the highest figure, and the method that reached it."""
    lines = readme.read_text("utf-8").splitlines() if readme.exists() else []
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    if not rows:
        return {}
    names, *methods = [row for row in rows if not re.fullmatch(r"[-: ]*", "".join(row))]
    best: dict[str, tuple[float, str]] = {}
    for method, *cells in methods:
        for name, cell in zip(names[1:], cells, strict=False):
            if re.fullmatch(r"\d+(\.\d+)?", cell):
                best[name] = max(best.get(name, (0.0, "")), (float(cell), method), key=lambda one: one[0])
    return best
