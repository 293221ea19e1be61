# SPDX-License-Identifier: EUPL-1.2
"""What is sent arrives whole, in order and once; each failure is tried again, or never."""

import pytest
from fakes import FILE, NOW, letter, message

from bot.channels.telegram_out import TelegramOut
from bot.channels.telegram_signs import Signs
from bot.core.messages import CannotDeliver, Choice, TryAgainLater
from flows.wording import plain
from tests.telegram_server import FLOOD, Fault

BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")
LONG = "\n\n".join(f"Paragrafo {n}. " + "parola " * 90 for n in range(12))


def choice(label="Sì", prompt="abcdef12"):
    return Choice(prompt, "yes", plain(label), 1)


class Desk:
    """A sender and what it says of the messages it sent."""

    def __init__(self, server, bot):
        self.server = server
        self.sent = []
        server.chat(7)
        signs = Signs(bot, lambda address: False)
        self.out = TelegramOut(bot, signs, self.shown, lambda: "Scelga.")

    def shown(self, person, prompt):
        return [one for one in reversed(self.sent) if prompt in one]

    async def send(self, text="Ciao", key="k", **more):
        sent = await self.out.send(message(key, text=text, **more), at=NOW)
        self.sent.append(sent.external)
        return sent

    @property
    def texts(self):
        return self.server.chat(7).texts

    def methods(self):
        return [call.method for call in self.server.calls]


@pytest.fixture
def desk(server, library_bot):
    return Desk(server, library_bot)


async def test_a_message_is_html_without_preview_and_its_number_comes_back(desk):
    sent = await desk.send("**Ciao** <b> https://anci.it")
    (call,) = desk.server.calls
    assert desk.texts == ["Ciao <b> https://anci.it"]
    assert (call.fields["parse_mode"], call.fields["link_preview_options"]) == ("HTML", '{"is_disabled": true}')
    assert sent.external == str(desk.server.chat(7).messages[0].number)


async def test_the_prompts_of_the_buttons_come_back_with_the_number(desk):
    sent = await desk.send(choices=(choice(), choice("Utile", "12345678"), choice("No")))
    assert sent.external == f"{desk.server.chat(7).messages[0].number}:abcdef12,12345678"


async def test_the_answered_buttons_are_taken_away_before_the_next_message(desk):
    await desk.send(choices=(choice(),))
    await desk.send("Poi", "k2", closes="abcdef12")
    assert desk.methods() == ["sendMessage", "editMessageReplyMarkup", "sendMessage"]
    assert [one.labels for one in desk.server.chat(7).messages] == [[], []]


async def test_of_a_question_shown_again_only_the_last_copy_has_buttons(desk):
    await desk.send(choices=(choice(),))
    await desk.send("Di nuovo", "k2", choices=(choice(),))
    await desk.send("Poi", "k3", closes="abcdef12")
    assert [one.labels for one in desk.server.chat(7).messages] == [[], [], []]
    assert desk.methods().count("editMessageReplyMarkup") == 2


async def test_buttons_that_are_gone_already_hold_nothing_up(desk):
    desk.sent.append("999:abcdef12")
    await desk.send("Poi", closes="abcdef12")
    assert desk.texts == ["Poi"]


async def test_a_long_message_arrives_in_pieces(desk):
    await desk.send(LONG, choices=(choice(),))
    assert "\n\n".join(desk.texts) == LONG.replace(" \n", "\n").strip()
    assert [bool(one.labels) for one in desk.server.chat(7).messages] == [False] * (len(desk.texts) - 1) + [True]


async def test_a_piece_that_arrived_is_not_sent_again(desk):
    desk.server.fail("sendMessage", Fault(seconds=0.001))
    desk.server.fail("sendMessage", FLOOD)
    with pytest.raises(TryAgainLater):
        await desk.send(LONG)
    await desk.send(LONG)
    assert len(desk.texts) == len(set(desk.texts)) > 1


@pytest.mark.parametrize("quiet", [False, True])
async def test_what_comes_at_night_makes_no_sound(desk, quiet):
    await desk.send(quiet=quiet, files=(FILE,))
    sent = [call for call in desk.server.calls if call.method in ("sendMessage", "sendDocument")]
    assert [call.fields.get("disable_notification", "") in ("true", "True") for call in sent] == [quiet, quiet]


async def test_a_file_arrives_as_it_is(desk):
    await desk.send("Ecco", files=(FILE,))
    text, file = desk.server.chat(7).messages
    assert (text.text, file.file, file.content) == ("Ecco", FILE.name, FILE.content)


async def test_only_messages_for_chats_are_sent_here(desk):
    for parcel in (letter("a"), message("b", address="local")):
        with pytest.raises(CannotDeliver):
            await desk.out.send(parcel, at=NOW)
    assert not desk.server.calls


async def test_the_server_says_how_long_to_wait(desk):
    desk.server.fail("sendMessage", Fault(429, "Too Many Requests: retry after 17", retry_after=17))
    with pytest.raises(TryAgainLater) as later:
        await desk.send()
    assert later.value.after == 17


PASSING = {
    "500": Fault(500),
    "502": Fault(502, "Bad Gateway"),
    "504": Fault(504),
    "cut": Fault(),
    "cut after it acted": Fault(acts=True),
    "no JSON": Fault(raw=b"<html>"),
    "wrong token": Fault(401, "Unauthorized"),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
async def test_what_may_pass_is_tried_again(desk, fault):
    desk.server.fail("sendMessage", fault)
    with pytest.raises(TryAgainLater) as later:
        await desk.send()
    assert later.value.after is None
    await desk.send()


async def test_a_server_that_says_nothing_is_given_up_after_a_while(desk):
    desk.server.fail("sendMessage", Fault(seconds=60, acts=True))
    with pytest.raises(TryAgainLater, match="TimedOut"):
        await desk.send()


async def test_no_server_at_all_is_tried_again(desk):
    await desk.server.stop()
    with pytest.raises(TryAgainLater, match="NetworkError"):
        await desk.send()


async def test_who_blocked_the_bot_is_not_written_to_again(desk):
    desk.server.fail("sendMessage", BLOCKED)
    with pytest.raises(CannotDeliver) as never:
        await desk.send()
    assert never.value.blocked


async def test_what_the_server_refuses_is_never_tried_again(desk):
    with pytest.raises(CannotDeliver, match="hat not found") as never:
        await desk.send(address="8")
    assert not never.value.blocked


async def test_a_blocked_bot_is_noticed_while_taking_buttons_away(desk):
    await desk.send(choices=(choice(),))
    desk.server.chat(7).blocked = True
    with pytest.raises(CannotDeliver) as never:
        await desk.send("Poi", "k2", closes="abcdef12")
    assert never.value.blocked


async def test_html_that_the_server_cannot_read_arrives_as_text(desk):
    desk.server.fail("sendMessage", Fault(400, "Bad Request: can't parse entities: Unsupported start tag"))
    await desk.send("**Ciao** <Maria>")
    assert desk.texts == ["Ciao <Maria>"]
