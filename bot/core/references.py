# SPDX-License-Identifier: EUPL-1.2
"""The reference by which people find a request again, such as C4C-2026-7K3F."""

import hashlib
import re
from itertools import count

from bot.core.turns import Register

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"  # nothing that looks like another sign, no vowel that makes a word
REFERENCE = re.compile(rf"C4C-\d{{4}}-[{ALPHABET}]{{4,8}}")
# As people type it: in lower case, with spaces or nothing between its parts, and without its first one.
_TYPED = re.compile(
    rf"\bc4c[\s\-–—_./:]*(\d{{4}})(?:[\-–—]([0-9a-z]{{4,8}})|[\s\-–—_./]*([{ALPHABET}]{{4,8}}))\b"
    rf"|\b(20\d\d)[\s\-–—_./]*(?=[\d]*[A-Z])([{ALPHABET}]{{4,8}})\b",
    re.IGNORECASE,
)
_LENGTH = 4
_TRIES = 8  # at one length, before a sign is added


def named_in(text: str) -> tuple[str, ...]:
    """The references that a text names, each once, as the register writes them; they may be anybody's, or nobody's."""
    found = (match.groups(default="") for match in _TYPED.finditer(text))
    return tuple(dict.fromkeys(f"C4C-{one[0] or one[3]}-{one[1] or one[2] or one[4]}".upper() for one in found))


def without_references(text: str, instead: str = "") -> str:
    """The text with a word in the place of each reference."""
    return _TYPED.sub(instead, text)


def reference_of(key: str, year: int, register: Register) -> str:
    """A reference not yet in the register; the same key always gets the same one."""
    candidates = (_candidate(key, year, attempt) for attempt in count())
    return next(one for one in candidates if _free(one, key, register))


def _free(reference: str, key: str, register: Register) -> bool:
    known = register.by_reference(reference)
    return known is None or known.key == key


def _candidate(key: str, year: int, attempt: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"{key}|{attempt}".encode()).digest(), "big")
    signs = []
    for _ in range(_LENGTH + attempt // _TRIES):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return f"C4C-{year}-{''.join(signs)}"
