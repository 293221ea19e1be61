# SPDX-License-Identifier: EUPL-1.2
"""What stands on buttons: plain text without Markdown, from content and phrases."""

from collections.abc import Iterable, Mapping

from bot.core.library import Library
from bot.core.messages import Choice
from flows.definition import Flow
from flows.replies import Button
from flows.session import Session
from flows.wording import Wording, plain


def named(phrases: Mapping[str, str], code: str, /, **values: str) -> Wording:
    """A label with its values as they are: buttons show no Markdown."""
    text = phrases[code]
    for name, value in values.items():
        text = text.replace(f"(({name}))", value)
    return plain(text)


def flow_label(library: Library, name: str) -> Wording:
    """How a flow is offered: its phrase, or the title in its own file."""
    flow = library.flows.get(name)
    return plain(library.phrases.get(f"button.flow.{name}") or (flow.title if flow else name))


def label(library: Library, flow: Flow, button: Button) -> Wording:
    """A button of the engine."""
    if button.code.startswith("flow."):
        return flow_label(library, button.code.removeprefix("flow."))
    if not button.code:
        return named(library.phrases, "button.closed", label=button.label) if button.closed else plain(button.label)
    slot = flow.slots.get(button.key.removeprefix("edit:"))
    about = button.label or button.note or (slot.label if slot else "")
    return named(library.phrases, f"button.{button.code}", label=about)


def choices(library: Library, flow: Flow, session: Session, buttons: Iterable[Button]) -> tuple[Choice, ...]:
    """Buttons of the open prompt, numbered as the engine reads numbers."""
    prompt = session.prompt
    if prompt is None:
        return ()
    listed = prompt.kind != "ask" or _is_list(flow, session)
    return tuple(
        Choice(
            prompt.id,
            button.key,
            label(library, flow, button),
            prompt.options.index(button.key) + 1 if listed and button.key in prompt.options else 0,
        )
        for button in buttons
    )


def _is_list(flow: Flow, session: Session) -> bool:
    """Where a question lists no answers, a number typed is an answer and no button."""
    prompt = session.prompt
    slot = flow.slots.get(prompt.slot) if prompt else None
    return slot is not None and slot.type in ("choice", "yes_no", "acknowledge")
