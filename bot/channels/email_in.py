# SPDX-License-Identifier: EUPL-1.2
"""A raw letter, read: whose it is, what was just written, or the rule for which it gets no answer."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import Message

from bot.channels.bounces import Bounce, bounce_of
from bot.channels.email_reply import Written, newest_part, read_reply
from bot.channels.email_text import read_text
from bot.channels.enclosures import Enclosures, enclosures
from bot.channels.envelope import Envelope, bare_subject, envelope_of
from bot.channels.mail_rules import WITHOUT_ROBOTS, Ours, address_rule, machine_rule, sender_rule
from bot.channels.mail_threads import references_for, saved_token
from bot.channels.mail_trust import Trust, same_organisation, trust
from bot.channels.pec import Certified, certified
from bot.channels.raw_letter import Opened, open_letter
from bot.core.messages import Incoming

_TEXT_AT_MOST = 100_000  # characters
_SIGNATURE_AT_MOST = 2_000
_PROBE = "Una parola."  # whatever stands under it is history or is not


@dataclass(frozen=True)
class Received:
    """What a raw letter is. For certified mail `envelope` is the person's own, `outer` the provider's."""

    event: str  # unique for ever: the same letter delivered twice is one
    envelope: Envelope = field(default_factory=Envelope)
    outer: Envelope = field(default_factory=Envelope)
    text: str = ""  # as just written
    signature: str = ""  # that stood under it
    rule: str = ""  # «name: what was seen», for which it gets no answer
    machine: bool = False  # the rule says that no person wrote it
    oversize: bool = False
    trust: Trust = "none"
    certified: Certified | None = None
    enclosed: Enclosures = field(default_factory=Enclosures)
    bounce: Bounce = field(default_factory=Bounce)  # of ours that came back

    @property
    def sender(self) -> str:
        """The person's address."""
        return self.envelope.sender

    @property
    def subject(self) -> str:
        """Without what programs put before it."""
        return bare_subject(self.envelope.subject)

    @property
    def answer_to(self) -> str:
        """Where the answer goes: Reply-To only for a sender that is vouched for, inside its own organisation."""
        other = self.envelope.reply_to
        if other and self.trust == "pass" and same_organisation(other, self.sender):
            return other
        return self.sender

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which somebody may answer this letter; some PEC providers rewrite the inner one."""
        of_envelope = (one.one("x-riferimento-message-id") for one in (self.envelope, self.outer))
        own = (self.envelope.message_id, self.outer.message_id, *of_envelope)
        return tuple(dict.fromkeys(one for one in own if one))


def receive(raw: bytes, ours: Ours, size: int | None = None) -> Received:
    """Read a letter; never raises. `size`: of the whole letter where `raw` is only its beginning."""
    opened = open_letter(raw, size)
    try:
        return _received(raw, opened, ours)
    except Exception as failure:  # one letter must never stop the mailbox
        event = _event(raw, opened.envelope)
        return Received(event, opened.envelope, opened.envelope, rule=f"unreadable: {type(failure).__name__}")


def _received(raw: bytes, opened: Opened, ours: Ours) -> Received:
    outer = opened.envelope
    wrapped = certified(opened.message, outer)
    inner = wrapped.inner if wrapped and wrapped.kind != "receipt" else None
    envelope = envelope_of(inner) if inner is not None else outer
    message: Message = inner if inner is not None else opened.message
    written = Written("", "") if opened.fault else _written(message, envelope, ours)
    found = Received(
        event=_event(raw, envelope),
        envelope=envelope,
        outer=outer,
        text=written.text[:_TEXT_AT_MOST],
        signature=written.signature[:_SIGNATURE_AT_MOST],
        oversize=opened.oversize,
        trust=trust(outer, ours.authserv_id, outer.sender if wrapped else envelope.sender),
        certified=wrapped,
        enclosed=enclosures(message) if not opened.fault else Enclosures(),
    )
    ruled = _ruled(found, opened.fault, ours)
    return replace(ruled, bounce=bounce_of(raw, ours.domain)) if ruled.machine and wrapped is None else ruled


def _written(message: Message, envelope: Envelope, ours: Ours) -> Written:
    """What was just written; nothing for an answer that holds only the letter of ours that it answers."""
    body = read_text(message)
    written = read_reply(body.text, body.subject)
    own = envelope.answers_letter_of(ours.domain) or (envelope.answers and ours.address in written.text)
    alone = own and newest_part(f"{_PROBE}\n\n{written.text}", body.subject) == _PROBE
    return Written("", "") if alone else written


def _ruled(found: Received, fault: str, ours: Ours) -> Received:
    """The first rule that applies, machines before everything else."""
    machine = _machine(found, ours)
    if machine:
        return replace(found, rule=machine, machine=True)
    rule = (
        (f"unreadable: {fault}" if fault else "")
        or _disagreement(found)
        or sender_rule(found.envelope, ours)
        or (f"dmarc-fail: {found.sender}" if found.trust == "fail" else "")
        or _addressing(found, ours)
        or _empty(found)
    )
    return replace(found, rule=rule)


def _machine(found: Received, ours: Ours) -> str:
    if found.certified is None:
        return machine_rule(found.outer, ours)
    wraps = found.certified.kind != "receipt"
    outer = machine_rule(found.outer, ours, WITHOUT_ROBOTS if wraps else None)
    return outer or (machine_rule(found.envelope, ours, WITHOUT_ROBOTS) if wraps else "")


def _disagreement(found: Received) -> str:
    flags = found.certified.flags if found.certified else ()
    return f"pec-mismatch: {', '.join(flags)}" if flags else ""


def _addressing(found: Received, ours: Ours) -> str:
    """Of certified mail it is enough that the provider or the person names us."""
    rules = [address_rule(one, ours) for one in dict.fromkeys((found.outer, found.envelope))]
    return rules[0] if all(rules) else ""


def _empty(found: Received) -> str:
    """A question in the subject is one, but not under «Re:»: there it is an old one."""
    asked = found.subject and not found.envelope.answers
    return "" if found.text.strip() or found.enclosed.names or asked else "empty: nothing written"


def _event(raw: bytes, envelope: Envelope) -> str:
    """Message-ID and sender, so that nobody can use up somebody else's id; without one, the bytes."""
    name = f"{envelope.message_id}|{envelope.sender}" if envelope.message_id else ""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass") if name else raw).hexdigest()[:32]


def incoming(found: Received, *, thread: str, at: datetime, rule: str = "") -> Incoming:
    """The letter for the conversation; `rule`: one more reason for silence, known only from what is stored."""
    silent = rule or found.rule
    token = saved_token(found.subject, found.text)
    return Incoming(
        channel="email",
        address=found.answer_to or "nobody",
        event_id=found.event,
        at=at,
        kind="ignored" if silent else "command" if token else "text",
        text=silent or ("start" if token else found.text),
        argument=f"r_{token}" if token and not silent else "",
        thread=thread,
        subject=found.subject,
        signature=found.signature,
        reply_to=found.envelope.message_id,
        references=references_for(found.envelope),
        attachments=found.enclosed.names,
        files=found.enclosed.files,
        others=found.envelope.recipients,
        verified=found.trust == "pass",
        oversize=found.oversize,
    )
