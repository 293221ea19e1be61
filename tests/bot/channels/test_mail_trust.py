# SPDX-License-Identifier: EUPL-1.2
"""Whether a sender is vouched for: by our own server's topmost word, and by nobody else's."""

import pytest

from bot.channels.envelope import Envelope
from bot.channels.mail_trust import same_organisation, trust

SENDER = "anna@comune.example"


def judged(*values, server="mx.cap4city.example"):
    return trust(Envelope(tuple(("authentication-results", one) for one in values)), server, SENDER)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("mx.cap4city.example; dmarc=pass (p=none) header.from=comune.example", "pass"),
        ("mx.cap4city.example 1; dmarc=fail header.from=comune.example; spf=pass smtp.mailfrom=comune.example", "fail"),
        ("MX.cap4city.example; spf=pass smtp.mailfrom=anna@comune.example", "pass"),
        ("mx.cap4city.example; dkim=pass header.d=mail.comune.example", "pass"),
        ("mx.cap4city.example; spf=pass smtp.mailfrom=evil.example", "none"),
        ("mx.cap4city.example; dkim=pass header.d=example", "none"),
        ("mx.cap4city.example; dmarc=pass header.from=evil.example", "none"),
        ("mx.cap4city.example (comment; dmarc=pass); none", "none"),
        ("other.example; dmarc=pass header.from=comune.example", "none"),
        ("", "none"),
    ],
)
def test_only_our_server_vouches(value, verdict):
    assert judged(value) == verdict


def test_only_the_topmost_block_counts():
    forged = "mx.cap4city.example; dmarc=pass header.from=comune.example"
    assert judged("other.example; none", forged) == "none"
    assert judged("mx.cap4city.example; dmarc=fail", forged) == "fail"


def test_without_a_configured_server_nobody_is_vouched_for():
    assert judged("mx.cap4city.example; dmarc=pass header.from=comune.example", server="") == "none"


def test_an_organisation_is_a_domain_and_what_lies_below_it():
    assert same_organisation("a@comune.example", "b@pec.comune.example")
    assert not same_organisation("a@x.gov.it", "b@gov.it")
    assert not same_organisation("a@comune.example", "b@altrocomune.example")
