# SPDX-License-Identifier: EUPL-1.2
"""The form sent by mail as a text: what was registered, what to correct, what is still missing."""

from bot.core.exchange import phrase
from bot.core.library import Library
from flows.definition import Flow
from flows.reading import limits
from flows.replies import Form, FormItem
from flows.wording import NO_WORDS, Wording, fill, join, placeholders, plain


def sheet(library: Library, flow: Flow, form: Form) -> Wording:
    """Numbered lines to answer after the colon, in any order and number."""
    phrases = library.phrases
    accepted = [phrase(phrases, "review.bullet", label=row.label, value=row.value) for row in form.accepted]
    faults = [_fault(library, flow, item) for item in form.items if item.error]
    parts = [
        phrase(phrases, "form.accepted") if accepted else NO_WORDS,
        join(accepted, "\n"),
        phrase(phrases, "form.faults") if faults else NO_WORDS,
        join(faults, "\n"),
        phrase(phrases, "form.missing"),
        *(_item(library, item) for item in form.items),
    ]
    return join(parts)


def _fault(library: Library, flow: Flow, item: FormItem) -> Wording:
    """What is wrong with a line; delicate words are not written again."""
    known = limits(flow, flow.slots[item.slot], item.error, item.typed)
    why = phrase(library.phrases, f"invalid.{item.error}", **{"option": item.typed, "note": "", **known})
    code = "form.fault" if item.typed else "form.fault_untold"
    told = phrase(library.phrases, code, label=item.label, typed=item.typed)
    return plain(told.replace("((why))", why))


def _item(library: Library, item: FormItem) -> Wording:
    """«2) Tipo di ente [1 Comune · 2 Unione di Comuni]:», then the question itself."""
    phrases = library.phrases
    labels = [button.label or phrases[f"button.{button.code}"] for button in item.buttons]
    options = " · ".join(
        phrases["form.option"].replace("((number))", str(at)).replace("((label))", label)
        for at, label in enumerate(labels, 1)
    )
    code = "form.options" if options else "form.item"
    line = phrase(phrases, code, number=str(item.number), label=item.label, options=options)
    notes = [
        NO_WORDS if item.required else phrase(phrases, "form.optional"),
        phrase(phrases, "form.only_if", only_if=item.only_if) if item.only_if else NO_WORDS,
    ]
    asked = fill(item.text, dict.fromkeys(placeholders(item.text), "…"))  # what depends on an answer still missing
    return join([line, join([asked, *notes], " ")], "\n")
