# SPDX-License-Identifier: EUPL-1.2
"""Whether our own server vouches for a sender: the topmost Authentication-Results, and no other."""

import re
from typing import Literal

from bot.channels.envelope import Envelope, domain_of

Trust = Literal["pass", "fail", "none"]

_RESULT = re.compile(r"\s{0,20}([a-z-]{2,20})(?:/\d)?\s{0,5}=\s{0,5}([a-z]{2,20})", re.IGNORECASE)
_PROPERTY = re.compile(r"([a-z]{2,20}\.[a-z.-]{1,20})\s{0,5}=\s{0,5}\"?([^\s;\"]{1,254})", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_SECOND_LEVELS = frozenset(("gov.it", "edu.it", "co.uk", "com.au"))  # nobody's own domain


def trust(envelope: Envelope, authserv_id: str, sender: str) -> Trust:
    """RFC 8601: what the server named `authserv_id` found about the domain of `sender`; without a name, nothing.

    «pass» needs DMARC, or SPF or DKIM of the same domain; «fail» is DMARC's alone.
    """
    value = envelope.one("authentication-results")
    server, _, rest = _COMMENT.sub(" ", value[:8_000]).partition(";")
    named = server.split()[:1]
    if not authserv_id or not named or named[0].lower() != authserv_id.lower():
        return "none"
    found = [_read(part) for part in rest.split(";")]
    verdicts = [verdict for method, verdict, _ in found if method == "dmarc"]
    if "fail" in verdicts:
        return "fail"
    if "pass" in verdicts:
        aligned = [known.get("header.from", "") for method, _, known in found if method == "dmarc"]
        return "pass" if all(_same(one, domain_of(sender)) for one in aligned if one) else "none"
    vouched = any(_vouches(*one, domain=domain_of(sender)) for one in found)
    return "pass" if vouched else "none"


def _read(part: str) -> tuple[str, str, dict[str, str]]:
    match = _RESULT.match(part)
    if match is None:
        return "", "", {}
    known = {name.lower(): value.lower() for name, value in _PROPERTY.findall(part[match.end() :])}
    return match[1].lower(), match[2].lower(), known


def _vouches(method: str, verdict: str, known: dict[str, str], *, domain: str) -> bool:
    if verdict != "pass" or method not in ("spf", "dkim"):
        return False
    names = ("smtp.mailfrom", "smtp.mail") if method == "spf" else ("header.d", "header.i")
    return any(_same(domain_of(known[name]), domain) for name in names if known.get(name))


def same_organisation(one: str, other: str) -> bool:
    """Whether two addresses belong to one domain or to a domain and one below it."""
    return _same(domain_of(one), domain_of(other))


def _same(one: str, other: str) -> bool:
    short, long = sorted((one.strip("."), other.strip(".")), key=len)
    below = long == short or long.endswith(f".{short}")
    return bool(short) and below and "." in short and short not in _SECOND_LEVELS
