# SPDX-License-Identifier: EUPL-1.2
"""The whole bot on a strict server: what people send besides texts, what goes wrong on the way, how it starts."""

import asyncio

import httpx
import pytest

from bot.app import open_app
from bot.content import read_content
from bot.readiness import NotReadyError
from bot.serving import serve
from tests.bot.core.talking import make_library
from tests.telegram_bot import SECRET, START, Clock, serving, settings_of
from tests.telegram_chats import Message
from tests.telegram_server import Fault, TelegramServer

PHRASES = read_content().phrases
COST = {"quanto costa?": "capacity-lab/costo"}
GROUP = -100123
RAW = 'Rossi <b>&"x"</b> **y** ‮gnirts [z](http://e.example)'  # noqa: PLE2502


@pytest.fixture
async def bot(server, tmp_path):
    async with serving(tmp_path, server, search=COST) as made:
        yield made


class Person:
    """Somebody who writes and reads."""

    def __init__(self, bot, number=7):
        self.bot = bot
        self.number = number
        self.seen = 0

    async def does(self, *updates):
        self.seen = len(self.messages)
        for update in updates:
            self.bot.server.push(update)
        await self.bot.rest()
        return self.messages[self.seen :]

    async def says(self, text=None, **fields):
        return await self.does(self.bot.server.chats.message(self.number, text, **fields))

    async def taps(self, label):
        return await self.does(self.bot.server.chats.tap(self.number, label))

    @property
    def messages(self):
        return self.bot.server.chat(self.number).messages

    @property
    def buttons(self):
        return [one.labels for one in self.messages if one.keyboard]


@pytest.fixture
def maria(bot):
    return Person(bot)


def words(messages):
    return "\n".join(one.text for one in messages)


async def to_the_form(person):
    await person.says("/richiesta")
    await person.taps("Ho letto")


async def test_the_first_message_says_that_no_person_answers_and_where_to_begin(maria):
    first, menu = await maria.says("/start")
    assert "un programma, non una persona" in first.text
    assert "cap4city@anci.it" in first.text
    assert "3. Richiedere un Capacity Lab" in menu.labels


async def test_one_question_has_buttons_at_a_time(maria):
    await to_the_form(maria)
    await maria.says("quanto costa?")
    await maria.says("1")
    await maria.says("Acri")
    feedback, question = maria.buttons
    assert feedback == ["Mi è stato utile", "Non è quello che cercavo"]
    assert question[0] == "1. Attrattività del lavoro"


async def test_a_tap_is_answered_before_anything_is_said(maria, server):
    await maria.says("/richiesta")
    server.fail("answerCallbackQuery", Fault(seconds=0.05))
    server.calls.clear()
    await maria.taps("Ho letto")
    methods = [call.method for call in server.calls if call.chat or call.method == "answerCallbackQuery"]
    assert methods == ["answerCallbackQuery", "editMessageReplyMarkup", "sendMessage"]


async def test_a_tap_sent_again_under_a_new_number_changes_nothing(maria, server):
    await maria.says("/richiesta")
    await maria.taps("Ho letto")
    tap = server.chats.tap(7, "Comune")
    again = {**tap, "update_id": next(server.chats.updates)}
    (one,) = await maria.does(tap)
    assert "Quale Comune?" in one.text
    (two,) = await maria.does(again)
    assert PHRASES["notice.stale"] in two.text
    assert "Quale Comune?" in two.text


async def test_a_double_tap_is_one_answer(maria, server):
    await maria.says("/richiesta")
    await maria.taps("Ho letto")
    taps = [server.chats.tap(7, "Comune"), server.chats.tap(7, "Unione di Comuni")]
    await maria.does(*taps)
    assert maria.bot.app.store.before("telegram:7").session.answers["tipo_ente"].value == "comune"


async def test_an_update_that_comes_twice_is_answered_once(maria, server):
    update = server.chats.message(7, "/privacy")
    first = await maria.does(update, update)
    assert await maria.does(update) == []
    assert len([one for one in first if "Informativa sui dati personali" in one.text]) == 1


async def test_what_is_typed_is_what_is_tapped(bot):
    one, other = Person(bot, 7), Person(bot, 8)
    for person in (one, other):
        await to_the_form(person)
    tapped, typed = await one.taps("Comune"), await other.says("comune")
    assert [m.text for m in tapped] == [m.text for m in typed]


