# SPDX-License-Identifier: EUPL-1.2
"""What came back."""

import pytest

from bot.channels.bounces import bounce_of

REPORT = b"""Content-Type: message/delivery-status

Action: %s
Status: %s
Diagnostic-Code: smtp; 550 5.1.1 mailbox unknown

Message-ID: <abcdef0123456789.0123456789abcdef@cap4city.example>
"""


@pytest.mark.parametrize(
    ("action", "status", "failed"),
    [(b"failed", b"5.1.1", True), (b"delayed", b"4.4.7", False), (b"delivered", b"2.0.0", False)],
)
def test_only_a_failure_is_one(action, status, failed):
    found = bounce_of(REPORT % (action, status), "cap4city.example")
    assert found.failed is failed
    assert found.ids == ("<abcdef0123456789.0123456789abcdef@cap4city.example>",)


def test_the_servers_reason_is_told():
    assert bounce_of(REPORT % (b"failed", b"5.1.1"), "cap4city.example").reason == "smtp; 550 5.1.1 mailbox unknown"


def test_ids_of_others_are_not_ours():
    assert bounce_of(REPORT % (b"failed", b"5.1.1"), "altri.example").ids == ()
