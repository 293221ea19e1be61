# SPDX-License-Identifier: EUPL-1.2
"""Certified mail (posta elettronica certificata): envelopes unwrapped, receipts told apart, disagreements noticed."""

import re
from base64 import b64decode
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Literal
from xml.parsers import expat

from bot.channels.envelope import Envelope, addresses, decoded, envelope_of, ids
from bot.channels.raw_letter import leaves, name_of, payload_of

_DEPTH_AT_MOST = 20
_XML_AT_MOST = 256_000  # bytes of daticert.xml
_TEXT_AT_MOST = 2_000  # characters of one element
_ELEMENTS_AT_MOST = 2_000
_ON_BEHALF = re.compile(r"per\s{1,5}conto\s{1,5}di\s{0,3}:?\s{0,3}([^\"<>]{3,254})", re.IGNORECASE)

Kind = Literal["receipt", "transport", "anomaly"]
Fate = Literal["accepted", "delivered", "refused", ""]

# RFC 6109, 2 and 3; any other value is a receipt that changes nothing.
_FATES: dict[str, Fate] = {
    "accettazione": "accepted",
    "presa-in-carico": "",
    "avvenuta-consegna": "delivered",
    "non-accettazione": "refused",
    "errore-consegna": "refused",
    "preavviso-errore-consegna": "",  # the final word comes twelve hours later
    "rilevazione-virus": "refused",
}


@dataclass(frozen=True)
class Certificate:
    """What daticert.xml says: not believed, only compared."""

    kind: str = ""
    fault: str = ""  # nessuno, no-dest, no-dominio, virus, altro
    sender: str = ""
    recipients: tuple[tuple[str, str], ...] = ()  # certificato or esterno, address
    message_id: str = ""
    refused_for: str = ""  # the recipient a receipt is about
    reason: str = ""


@dataclass(frozen=True)
class Certified:
    """A certified-mail envelope. `inner` is the person's own message; of a receipt it is ours, and never read."""

    kind: Kind
    receipt: str = ""  # X-Ricevuta, in lower case
    about: str = ""  # X-Riferimento-Message-ID: of a receipt, the id of our letter
    inner: Message | None = field(default=None, compare=False)
    certificate: Certificate | None = None
    flags: tuple[str, ...] = ()  # what does not agree

    @property
    def fate(self) -> Fate:
        """What a receipt says of our letter."""
        return _FATES.get(self.receipt, "") if self.kind == "receipt" else ""


def certified(message: Message, envelope: Envelope) -> Certified | None:
    """The envelope that a message is; None for ordinary mail, whatever is attached to it.

    The order is fixed: a delivery receipt carries a postacert.eml too, and that one is our own letter.
    """
    about = next(iter(ids(envelope.one("x-riferimento-message-id"))), "")
    if envelope.has("x-ricevuta"):
        receipt = envelope.one("x-ricevuta").strip().lower()
        return Certified("receipt", receipt, about, certificate=_certificate(message))
    if not envelope.has("x-trasporto"):
        return None
    kind: Kind = "transport" if envelope.one("x-trasporto").strip().lower() == "posta-certificata" else "anomaly"
    inner, certificate = _enclosed(message), _certificate(message)
    flags = _disagreements(envelope, inner, certificate)
    return Certified(kind, about=about, inner=inner, certificate=certificate, flags=flags)


def _disagreements(envelope: Envelope, inner: Message | None, certificate: Certificate | None) -> tuple[str, ...]:
    """The sender is told three times; whoever forges one of them rarely forges all."""
    if inner is None:
        return ("no-inner-message",)
    sender = envelope_of(inner).sender
    told = _ON_BEHALF.search(decoded(envelope.one("from")))
    named = addresses(told[1]) if told else ()
    flags = [
        "behalf-mismatch" if named and sender not in named else "",
        "certificate-mismatch" if certificate and certificate.sender not in ("", sender) else "",
    ]
    return tuple(filter(None, flags))


def _enclosed(message: Message) -> Message | None:
    """postacert.eml; the first letter in the letter where nobody is named so."""
    parts = leaves(message)
    named = [part for part in parts if name_of(part).lower() == "postacert.eml"]
    found = named or [part for part in parts if part.get_content_type() == "message/rfc822"]
    return _opened(found[0]) if found else None


def _opened(part: Message) -> Message | None:
    """A letter in a letter; some gateways turn it into base64, which RFC 2046 (5.2.1) forbids."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if isinstance(inner, Message) and inner.keys():
        return inner
    data = payload_of(inner if isinstance(inner, Message) else part)
    if inner is not None and str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        data = _unpacked(data)
    read = message_from_bytes(data) if data else None
    return read if read is not None and read.keys() else None


def _unpacked(data: bytes) -> bytes:
    try:
        return b64decode(data)
    except ValueError:
        return b""


def _certificate(message: Message) -> Certificate | None:
    found = next((part for part in leaves(message) if name_of(part).lower() == "daticert.xml"), None)
    return read_certificate(payload_of(found)) if found is not None else None


class _RefusedError(Exception):
    """The XML holds what no certificate holds."""


class _Reader:
    """Collects the few elements that matter, and refuses everything that could grow."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.text = ""
        self.count = 0
        self.kinds: list[str] = []
        self.values: dict[str, str] = {}
        self.recipients: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.path) >= _DEPTH_AT_MOST or self.count > _ELEMENTS_AT_MOST:
            raise _RefusedError
        self.path.append(name)
        self.kinds.append(attributes.get("tipo", "")[:40])
        self.text = ""
        if name == "postacert":
            self.values |= {"kind": attributes.get("tipo", "")[:40], "fault": attributes.get("errore", "")[:40]}

    def words(self, text: str) -> None:
        self.text = (self.text + text)[:_TEXT_AT_MOST]

    def end(self, name: str) -> None:
        text, kind = self.text.strip(), self.kinds.pop()
        if name == "destinatari":
            self.recipients.append((kind, text.lower()))
        elif text:
            self.values.setdefault(name, text)
        self.path.pop()
        self.text = ""

    def refuse(self, *_: object) -> int:
        raise _RefusedError


def read_certificate(data: bytes) -> Certificate | None:
    """daticert.xml; None where it is too large, no XML, or brings a DOCTYPE or an entity of its own."""
    if len(data) > _XML_AT_MOST:
        return None
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    parser.ExternalEntityRefHandler = reader.refuse
    try:
        parser.Parse(data, True)
    except (_RefusedError, expat.ExpatError, LookupError, ValueError):
        return None
    values = reader.values
    return Certificate(
        kind=values.get("kind", ""),
        fault=values.get("fault", ""),
        sender=next(iter(addresses(values.get("mittente", ""))), ""),
        recipients=tuple(reader.recipients[:100]),
        message_id=next(iter(ids(values.get("msgid", ""))), ""),
        refused_for=next(iter(addresses(values.get("consegna", ""))), ""),
        reason=values.get("errore-esteso", "")[:300],
    )
