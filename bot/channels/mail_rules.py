# SPDX-License-Identifier: EUPL-1.2
"""Which letters are never answered, each for a rule with a name: machines, lists, bounces, our own mail."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address

from bot.channels.envelope import Envelope, bare_subject, domain_of
from bot.channels.mime import MARK

_RECIPIENTS_AT_MOST = 20
_LOOK_AT = 300  # characters of a subject

_AUTO_HEADERS = (
    "x-autoreply", "x-autoreply-from", "x-autorespond", "x-autoresponse", "x-autoresponder", "x-auto-reply",
    "x-mail-autoreply", "x-vacation", "x-ms-exchange-inbox-rules-loop", "x-fc-machinegenerated",
)  # fmt: skip
_LIST_HEADERS = ("list-", "x-mailman-", "x-mailing-list", "mailing-list")
_PRECEDENCE = frozenset(("bulk", "junk", "list", "auto_reply", "auto-reply"))
_ROBOT = re.compile(
    r"(?:.*[._+=-])?(?:no[._-]?repl(?:y|ies)|do[._-]?not[._-]?reply|donotreply|non[._-]?rispond\w{2,4}|nao-?responda|"
    r"mailer[._-]?daemon|mail[._-]?daemon|autoresponder|auto[._-]?reply|bounce[ds]?)(?:[._+=\d-].*)?"
    r"|owner-.*|.*-owner|(?:post-?master|abuse|daemon|nobody|double-?bounce|mail[._-]?delivery(?:[._-].*)?|bounces?(?:[._+=\d-].*)?)",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:\s{0,3}\[[^\]]{0,60}\]|\s{0,3}\*{2,5}[^*]{0,40}\*{2,5}){1,5}\s{0,3}")
_MACHINE_SUBJECT = re.compile(
    r"(?:"
    r"risposta\s(?:automatica|di\scortesia)|risponditore\sautomatico|auto-?\s?risposta|messaggio\sautomatico\b"
    r"|(?:messaggio\sdi\s)?(?:fuori|assen\w{2,4}\sdall?.?)\s?(?:sede|ufficio|servizio)\b|assenza\s(?:dall.ufficio"
    r"|per\sferie)"
    r"|automat(?:ic|ed)\s(?:reply|response)|auto(?:-|\s)?(?:reply|response|responder)\b"
    r"|out[\s-]of[\s-](?:the\s)?office|away\sfrom\s(?:the\s|my\s)?(?:office|mail)"
    r"|vacation\s(?:reply|message|response)|abwesenheit|automatische\s(?:antwort|reactie)|automatisch\santwoord"
    r"|r[ée]ponse\sautomatique|respuesta\sautom|resposta\sautom|autosvar|automatiskt?\ssvar|automatická\sodpov"
    r"|automatyczna\sodpow"
    r"|(?:conferma|ricevuta|avviso)\sdi\s(?:avvenuta\s)?(?:ricezione|lettura|recapito|ritorno)\s{0,3}(?:$|[:(–-])"
    r"|(?:letto|non\sletto|eliminato\ssenza\sessere\sletto|read|not\sread|gelesen|lu|non\slu)\s?:"
    r"|(?:return|read|delivery)\sreceipt\b|message\s(?:read|delivery)\snotification"
    r"|(?:accettat[ao]|rifiutat[ao]|provvisori[ao]|annullat[ao]|accepted|declined|tentative|canceled|cancelled)\s?:"
    r"|(?:conferma|ricevuta|avviso|notifica|comunicazione|esito)\s(?:di\s|della\s)?(?:avvenuta\s)?(?:protocollazione"
    r"|(?:registrazione|assegnazione)\s(?:di\s|a\s|al\s|del\s|numero\s(?:di\s)?)?protocollo|presa\sin\scarico)"
    r"|(?:ricevuta|notifica)\s(?:di\s)?protocollo\b|(?:avvenuta\s)?protocollazione\s(?:messaggio|e-?mail|pec|n\b|nr\b"
    r"|in\s(?:entrata|arrivo|ingresso))"
    r"|(?:accettazione|consegna|presa\sin\scarico|avviso\sdi\s(?:non\saccettazione|mancata\sconsegna)"
    r"|problema\sdi\ssicurezza)\s?:"
    r"|undeliver(?:able|ed)\b|undelivrable|unzustellbar|delivery\s(?:status\snotification|(?:has\s)?fail(?:ed|ure)"
    r"|delayed|report|notification)"
    r"|(?:mail|message|email|e-mail)\s(?:delivery|system|could\snot\sbe)\b.{0,20}\b(?:fail|error|undeliver"
    r"|delivered|delayed|problem|status|report|notification)"
    r"|returned\s(?:mail|message|e-?mail)|mail\s(?:returned|not\sdelivered|system\serror)|failure\s(?:notice"
    r"|delivery)|failed\s(?:mail|delivery|to\sdeliver)"
    r"|non[\s-]?delivery|nondeliverable|non\srecapitabil|non\sremis|mancat[oa]\s(?:recapito|consegna)"
    r"|messaggio\snon\s(?:recapit|consegn)|impossibile\s(?:recapitare|consegnare)"
    r"|notifica(?:zione)?\s(?:sullo\s|di\s)?(?:stato|mancat\w)\b|could\snot\ssend|warning:\s(?:message|could\snot)"
    r"|notification\sd.?[ée]tat|mensagem\snão\sentregue|rejected:|blocked\s(?:mail|message)"
    r"|(?:email\s)?(?:quota|mailbox\sfull)|casella\spiena"
    r")",
    re.IGNORECASE,
)
_MACHINE_TYPES = frozenset(
    ("multipart/report", "message/delivery-status", "message/disposition-notification", "message/feedback-report")
)


@dataclass(frozen=True)
class Ours:
    """What is ours: the mailbox, other addresses of ours, the server whose checks are believed."""

    address: str
    authserv_id: str = ""
    certified: bool = False  # the mailbox is a PEC one

    @property
    def domain(self) -> str:
        """Of our Message-IDs."""
        return domain_of(self.address)


Rule = Callable[[Envelope, Ours], str]


def machine_rule(envelope: Envelope, ours: Ours, rules: "Mapping[str, Rule] | None" = None) -> str:
    """«name: what was seen», for mail that a machine wrote or that is our own; "" for a person's."""
    for name, rule in (_MACHINE if rules is None else rules).items():
        found = rule(envelope, ours)
        if found:
            return f"{name}: {found[:120]}"
    return ""


