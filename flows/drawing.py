# SPDX-License-Identifier: EUPL-1.2
"""A flow as a picture, in the text form that Mermaid draws."""

from collections.abc import Iterator, Mapping

from flows.conditions import All, AnyOf, Condition, Count, Not, Test, Today
from flows.definition import Flow, Step
from flows.journey import option_of

_LABEL_LENGTH = 90


def draw(flow: Flow, words: Mapping[str, str] | None = None) -> str:
    """The flow from top to bottom: boxes ask, a stadium reviews, round ends leave.

    `words` are the content's phrases, which name outcomes and lists: `drawing.to_confirm` is «da confermare».
    """
    phrases = words or {}
    lines = ["flowchart TD"]
    for step in flow.steps:
        lines.append(f"  {_name(step.id)}{_box(flow, step, phrases)}")
    for step in flow.steps:
        lines += _arrows(flow, step, phrases)
    return "\n".join(lines) + "\n"


def _name(step_id: str) -> str:
    return "s_" + step_id.replace("-", "_")  # «end» is a word of Mermaid


def _box(flow: Flow, step: Step, words: Mapping[str, str]) -> str:
    if step.collect:
        asked = "<br>".join(_clean(flow.slots[name].label) for name in step.collect)
        return f'["{asked}"]'
    if step.review:
        return f'(["{_clean(step.id)}"])'
    outcome = step.exit.outcome if step.exit else ""
    return f'(("{_clean(step.id)}<br>{_clean(_named(outcome, words))}"))'


def _named(code: str, words: Mapping[str, str]) -> str:
    return words.get(f"drawing.{code}", code)


def _arrows(flow: Flow, step: Step, words: Mapping[str, str]) -> Iterator[str]:
    for branch in step.next:
        label = f'|"{_clean(describe(flow, branch.when, words))}"|' if branch.when is not None else ""
        yield f"  {_name(step.id)} -->{label} {_name(branch.to)}"


def describe(flow: Flow, when: Condition, words: Mapping[str, str] | None = None) -> str:
    """A condition in a few words."""
    match when:
        case All():
            return " + ".join(describe(flow, one, words) for one in when.all)
        case AnyOf():
            return " / ".join(describe(flow, one, words) for one in when.any)
        case Not():
            return f"≠ ({describe(flow, when.not_, words)})"
        case Count():
            bound = f"≥ {when.gte}" if when.gte is not None else f"≤ {when.lte}"
            return f"{_named(when.list, words or {})} {bound}"
        case Today():
            first, last = when.today.from_, when.today.until
            return " ".join(["oggi", *([f"≥ {first}"] if first else []), *([f"≤ {last}"] if last else [])])
    return _test(flow, when)


def _test(flow: Flow, test: Test) -> str:
    slot = flow.slots[test.slot]
    if test.answered is not None:
        return f"{slot.label} {'✓' if test.answered else '✗'}"
    if test.gte is not None or test.lte is not None:
        return f"{slot.label} {'≥' if test.gte is not None else '≤'} {test.gte if test.gte is not None else test.lte}"
    values = [test.is_] if test.is_ is not None else list(test.in_ or ())
    options = [option_of(flow, slot, value) if test.part is None else None for value in values]
    named = [option.label if option else value for option, value in zip(options, values, strict=True)]
    return f"{slot.label}: {', '.join(named)}"


def _clean(text: str) -> str:
    """Without the characters that Mermaid reads as its own."""
    kept = "".join(c if c.isalnum() or c in " .,:/+-=≥≤≠✓✗()’'«»" else " " for c in text)
    short = " ".join(kept.split())
    return short if len(short) <= _LABEL_LENGTH else short[: _LABEL_LENGTH - 1] + "…"