@pytest.mark.parametrize("data", ["", "1::", "1:00000000:yes", "2:a:b", "1:abcdefgh:" + "è" * 20, "\ud800"])
async def test_forged_taps_show_what_is_open(maria, server, data):
    await to_the_form(maria)
    (shown,) = await maria.does(server.chats.press(7, maria.messages[-1], data))
    assert PHRASES["notice.stale"] in shown.text
    assert "1. Comune" in shown.labels


async def test_a_button_of_somebody_elses_chat_is_nobodys(bot, server):
    maria, luca = Person(bot, 7), Person(bot, 8)
    await to_the_form(maria)
    await luca.says("/start")
    data = maria.messages[-1].keyboard[0][0]["callback_data"]
    (shown,) = await luca.does(server.chats.press(8, Message(1, "?"), data))
    assert PHRASES["notice.stale"] in shown.text
    assert bot.app.store.before("telegram:7").session.answers.keys() == {"presa_visione"}


async def test_what_is_no_text_gets_a_line_and_the_open_question(maria):
    await to_the_form(maria)
    (one,) = await maria.says(None, voice={"file_id": "f", "file_unique_id": "u", "duration": 3})
    assert PHRASES["unreadable.voice"] in one.text
    assert "Per quale tipo di ente" in one.text


async def test_an_album_gets_one_line(maria, server):
    await maria.says("/start")
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    updates = [server.chats.message(7, photo=photo, media_group_id="5") for _ in range(4)]
    assert len(await maria.does(*updates)) == 1


async def test_four_thousand_emoji_are_no_question(maria):
    await maria.says("/start")
    (one,) = await maria.says("😀" * 2048)
    assert one.text


async def test_markup_and_marks_in_a_name_come_back_as_they_were(maria):
    await maria.says("/start lab_piao")
    for said in ("Ho letto", "Comune", "Acri", "Vorremmo scrivere il PIAO in tempo e bene.", RAW):
        await maria.says(said)
    (summary,) = await maria.says("riepilogo")
    assert "Rossi <b>&" in summary.text
    assert "z" in summary.text


async def test_half_a_character_breaks_nothing(maria):
    await maria.says("/start")
    assert words(await maria.says("quanto costa\ud83d"))
    assert not maria.bot.app.store.rows("SELECT 1 FROM seen WHERE state <> 'done'")


async def test_who_blocks_the_bot_hears_nothing_until_they_write(maria, server):
    await to_the_form(maria)
    await maria.does(server.chats.member(7, "kicked"))
    assert maria.bot.app.store.dialogue("telegram:7").blocked
    server.chat(7).blocked = False
    assert "Per quale tipo di ente" in words(await maria.says("ciao"))
    assert not maria.bot.app.store.dialogue("telegram:7").blocked


async def test_a_refusal_blocks_as_well(maria, server):
    server.fail("sendMessage", Fault(403, "Forbidden: bot was blocked by the user"))
    await maria.says("/start")
    assert maria.messages == []
    assert maria.bot.app.store.dialogue("telegram:7").blocked
    assert "Scriva la Sua domanda" in words(await maria.says("/start"))


async def test_in_a_group_a_question_is_answered_and_no_form_is_begun(bot, server):
    group = Person(bot, GROUP)
    named = [{"type": "mention", "offset": 0, "length": 13}]
    answer = words(await group.says("@cap4city_bot quanto costa?", entities=named))
    assert "Le fonti che ho non dicono" in answer
    assert PHRASES["telegram.group"] in answer
    assert group.messages[-1].keyboard == [[{"text": "Scrivere in privato", "url": "https://t.me/cap4city_bot"}]]
    assert words(await group.says("/richiesta@cap4city_bot")) == PHRASES["telegram.group"]
    assert "Informativa" in words(await group.says("/privacy@cap4city_bot"))
    assert await group.says("quanto costa?") == []
    assert bot.app.store.before(f"telegram:{GROUP}").session is None