def sender_rule(envelope: Envelope, ours: Ours) -> str:
    """Why nobody can be answered: no address, several of them, one that leads nowhere; otherwise ""."""
    return machine_rule(envelope, ours, _SENDER)


def address_rule(envelope: Envelope, ours: Ours) -> str:
    """Why a person's letter is not for us to answer: we are not addressed, or too many are; otherwise ""."""
    return machine_rule(envelope, ours, _ADDRESSED)


def _own(envelope: Envelope, ours: Ours) -> str:
    names = ("from", "sender", "reply-to")
    found = {one for name in names for value in envelope.all(name) for one in _addresses(value)}
    return ours.address if ours.address.lower() in found else ""


def _addresses(value: str) -> tuple[str, ...]:
    return Envelope((("from", value),)).senders


def _own_token(envelope: Envelope, _: Ours) -> str:
    return MARK if envelope.has(MARK.lower()) else ""


def _receipt(envelope: Envelope, _: Ours) -> str:
    return f"X-Ricevuta {envelope.one('x-ricevuta')}" if envelope.has("x-ricevuta") else ""


def _provider(envelope: Envelope, _: Ours) -> str:
    """A certified mail provider's own word: only an envelope carries somebody else's."""
    sender = next(iter(envelope.senders), "")
    certified = sender.startswith("posta-certificata@") and not envelope.has("x-trasporto")
    return sender if certified else ""


def _auto_submitted(envelope: Envelope, _: Ours) -> str:
    """RFC 3834, 5."""
    value = envelope.one("auto-submitted").partition(";")[0].strip().lower()
    return f"Auto-Submitted {value}" if envelope.has("auto-submitted") and value not in ("no", "") else ""


def _auto_header(envelope: Envelope, _: Ours) -> str:
    """X-Auto-Response-Suppress is none of these: Exchange puts it on people's mail."""
    found = next((name for name in _AUTO_HEADERS if envelope.one(name).lower() not in ("", "no", "false", "0")), "")
    if not found and envelope.one("x-apple-action").upper() == "VACATION":
        found = "x-apple-action"
    if not found and envelope.one("x-loop").lower() in ("yes", "true"):
        found = "x-loop"
    if not found and "autoresponder" in envelope.one("x-post-messageclass").lower():
        found = "x-post-messageclass"
    return found


