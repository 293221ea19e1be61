# SPDX-License-Identifier: EUPL-1.2
"""The headers of a raw letter, read without believing them: who wrote, to whom, which ids, about what."""

import re
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message

_HEADERS_AT_MOST = 500
_VALUE_AT_MOST = 20_000  # characters of one header
_SUBJECT_AT_MOST = 200
_ADDRESS_AT_MOST = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
_COMMENTS_WITHIN = 3  # one inside another
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_ID = re.compile(r"<[^<>\s]{1,250}>")  # lenient: RFC 5322's grammar refuses what Exchange writes
_QUOTE = re.compile(r'[^"\\]+|\\.|"|\\$', re.DOTALL)
_COMMENT = re.compile(r"\([^()]*\)")
_ANGLE = re.compile(r"<([^<>]*)>")
_SPEC = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_PREFIX = re.compile(
    r"(?:(?:re|r|rif|fwd?|i|aw|sv|antw|inoltr[ao]|posta certificata"
    r"|anomalia messaggio)(?:\[\d{1,3}\])?\s{0,3}:\s{0,3})+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Envelope:
    """The headers in their order: names in lower case, values on one line."""

    fields: tuple[tuple[str, str], ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a header, the topmost first."""
        return tuple(value for key, value in self.fields if key == name)

    def one(self, name: str) -> str:
        """The topmost value, "" where there is none."""
        return next((value for key, value in self.fields if key == name), "")

    def has(self, name: str) -> bool:
        """Whether the header is there, even empty."""
        return any(key == name for key, _ in self.fields)

    @property
    def senders(self) -> tuple[str, ...]:
        """Every address in every From, once each."""
        return tuple(dict.fromkeys(one for value in self.all("from") for one in addresses(value)))

    @property
    def sender(self) -> str:
        """The address in From where there is exactly one, otherwise ""; names are never looked at."""
        found = self.senders
        return found[0] if len(found) == 1 and len(self.all("from")) == 1 else ""

    @property
    def reply_to(self) -> str:
        """The first address in Reply-To."""
        return next((one for value in self.all("reply-to") for one in addresses(value)), "")

    @property
    def recipients(self) -> tuple[str, ...]:
        """The addresses in To and Cc, once each."""
        values = (*self.all("to"), *self.all("cc"))
        return tuple(dict.fromkeys(one for value in values for one in addresses(value)))

    @property
    def delivered_to(self) -> tuple[str, ...]:
        """For whom the servers on the way say that it was."""
        names = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to")
        return tuple(one for name in names for value in self.all(name) for one in addresses(value))

    @property
    def message_id(self) -> str:
        """With its angle brackets; "" where there is none that can be read."""
        return next(iter(ids(self.one("message-id"))), "")

    def answers_letter_of(self, domain: str) -> bool:
        """Whether it answers a letter with an id of this domain."""
        return any(one.lower().endswith(f"@{domain}>") for one in (*self.in_reply_to, *self.references))

    @property
    def in_reply_to(self) -> tuple[str, ...]:
        """The ids that it answers; some programs write several."""
        return ids(" ".join(self.all("in-reply-to")))

    @property
    def references(self) -> tuple[str, ...]:
        """The ids of the thread, the oldest first."""
        return ids(" ".join(self.all("references")))

    @property
    def answers(self) -> bool:
        """Whether it answers another letter, by its ids."""
        return bool(self.in_reply_to or self.references)

    @property
    def subject(self) -> str:
        """Decoded, on one line, at most 200 characters."""
        return decoded(self.one("subject"))[:_SUBJECT_AT_MOST].strip()

    @property
    def content_type(self) -> str:
        """Such as multipart/report; lower case, without parameters."""
        return self.one("content-type").partition(";")[0].strip().lower()


def envelope_of(message: Message) -> Envelope:
    """The headers of a parsed letter; never raises."""
    try:
        found = list(message.raw_items())[:_HEADERS_AT_MOST]
    except Exception:  # a policy that parses headers raises what it likes
        return Envelope()
    return Envelope(tuple((str(name).strip().lower(), _one_line(value)) for name, value in found))


def addresses(value: str) -> tuple[str, ...]:
    """The addresses in a header's value, in lower case; what a display name or a comment holds is none."""
    text = _unquoted(value[:_VALUE_AT_MOST])
    for _ in range(_COMMENTS_WITHIN):
        text = _COMMENT.sub(" ", text)
    found: list[str] = []
    for part in re.split("[,;]", text):
        inside = _ANGLE.findall(part)
        match = _SPEC.fullmatch(inside[-1].strip()) if inside else _SPEC.search(part)
        if match and len(match[0]) <= _ADDRESS_AT_MOST and match[0].isascii():
            found.append(match[0].lower())
    return tuple(dict.fromkeys(found))


def _unquoted(value: str) -> str:
    """Without quoted strings; one that is never closed takes the rest with it. In one pass, whatever it holds."""
    kept: list[str] = []
    inside = False
    for piece in _QUOTE.findall(value):
        if piece == '"':
            inside = not inside
            kept.append(" ")
        elif not inside:
            kept.append(piece)
    return "".join(kept)


def ids(text: str) -> tuple[str, ...]:
    """The message ids in a header, once each, in their order."""
    return tuple(dict.fromkeys(_ID.findall(text[:_VALUE_AT_MOST])))


def domain_of(address: str) -> str:
    """What follows the last @."""
    return address.rpartition("@")[2].lower()


def bare_subject(subject: str) -> str:
    """A subject without «Re:», «R:», «I:», «Fwd:» and «POSTA CERTIFICATA:»."""
    text = subject.strip()
    match = _PREFIX.match(text)
    return text[match.end() :].strip() if match else text


def decoded(value: str) -> str:
    """A header with its encoded words read, on one line; unknown charsets and broken words stay as they are."""
    try:
        text = str(make_header(decode_header(value))) if "=?" in value else value
    except Exception:  # LookupError, UnicodeError, HeaderParseError, binascii.Error
        text = value
    return " ".join(_CONTROLS.sub(" ", text).split())


def _one_line(value: object) -> str:
    text = str(value)[:_VALUE_AT_MOST].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(text.split()).replace("\x00", "")
