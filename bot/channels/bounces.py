# SPDX-License-Identifier: EUPL-1.2
"""What came back: which of our letters a delivery report is about, and whether it will never arrive."""

import re
from dataclasses import dataclass

_READ_AT_MOST = 300_000  # bytes
_STATUS = re.compile(rb"(?im)^(?:Status|Diagnostic-Code)\s{0,3}:.{0,80}?\b([245])\.\d{1,3}\.\d{1,3}")
_ACTION = re.compile(rb"(?im)^Action\s{0,3}:\s{0,3}(failed|delayed|delivered|relayed|expanded)")
_REASON = re.compile(rb"(?im)^Diagnostic-Code\s{0,3}:\s{0,3}(.{1,200})")


@dataclass(frozen=True)
class Bounce:
    """RFC 3464: the ids of ours that stand in a report, and its verdict."""

    ids: tuple[str, ...] = ()
    failed: bool = False
    reason: str = ""


def bounce_of(raw: bytes, domain: str) -> Bounce:
    """Read a report of whatever shape; never raises. A delay is no failure."""
    text = raw[:_READ_AT_MOST]
    own = re.compile(rb"<[A-Za-z0-9_.-]{8,130}@" + re.escape(domain.encode("ascii", "replace")) + rb">", re.IGNORECASE)
    ids = tuple(dict.fromkeys(one.decode("ascii") for one in own.findall(text)))
    status = _STATUS.search(text)
    action = _ACTION.search(text)
    failed = bool(action and action[1].lower() == b"failed") or bool(not action and status and status[1] == b"5")
    reason = _REASON.search(text)
    return Bounce(ids[:20], failed, reason[1].decode("ascii", "replace").strip() if reason else "")