def _precedence(envelope: Envelope, _: Ours) -> str:
    value = envelope.one("precedence").lower()
    return value if value in _PRECEDENCE else ""


def _list(envelope: Envelope, _: Ours) -> str:
    """RFC 2369, RFC 2919."""
    return next((name for name, _ in envelope.fields if name.startswith(_LIST_HEADERS)), "")


def _null_path(envelope: Envelope, _: Ours) -> str:
    """RFC 5321, 4.5.5; written by the last server, so an absent one says nothing."""
    return "Return-Path <>" if envelope.one("return-path").replace(" ", "") == "<>" else ""


def _report(envelope: Envelope, _: Ours) -> str:
    kind = envelope.content_type
    return kind if kind in _MACHINE_TYPES or kind.startswith("multipart/report") else ""


def _failed(envelope: Envelope, _: Ours) -> str:
    return "X-Failed-Recipients" if envelope.has("x-failed-recipients") else ""


def _robot(envelope: Envelope, _: Ours) -> str:
    return next((one for one in envelope.senders if _ROBOT.fullmatch(one.rpartition("@")[0])), "")


def _nameless_robot(envelope: Envelope, _: Ours) -> str:
    """«From: Mail Delivery System», without an address."""
    value = envelope.one("from").lower()
    known = re.search(r"mail\s?delivery\s?(?:sub)?system|mailer-daemon|postmaster|internet mail delivery", value)
    return known[0] if known else ""


def _subject(envelope: Envelope, _: Ours) -> str:
    subject = bare_subject(envelope.subject[:_LOOK_AT])
    tag = _TAGS.match(subject)
    subject = bare_subject(subject[tag.end() :]) if tag else subject
    return subject if _MACHINE_SUBJECT.match(subject) else ""


def _no_sender(envelope: Envelope, _: Ours) -> str:
    return "" if envelope.senders else "From holds no address"


def _several(envelope: Envelope, _: Ours) -> str:
    """RFC 5322, 3.6: exactly one From; two are how a sender is disguised."""
    several = len(envelope.senders) > 1 or len(envelope.all("from")) > 1
    return f"{max(len(envelope.senders), len(envelope.all('from')))} From addresses" if several else ""


def _nowhere(envelope: Envelope, ours: Ours) -> str:
    domain = domain_of(envelope.sender)
    dead = domain in ("localhost", "invalid") or domain.endswith((".invalid", ".localhost", ".local"))
    return envelope.sender if dead or "." not in domain or _is_number(domain) else ""


def _is_number(domain: str) -> bool:
    try:
        ip_address(domain)
    except ValueError:
        return False
    return True


def _not_addressed(envelope: Envelope, ours: Ours) -> str:
    known = (*envelope.recipients, *envelope.delivered_to)
    own = {_plain(one) for one in known}
    return "" if _plain(ours.address) in own else "not among the recipients"


def _plain(address: str) -> str:
    """Without «+tag»."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _too_many(envelope: Envelope, _: Ours) -> str:
    count = len(envelope.recipients)
    return f"{count} recipients" if count > _RECIPIENTS_AT_MOST else ""


def _spam(envelope: Envelope, _: Ours) -> str:
    value = envelope.one("x-spam-flag").strip().lower()
    return f"X-Spam-Flag {value}" if value in ("yes", "true") else ""


_MACHINE: Mapping[str, Rule] = {
    "own-address": _own,
    "own-token": _own_token,
    "pec-receipt": _receipt,
    "pec-provider": _provider,
    "auto-submitted": _auto_submitted,
    "auto-header": _auto_header,
    "precedence": _precedence,
    "list": _list,
    "report": _report,
    "null-return-path": _null_path,
    "failed-recipients": _failed,
    "robot-sender": _robot,
    "robot-name": _nameless_robot,
    "auto-subject": _subject,
}
_SENDER: Mapping[str, Rule] = {"no-sender": _no_sender, "several-senders": _several, "sender-nowhere": _nowhere}
_ADDRESSED: Mapping[str, Rule] = {"spam": _spam, "not-addressed": _not_addressed, "too-many-recipients": _too_many}
# Nobody's inbox is a robot's where a certified provider vouches for it, and its own notices look like one.
WITHOUT_ROBOTS: Mapping[str, Rule] = {
    name: rule for name, rule in _MACHINE.items() if name not in ("robot-sender", "robot-name")
}