async def test_a_chat_that_must_wait_holds_back_nobody_else(bot, server):
    slow, quick = Person(bot, 7), Person(bot, 8)
    server.chat(7), server.chat(8)
    server.fail("sendMessage", Fault(429, "Too Many Requests: retry after 1", retry_after=1), chat=7)
    server.says(7, "/start")
    server.says(8, "/start")
    await server.until(lambda: len(quick.messages) == 2)
    assert slow.messages == []
    await bot.rest()
    assert [message.text for message in slow.messages] == [message.text for message in quick.messages]


async def test_whoever_waits_more_than_a_second_sees_that_an_answer_is_coming(bot, server):
    server.fail("sendMessage", Fault(seconds=1.3))
    server.says(7, "/start")
    await server.until(lambda: server.chat(7).actions)
    await bot.rest()
    assert server.chat(7).actions == ["typing"]


async def test_health_names_every_part(server, tmp_path, unused_tcp_port):
    async with serving(tmp_path, server, PORT=unused_tcp_port):
        await server.until(lambda: server.calls)
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{unused_tcp_port}/health")
    assert answer.status_code == 200
    assert set(answer.json()) >= {"telegram", "housekeeping", "sending telegram", "sending letter"}


async def test_a_token_that_nobody_knows_ends_the_service_in_words(tmp_path):
    server = TelegramServer(token="1:another")
    await server.start()
    told = pytest.raises(NotReadyError, match="CAP4CITY_TELEGRAM_TOKEN")
    with open_app(settings_of(tmp_path, server.url), Clock(), make_library) as app, told:
        await serve(app, asyncio.Event())
    await server.stop()


async def test_a_webhook_that_telegram_refuses_ends_the_service_in_words(tmp_path, server, unused_tcp_port):
    url = "https://bot.example/hook"
    more = {"telegram_webhook_url": url, "telegram_webhook_secret": SECRET, "PORT": unused_tcp_port}
    server.fail("setWebhook", Fault(400, "Bad Request: bad webhook: Failed to resolve host: Name or service not known"))
    told = pytest.raises(NotReadyError, match="CAP4CITY_TELEGRAM_WEBHOOK")
    with open_app(settings_of(tmp_path, server.url, **more), Clock(), make_library) as app, told:
        await serve(app, asyncio.Event())


async def test_it_starts_while_the_server_is_away_and_goes_on_when_it_comes_back(tmp_path, server, unused_tcp_port):
    server = TelegramServer(port=unused_tcp_port)
    async with serving(tmp_path, server, telegram_base_url=f"http://127.0.0.1:{unused_tcp_port}") as bot:
        await asyncio.sleep(0.1)
        await server.start()
        server.says(7, "/start")
        await server.until(lambda: len(server.chat(7).messages) == 2)
        await bot.rest()
    await server.stop()


async def test_from_webhook_to_polling_and_back_nothing_is_lost(tmp_path, server, unused_tcp_port):
    hook = {
        "telegram_webhook_url": f"http://127.0.0.1:{unused_tcp_port}/hook",
        "telegram_webhook_secret": SECRET,
        "PORT": unused_tcp_port,
    }
    for more in (hook, {}, hook):
        async with serving(tmp_path, server, **more) as bot:
            await Person(bot).says("/privacy")
        server.says(7, "/info")
    assert len([text for text in server.chat(7).texts if "Informativa" in text]) == 3
    assert len([text for text in server.chat(7).texts if "al servizio del progetto" in text]) == 2


async def test_a_reminder_survives_a_restart(tmp_path, server):
    clock = Clock()
    async with serving(tmp_path, server, clock=clock) as bot:
        await to_the_form(Person(bot))
        await Person(bot).taps("Comune")
    clock.move(days=7)
    async with serving(tmp_path, server, clock=clock) as bot:
        await server.until(lambda: "rimasto a metà" in server.chat(7).texts[-1])
        await bot.rest()
        assert "Non ricordarmelo più" in server.chat(7).messages[-1].labels
    assert clock() > START


async def test_a_limit_of_messages_a_second_is_kept(tmp_path, server):
    async with serving(tmp_path, server, rate=20) as bot:
        begun = asyncio.get_running_loop().time()
        for number in range(1, 26):
            server.says(number, "/start")
        await bot.rest()
    assert len([call for call in server.calls if call.method == "sendMessage"]) == 50
    assert asyncio.get_running_loop().time() - begun >= 30 / 20  # twenty may go at once, the others as time passes
