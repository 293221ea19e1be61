# SPDX-License-Identifier: EUPL-1.2
"""What a letter wants of one's own things: a request sent in its thread, the data kept of it, the notice."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core import commands, mailed_form, records
from bot.core.asked import Asked, Letter
from bot.core.exchange import Exchange
from bot.core.filled import confirmation
from bot.core.manner import Manner
from bot.core.own_matters import Wanted, wanted
from bot.core.passing_on import pass_on
from bot.core.references import named_in


def read(ex: Exchange, text: str, subject: str, manner: Manner) -> Wanted:
    """What is wanted; the subject may name the request. Lines of a form are answers, and formal acts are people's."""
    want = wanted(text, _known(ex))
    if confirmation(text) or mailed_form.come_back(ex, text) or (manner.wish == "act" and not want.withdraw):
        return Wanted()
    return want if want.references else replace(want, references=named_in(subject))


def _known(ex: Exchange) -> tuple[str, ...]:
    return tuple(one.reference for one, _ in records.own(ex))


def other_questions(ex: Exchange, letter: Letter) -> Sequence[Asked]:
    """What the letter asks besides."""
    return [one for one in letter.questions if not wanted(one.text, _known(ex))]


def take_up(ex: Exchange, want: Wanted) -> Exchange | None:
    """What is wanted is done, or asked first; None where there is nothing of the kind. To withdraw what is not known
    here is people's matter."""
    taken = commands.take_up(ex, want)
    if not want.withdraw or (taken is not None and set(taken.offered) - set(ex.offered)):
        return taken.because("own matter") if taken is not None else None
    ex, passed = pass_on(taken or ex.say(ex.phrase("withdrawal.none")), "withdrawal")
    told = ex.say(ex.phrase("mail.passed", reference=passed.reference)) if passed.reference else ex
    return told.because("a withdrawal of nothing known here", handed_over=True)
