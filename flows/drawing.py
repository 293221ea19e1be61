# SPDX-License-Identifier: EUPL-1.2
"""A flow as a picture, in the text form that Mermaid draws."""

from collections.abc import Iterator

from flows.conditions import All, AnyOf, Condition, Count, Not, Test, Today
from flows.definition import Flow, Step
from flows.journey import option_of

_LABEL_LENGTH = 90


def draw(flow: Flow) -> str:
    """The flow from top to bottom: boxes ask, a stadium reviews, round ends leave."""
    lines = ["flowchart TD"]
    for step in flow.steps:
        lines.append(f"  {_name(step.id)}{_box(flow, step)}")
    for step in flow.steps:
        lines += _arrows(flow, step)
    return "\n".join(lines) + "\n"


def _name(step_id: str) -> str:
    return "s_" + step_id.replace("-", "_")  # «end» is a word of Mermaid


def _box(flow: Flow, step: Step) -> str:
    if step.collect:
        asked = "<br>".join(_clean(flow.slots[name].label) for name in step.collect)
        return f'["{asked}"]'
    if step.review:
        return f'(["{_clean(step.id)}"])'
    outcome = step.exit.outcome if step.exit else ""
    return f'(("{_clean(step.id)}<br>{outcome}"))'


def _arrows(flow: Flow, step: Step) -> Iterator[str]:
    for branch in step.next:
        label = f'|"{_clean(describe(flow, branch.when))}"|' if branch.when is not None else ""
        yield f"  {_name(step.id)} -->{label} {_name(branch.to)}"


def describe(flow: Flow, when: Condition) -> str:
    """A condition in a few words."""
    match when:
        case All():
            return " + ".join(describe(flow, one) for one in when.all)
        case AnyOf():
            return " / ".join(describe(flow, one) for one in when.any)
        case Not():
            return f"≠ ({describe(flow, when.not_)})"
        case Count():
            bound = f"≥ {when.gte}" if when.gte is not None else f"≤ {when.lte}"
            return f"{when.list} {bound}"
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
