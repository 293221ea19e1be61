# SPDX-License-Identifier: EUPL-1.2
"""What the engine replies, as messages: a question, a refusal, a notice, a doubt about what was meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.core.exchange import Spoken, phrase
from bot.core.labels import choices
from bot.core.library import Library
from bot.core.sheets import sheet
from bot.core.summaries import bullets, ending, overview
from flows.definition import Flow
from flows.replies import Ask, Button, Clarify, Exit, FaqAnswer, Form, Invalid, Notice, Reply, Review
from flows.screens import HUMAN_FLOW
from flows.session import Session
from flows.wording import NO_WORDS, Wording, fill, join
from knowledge.events import day_in_words

_SHOWN = 300  # characters of a held text that are shown again


@dataclass(frozen=True, kw_only=True)
class Voice:
    """For whom something is said: the flow and session it is about, the channel, what phrases may name."""

    library: Library
    flow: Flow
    session: Session
    channel: str
    controller: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def phrase(self, code: str, /, **values: str) -> Wording:
        """A phrase of the content."""
        return phrase(self.library.phrases, code, **{**self.values, **values})


def speak(voice: Voice, reply: Reply) -> Spoken:
    """One reply; the answer to a question in the middle is not made here."""
    match reply:
        case Ask():
            return _ask(voice, reply)
        case Form():
            return Spoken(sheet(voice.library, voice.flow, reply))
        case Review():
            return _review(voice, reply)
        case Invalid():
            return Spoken(_invalid(voice, reply))
        case Notice():
            return _notice(voice, reply)
        case Clarify():
            return _clarify(voice, reply)
        case Exit():
            found = choices(voice.library, voice.flow, voice.session, reply.buttons)
            return Spoken(ending(voice.library, voice.flow, reply), found)
        case FaqAnswer():
            raise TypeError("an answer is searched for, not worded")


def _ask(voice: Voice, ask: Ask) -> Spoken:
    closed = [button for button in ask.buttons if button.closed]
    parts = [
        voice.phrase("ask.number", number=str(ask.number), of=str(ask.of)) if ask.number else NO_WORDS,
        fill(ask.text, voice.controller),
        fill("((hint))", {"hint": ask.hint}) if ask.hint else NO_WORDS,
        _closed(voice, closed),
        voice.phrase("ask.current", current=ask.current) if ask.current else NO_WORDS,
    ]
    found = choices(voice.library, voice.flow, voice.session, (*ask.buttons, *ask.controls))
    return Spoken(join(parts), found)


def _closed(voice: Voice, closed: list[Button]) -> Wording:
    """Why some answers cannot be chosen: one line for each reason."""
    reasons = dict.fromkeys(button.note for button in closed)
    lines = []
    for note in reasons:
        labels = ", ".join(button.label for button in closed if button.note == note)
        code = "ask.closed_note" if note else "ask.closed"
        lines.append(voice.phrase(code, labels=labels, note=note))
    return join(lines, "\n")


def _review(voice: Voice, review: Review) -> Spoken:
    found = choices(voice.library, voice.flow, voice.session, review.buttons)
    if voice.channel != "telegram":  # the numbers of the rows are enough where nothing is tapped
        found = tuple(one for one in found if not one.option.startswith("edit:"))
    text = overview(voice.library, voice.flow, review)
    if voice.channel == "email" and review.submittable:
        text = join([text, voice.phrase("review.code", code=review.prompt)])
    return Spoken(text, found)


def _invalid(voice: Voice, invalid: Invalid) -> Wording:
    values = {"option": "", "note": "", **invalid.values}
    example = voice.phrase("invalid.example", example=invalid.example) if invalid.example else NO_WORDS
    own = "invalid.person_own" if voice.flow.flow == HUMAN_FLOW else "invalid.person"
    person = voice.phrase(own) if invalid.attempt >= 3 else NO_WORDS
    return join([voice.phrase(f"invalid.{invalid.code}", **values), example, person], "\n")


def _notice(voice: Voice, notice: Notice) -> Spoken:
    values = dict(notice.values)
    if "date" in values:
        values["date"] = day_in_words(date.fromisoformat(values["date"]))
    text = notice.text or voice.phrase(_notice_code(voice, notice.code), **values)
    found = choices(voice.library, voice.flow, voice.session, notice.buttons)
    prompt = voice.session.prompt
    if prompt is not None and len(found) < len(prompt.options):  # numbers count what is listed elsewhere too
        found = tuple(replace(one, number=0) for one in found)
    return Spoken(text, found)


def _notice_code(voice: Voice, code: str) -> str:
    """Where a flow sends nothing, some notices have other words."""
    sends = any(step.submit for step in voice.flow.steps)
    other = f"notice.{code}_other"
    return other if not sends and other in voice.library.phrases else f"notice.{code}"


def _clarify(voice: Voice, clarify: Clarify) -> Spoken:
    values = {"held": _short(clarify.held), "label": "", **clarify.values}
    parts = [voice.phrase(f"clarify.{clarify.reason}", **values)]
    if clarify.values.get("cleaned"):
        parts.append(voice.phrase("clarify.cleaned", cleaned=_short(clarify.values["cleaned"])))
    if clarify.reason == "prefill":
        parts += [bullets(voice.library, clarify.rows), voice.phrase("clarify.prefill_ask")]
    return Spoken(join(parts), choices(voice.library, voice.flow, voice.session, clarify.buttons))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
