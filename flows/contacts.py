# SPDX-License-Identifier: EUPL-1.2
"""Reads how a person is reached: an e-mail address, a telephone number, a name."""

import re

from email_validator import EmailNotValidError, validate_email

from flows.answers import FILLER, Parsed, clean_text, text
from flows.vocabulary import MAX_READ, normal

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,;:'’‘`´ʼ()/\u00b7\u2010-\u2015-])*")  # «Dott.ssa D'Amico-Müller, A. M.»
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"«»]+@[^\s<>()\[\],;:\"«»]+")
_BEFORE_ADDRESS = FILLER | frozenset("mail email e posta pec indirizzo casella scrivete scrivetemi mia".split())
_EXTENSION = re.compile(r"(?i)[\s,;-]*\b(?:interno|int)\b\W{0,3}(\d{1,5})\s*$")


def email(text: str) -> Parsed:
    """An address, also inside «la mail è a@b.it» or <a@b.it>; two different ones, or one with a gap, are no answer."""
    if len(text) > MAX_READ:
        return None, "email"
    clean = clean_text(text)
    found = _ADDRESS.findall(clean)
    candidates = list(dict.fromkeys(one.strip("'.!?").lower() for one in found))
    if len(candidates) != 1:
        return None, "email_two" if candidates else "email"
    if _has_gap(clean.partition(found[0])[0], found[0]):
        return None, "email_gap"
    try:
        checked = validate_email(candidates[0], check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None, "email"
    address = str(checked.ascii_email).lower()
    return (address, "") if re.search(r"\.[a-z0-9-]{2,}$", address) else (None, "email")


def _has_gap(before: str, address: str) -> bool:
    """Whether the word before an address may be its beginning: «maria rossi@», but not «Rossi maria.rossi@»."""
    if not re.search(r"\w\s$", before):
        return False
    word = normal(before).split()[-1]
    return word not in _BEFORE_ADDRESS and word not in normal(address.partition("@")[0]).split()


def phone(text: str) -> Parsed:
    """An Italian number: a landline (0…) or a mobile (3…), with or without +39 and an extension; never 112."""
    if len(text) > MAX_READ:
        return None, "phone"
    text, extension = _EXTENSION.sub("", text), _EXTENSION.search(text)
    bare = re.sub(r"(?i)\b(?:tel|telefono|cell|cellulare|numero|n|fisso|mobile|mio|il|e)\b\W*", "", clean_text(text))
    compact = re.sub(r"[\s.\-/()\u2010-\u2015]", "", bare.replace("è", ""))
    number = re.sub(r"^(?:(?:\+|00)39(?=[03])|39(?=3\d{9}$|0\d{8,10}$))", "", compact)
    if not number.isascii() or not number.isdigit():
        return None, "phone"
    if re.fullmatch(r"0\d{5,10}|3\d{8,9}", number):
        return f"+39 {number}" + (f" int. {extension[1]}" if extension else ""), ""
    return None, "phone_short" if len(number) < 6 else "phone"


def person_name(said: str, low: int, high: int) -> Parsed:
    """A person's name: letters and the signs that stand between them, no figures and no address."""
    clean, code = text(" ".join(said[: 2 * MAX_READ].split()), low, high)
    return (clean, code) if clean is None or _NAME.fullmatch(clean) else (None, "person_name")
