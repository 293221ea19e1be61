# SPDX-License-Identifier: EUPL-1.2
"""What a letter takes back: a form that is open, a request sent in its thread, the letter before it."""

import re
from typing import Literal

from bot.core import records, sessions, withdrawals
from bot.core.asked import sentences
from bot.core.exchange import Exchange
from bot.core.mailed_form import tells
from bot.core.own_matters import Wanted
from flows.vocabulary import MAX_READ, normal

Retreat = Literal["form", "request", "letter", ""]

_READ_AT_MOST = 20  # sentences
_OF_IT = (  # what somebody does not go on with, where it is named: «non procedere con nuovi concorsi» is something else
    r"(?: (?:piu|oltre|ora|con|alla|la|il|l|lo|della|nella|nell|al|in|questa|questo|nostra|mia|presente|vostr\w))*"
    r"(?: (?:capacity|lab|laboratorio|richiesta|domanda|istanza|modulo|invio|iniziativa|pratica|procedura|percorso"
    r"|compilazione|trasmissione|presentazione|quanto))*"
    r"(?: (?:(?:per|perche|poiche|a|in|dato|dati|visto|vista|causa|e|ed|quindi|grazie|comunque|di|del|sul|pure|fino)\b"
    r".*)?)?$"
)
_GOES_ON = r"(?:proced\w+|prosegu\w+|continu\w+|dar\w* (?:seguito|corso)|partecip\w+|ader\w+)"
_RECEDES = re.compile(
    rf"\bnon (?:\w+ ){{0,2}}?{_GOES_ON}{_OF_IT}"
    rf"|\b(?:soprassed\w+|rinunci\w+|desist\w+){_OF_IT}"
    r"|\b(?:ci|ho|abbiamo|avendo)(?: \w+)? (?:ripensat\w+|cambiato idea)\b"
    rf"|\bnon (?:siamo|sono|e|risultiamo) piu (?:interessat\w+|necessari\w+|di interesse){_OF_IT}"
    rf"|\bnon (?:\w+ )?(?:interessa|serve|occorre) piu{_OF_IT}"
    r"|^(?:\w+ ){0,5}?non (?:inviate|trasmettete|inoltrate|mandate|procedete|invii|trasmetta) (?:nulla|niente|piu|la"
    r" richiesta|il modulo)\b"
)
_EARLIER = r"(?:messaggio|mail|email|comunicazione|lettera|nota|pec|invio|precedente|richiesta|domanda)"
_IGNORES = re.compile(
    rf"\b(?:ignor(?:ate|i|are|ino)|cestin(?:ate|i|are)|disregard\w*|non (?:tener\w*|tenete|tenga)(?: \w+){{0,2}}? conto"
    rf"|non (?:considerare|consideri|considerate)|consider(?:ate|i|are) (?:nul|annullat|non)\w*)"
    rf" (?:\w+ ){{0,4}}?{_EARLIER}\b"
)
_UNLESS = re.compile(r"^(?:(?:e|ma) )?(?:se|qualora|nel caso|ove)\b")
_SENT = re.compile(r"\b(?:inviat|trasmess|presentat|mandat|spedit|protocollat)\w\b")


def ignores(text: str) -> bool:
    """Whether a letter only takes back the one before it: one that also tells something new is read for that."""
    said = _said(text)
    return any(map(_IGNORES.search, said)) and not any(tells(one) and not _is_back(one) for one in said)


def _recedes(text: str) -> bool:
    return any(map(_RECEDES.search, _said(text)))


def _is_back(said: str) -> bool:
    return bool(_IGNORES.search(said) or _RECEDES.search(said))


def _said(text: str) -> list[str]:
    """The sentences that tell something outright."""
    told = [one for one in sentences(text)[:_READ_AT_MOST] if len(one) <= MAX_READ and "?" not in one]
    parts = [normal(part) for one in told for part in re.split("[:;]", one)]
    return [said for said in parts if said and not _UNLESS.match(said)]


def taken_back(ex: Exchange, text: str, want: Wanted) -> Retreat:
    """What a letter takes back; "" for nothing. `want`: what it wants of one's own requests."""
    back, last = _recedes(text), ignores(text)
    open_form = ex.filling and ex.session is not None and not ex.session.sent
    if open_form and (back or last or _means_form(ex, text, want)):
        return "form"
    standing = records.standing(ex)
    if standing and (back or last) and not want.withdraw:
        return "request"
    return "letter" if last and not standing and not want else ""


def take(ex: Exchange, retreat: Retreat) -> Exchange | None:
    """The form ends, the request is asked about, of a letter that nobody has it is said that nothing was sent."""
    if retreat == "form":
        return sessions.order(ex, "cancel").because("the form is taken back")
    if retreat == "request":
        return withdrawals.begin(ex, Wanted(withdraw=True))
    return ex if ex.dialogue.passed else ex.say(ex.phrase("mail.nothing_sent")).because("nothing to take back")


def _means_form(ex: Exchange, text: str, want: Wanted) -> bool:
    """«Annullate la richiesta» means the open form, where none was sent and none is named."""
    return want.withdraw and not want.references and not records.standing(ex) and not _SENT.search(normal(text))
