# SPDX-License-Identifier: EUPL-1.2
"""A menu outside the flows: what its options are called, which one a text means, what each of them does."""

import re
from dataclasses import replace

from bot.core import enquiries, records, sessions, withdrawals
from bot.core.asked import bare_lines
from bot.core.assent import says_no, says_yes
from bot.core.dialogue import Offer
from bot.core.exchange import Exchange, Spoken, Topic
from bot.core.labels import flow_label, named
from bot.core.messages import Incoming, option_code
from bot.core.own_matters import Wanted
from flows.answers import read_number_of
from flows.screens import HUMAN_FLOW
from flows.vocabulary import MAX_READ, normal, words_of
from flows.wording import NO_WORDS, Wording, plain

_POLITE = re.compile(  # «vorrei verificare i requisiti, grazie» is what stands on a button
    r"^(?:(?:buongiorno|salve|si|vorrei|vorremmo|voglio|vogliamo) )+|(?: (?:grazie|per favore|per cortesia))+$"
)
_ASKABLE = range(10, 3001)  # characters of a question that can be passed on as it is

_NO_OF = {"withdraw_yes": "withdraw_no", "erase:yes": "erase:no"}  # what cannot be undone, and its other answer
_WILLINGLY = frozenset({"si", "si grazie", "si certo", "certo", "volentieri", "procediamo"})  # «ok» only says: read


def option_label(ex: Exchange, option: str) -> Wording:
    """What stands on an option, made again from its name."""
    name, _, about = option.partition(":")
    phrases = ex.library.phrases
    match name:
        case "flow":
            return flow_label(ex.library, about)
        case "entry":
            found = ex.given.means.show(ex.library, about, ex.given.today, 1.0, "")
            return plain(found.title if found else about)
        case "resume":
            session = ex.sessions.get(about)
            return sessions.resume_label(ex, session) if session else plain(about)
        case "erase":
            return named(phrases, f"offer.erase_{about}")
    known = f"offer.{name}" in phrases  # an option of an older release may have no words any more
    return named(phrases, f"offer.{name}", reference=about) if known else plain(name)


def option_tapped(offer: Offer, option: str) -> str | None:
    """The option of a tap: its name, the mark of a long name, or its place from 0."""
    named = [one for one in offer.options if option in (one, option_code(one))]
    if named:
        return named[0]
    if option.isascii() and option.isdigit() and int(option[:3]) < len(offer.options):
        return offer.options[int(option[:3])]
    return None


def option_typed(ex: Exchange, text: str) -> str | None:
    """The option that a text means by its number or its label; in an open flow by its label only, unless it is what
    was asked last."""
    offer = ex.dialogue.offer
    said = normal(text)
    if offer is None or not said or len(text) > MAX_READ:
        return None
    first = offer.asked or not ex.filling
    number = read_number_of(text)
    if number is not None and offer.first and first:
        at = number - offer.first
        return offer.options[at] if 0 <= at < len(offer.options) else None
    named_so = [one for one in offer.options if normal(option_label(ex, one)) in (said, _POLITE.sub("", said))]
    if named_so or not first:
        return named_so[0] if named_so else None
    return next((one for one in offer.options if said in _words(offer, one)), None)


def _words(offer: Offer, option: str) -> frozenset[str]:
    """Other words for an option."""
    flows = [one for one in offer.options if one.startswith("flow:")]
    return frozenset(words_of(option)) | (_WILLINGLY if flows == [option] else frozenset())


def answer_meant(ex: Exchange, incoming: Incoming) -> str | None:
    """The option with which a message answers what is asked now and cannot be undone; None for any other message."""
    offer = ex.dialogue.offer
    if offer is None:
        return None
    if incoming.kind == "tap":
        return option_tapped(offer, incoming.option) if incoming.prompt == offer.id else None
    if incoming.kind not in ("text", "command"):  # «/annulla» says no, and leaves the form alone
        return None
    text = bare_lines(incoming.text) if incoming.channel == "email" else incoming.text
    found = option_typed(ex, " ".join(text.split()))
    yes = next((one for one in offer.options if _name(one) in _NO_OF), None)
    if found or yes is None:
        return found
    if says_yes(text, yes, offer.id):
        return yes
    return next((one for one in offer.options if _name(one) == _NO_OF[_name(yes)]), None) if says_no(text) else None


def _name(option: str) -> str:
    """Without the request that it is about."""
    return option if option.startswith("erase:") else option.partition(":")[0]


def tell_unanswered(ex: Exchange, offer: Offer) -> Exchange:
    """After a message that was no answer: nothing was done; where it is asked again nothing needs to be told."""
    kept = next((words for one in offer.options if (words := _kept(ex, one))), NO_WORDS)
    unsaid = not ex.spoken and not ex.why.startswith("courtesy")  # a person or a machine to whom nothing is said
    if not kept or unsaid or ex.asked or ex.forget:
        return ex
    return replace(ex, spoken=(Spoken(kept), *ex.spoken))


def _kept(ex: Exchange, option: str) -> Wording:
    name, _, about = option.partition(":")
    if name == "withdraw_no":
        return ex.phrase("withdrawal.kept", reference=about)
    return ex.phrase("erase.kept") if option == "erase:no" else NO_WORDS


def press(ex: Exchange, option: str) -> Exchange:
    """Do what an option of the open menu says."""
    offer = ex.dialogue.offer
    if offer is not None:
        ex = replace(ex, topic=Topic(offer.question, offer.tried), then=offer.then)
    name, _, about = option.partition(":")
    match name:
        case "flow":
            return _start(ex, about)
        case "entry":
            return _kept_open(ex, enquiries.show_entry(ex, about, ex.topic.question))
        case "useful":
            return enquiries.useful(ex, about)
        case "other":
            return _kept_open(ex, enquiries.other(ex, about))
        case "none":
            return _kept_open(ex, enquiries.none_of_these(ex))
        case "resume":
            return sessions.resume(ex, about)
        case "correct":
            return records.correct(ex.remember(offer=None), about)
        case "withdraw":
            return withdrawals.begin(ex.remember(offer=None), Wanted(withdraw=True, references=(about,))) or ex
        case "withdraw_yes" | "withdraw_no":
            return withdrawals.end(ex, about, confirmed=name == "withdraw_yes")
        case "erase":
            return records.erase(ex, about == "yes")
        case "no_reminders":
            return ex.remember(no_reminders=True, offer=None).say(ex.phrase("notice.reminders_off"))
    return ex


def _start(ex: Exchange, name: str) -> Exchange:
    """A flow; the one that passes a question on takes it along."""
    question = ex.topic.question
    takes = name == HUMAN_FLOW and len(question) in _ASKABLE
    return sessions.start(ex, name, {"domanda": question} if takes else None)


def _kept_open(before: Exchange, ex: Exchange) -> Exchange:
    """An answer in the middle of a flow is followed by the flow's own question."""
    return sessions.again(ex) if before.filling else ex


def show_open(ex: Exchange, why: str = "stale") -> Exchange:
    """What is open now, for a tap that is no longer valid or a number that stands nowhere."""
    ex = ex.say(ex.phrase(f"notice.{why}"))
    offer = ex.dialogue.offer
    if offer is None:
        return sessions.offer_menu(ex, "")
    topic = Topic(offer.question, offer.tried)
    return ex.offer([(option, option_label(ex, option)) for option in offer.options], topic)
