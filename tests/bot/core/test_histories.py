# SPDX-License-Identifier: EUPL-1.2
"""Random conversations, started at random points of the happy path."""

import random
import re

import pytest

from tests.bot.core.test_conversation import HAPPY, fill

WORDS = (
    """
sì|no|1|2|7|acri|Comune|piao|indietro|riepilogo|annulla|quanto costa?|boh|salta|/stato|/start|/laboratori|/incontri
/requisiti|/orientamento|/segreteria|grazie|/cancella_dati|/privacy|m.rossi@comune.example|0984 123456|Maria Rossi
👍|trasmetti|Vorremmo un laboratorio sul PIAO per il Comune di Acri|ho letto|Cosenza|nessuna|3200|/aiuto| |lista
Una collega in malattia non viene sostituita da nessuno, come si fa?|modifica il telefono|CONFERMO 12345678|Castro
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("seed", range(40))
def test_random_conversations_keep_the_rules(talk, seed):
    dice = random.Random(seed)
    channel = dice.choice(["telegram", "telegram", "terminal", "terminal", "email"])
    search = {"quanto costa?": "capacity-lab/costo", "lista": ["capacity-lab/costo", "capacity-lab/durata"]}
    one = talk(channel=channel, search=search, nearby=["capacity-lab/costo", "progetto/destinatari"])
    if dice.random() < 0.5:
        fill(one, HAPPY[: dice.randrange(len(HAPPY) + 1)])
    for _ in range(25):
        if one.choices and dice.random() < 0.5:
            choice = dice.choice(one.choices[-12:])
            after = one.takes(one.event(kind="tap", prompt=choice.prompt, option=choice.option))
        else:
            after = one.says(dice.choice(WORDS))
        check(one, after)
        one.waits(hours=dice.choice([0, 0, 1, 30]))
        if dice.random() < 0.05:
            one.ticks(dice.choice(["remind", "expire"]))


def check(one, after):
    silent_for_a_reason = after.why or after.letters or after.dialogue.paused
    assert after.messages or silent_for_a_reason, "silence without a reason"
    for message in after.messages:
        assert not re.search(r"(?<!\\)\(\([a-z_.]+\)\)", message.text), message.text
        assert message.text or message.choices
        for choice in message.choices:
            assert choice.label
            assert len(choice.option.encode()) <= 53
    numbers = [c.number for m in after.messages for c in m.choices if c.number]
    assert len(numbers) == len(set(numbers))
    if after.dialogue.offer and not after.forget:
        ex_labels = {c.label for m in after.messages for c in m.choices}
        assert ex_labels or after.dialogue.offer == one.dialogue.offer
    requests = [one for one in one.book.requests if one.kind == "request"]
    assert len({one.session for one in requests}) == len(requests)
