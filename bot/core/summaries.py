# SPDX-License-Identifier: EUPL-1.2
"""Answers shown together: the review before sending, the end of a flow with its reasons and sources."""

from collections.abc import Iterable, Sequence

from bot.core.entries import source_line
from bot.core.exchange import phrase
from bot.core.library import Library
from flows.definition import Flow
from flows.replies import Card, Doubt, Exit, Outcome, Review, Row
from flows.rows import heading
from flows.wording import NO_WORDS, Wording, join, plain

_DECIDED = ("yes", "no", "to_confirm")
_CAUSED = ("no", "to_confirm", "not_addressed")


def overview(library: Library, flow: Flow, review: Review) -> Wording:
    """Every row under the number that corrects it; without a prompt only what was answered so far."""
    phrases = library.phrases
    if not review.prompt:
        rows = bullets(library, review.rows)
        return join([phrase(phrases, "review.so_far"), rows, _weighed(library, flow, review.outcome, review.doubts)])
    numbers = {button.key.removeprefix("edit:"): at for at, button in enumerate(review.buttons, 1)}
    lines = [_line(library, row, numbers.get(row.slot, 0)) for row in review.rows if row.slot in numbers]
    unchanged = review.amendment and not review.submittable
    parts = [
        phrase(phrases, "review.amendment" if review.amendment else "review.title"),
        join(lines, "\n"),
        phrase(phrases, "review.change"),
        _weighed(library, flow, review.outcome, review.doubts),
        phrase(phrases, "review.no_change") if unchanged else review.text,
    ]
    return join(parts)


def bullets(library: Library, rows: Iterable[Row]) -> Wording:
    """Rows that cannot be corrected from here."""
    return join([_line(library, row, 0) for row in rows], "\n")


def _line(library: Library, row: Row, number: int) -> Wording:
    code = "review.row" if number else "review.bullet"
    return phrase(library.phrases, code, number=str(number), label=row.label, value=_value(library, row))


def _value(library: Library, row: Row) -> str:
    if row.skipped:
        return library.phrases["review.skipped"]
    code = "review.derived" if row.derived else "review.corrected" if row.corrected else ""
    return library.phrases[code].replace("((value))", row.value) if code else row.value


def ending(library: Library, flow: Flow, leaving: Exit) -> Wording:
    """Where a flow led, why, and on which sources."""
    phrases = library.phrases
    because = leaving.because
    caused = because is not None and leaving.outcome in _CAUSED
    decided = leaving.outcome in _DECIDED
    parts = [
        phrase(phrases, "exit.heading", heading=str(leaving.heading)) if decided and leaving.heading else NO_WORDS,
        phrase(phrases, f"outcome.{leaving.outcome}") if decided else NO_WORDS,
        leaving.text,
        _doubts(library, leaving.doubts),
        join([_card(library, card) for card in leaving.cards]),
        phrase(phrases, "exit.because", label=because.label, value=because.value) if because and caused else NO_WORDS,
        source_line(library, _behind(library, flow, leaving), flow.today),
    ]
    return join(parts)


def _behind(library: Library, flow: Flow, leaving: Exit) -> tuple[str, ...]:
    """The sources of an end: first what decided, then those of the one meeting that it tells of."""
    told = {card.id for card in leaving.cards}
    meetings = [one for one in library.meetings if one.id in told]
    own = meetings[0].sources if len(meetings) == 1 else ()
    return (*_sources(flow, leaving.doubts), *own, *leaving.sources)


def _weighed(library: Library, flow: Flow, outcome: Outcome, doubts: Sequence[Doubt]) -> Wording:
    """The orientative outcome with every line that leads to it."""
    if not outcome:
        return NO_WORDS
    above = heading(flow)
    parts = [
        phrase(library.phrases, "exit.heading", heading=str(above)) if above else NO_WORDS,
        phrase(library.phrases, f"outcome.{outcome}"),
        _doubts(library, doubts),
        source_line(library, _sources(flow, doubts), flow.today),
    ]
    return join(parts)


def _doubts(library: Library, doubts: Sequence[Doubt]) -> Wording:
    if len(doubts) == 1:
        return doubts[0].text
    template = library.phrases["outcome.doubt"]  # the text is content already: it is not escaped again
    return join([plain(template.replace("((text))", doubt.text)) for doubt in doubts], "\n")


def _sources(flow: Flow, doubts: Sequence[Doubt]) -> tuple[str, ...]:
    told = {doubt.id for doubt in doubts}
    return tuple(source for spec in flow.doubts if spec.id in told for source in spec.sources)


def _card(library: Library, card: Card) -> Wording:
    """An option in full, with why it is closed where its own text does not say so."""
    text = plain(card.text or f"**{card.label}**")
    told = not card.note or card.note.casefold() in text.casefold()
    return text if told else join([text, phrase(library.phrases, "exit.card_note", note=card.note)], " ")
