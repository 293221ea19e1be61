# SPDX-License-Identifier: EUPL-1.2
"""A strict Bot API server on loopback: long polling, webhooks, and on demand 429, 403, 5xx and cut connections."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_chats import Chat, Chats
from tests.telegram_http import Answer, HttpServer, Received, form_of
from tests.telegram_methods import Methods
from tests.telegram_rules import RefusalError, bad
from tests.telegram_webhook import Webhook

TOKEN = "700001:AAE-these-letters-only-look-like-a-token"
_LONG = 50.0
_NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(frozen=True)
class Fault:
    """What goes wrong instead. `acts`: the request is carried out before the connection is cut."""

    code: int = 0  # 0: the connection is cut
    description: str = "Internal Server Error"
    retry_after: int = 0
    acts: bool = False
    seconds: float = 0.0  # before anything happens
    raw: bytes = b""  # sent as it is, with status 200


FLOOD = Fault(429, "Too Many Requests: retry after 1", retry_after=1)


@dataclass(frozen=True)
class Call:
    """A request as it came, and the status it got."""

    method: str
    fields: Mapping[str, str]
    status: int

    @property
    def chat(self) -> int:
        return int(self.fields.get("chat_id", 0))


@dataclass
class TelegramServer:
    """One bot's server. Everything runs in the event loop that starts it."""

    token: str = TOKEN
    port: int = 0
    chats: Chats = field(default_factory=Chats)
    calls: list[Call] = field(default_factory=list)
    waiting: deque[dict[str, Any]] = field(default_factory=deque)
    allowed: tuple[str, ...] = ()
    faults: list[tuple[str, int, Fault]] = field(default_factory=list)  # method, chat (0: any), what goes wrong
    keep_calls: bool = True
    on_call: Callable[[Call], None] = lambda call: None
    confirmed: int = 0  # every update below has been acknowledged

    def __post_init__(self) -> None:
        self.methods = Methods(self.chats)
        self.webhook: Webhook | None = None
        self._http = HttpServer(self._respond, self.port)
        self._news = asyncio.Event()
        self._poll: asyncio.Future[Answer] | None = None
        self._own: dict[str, Callable[[Mapping[str, str]], object]] = {
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
        }

    @property
    def url(self) -> str:
        return self._http.url

    @property
    def ready(self) -> bool:
        """Whether a bot asks for updates, or has said where to bring them."""
        return self.webhook is not None or self._poll is not None

    async def start(self) -> None:
        await self._http.start()
        self.port = self._http.port

    async def stop(self) -> None:
        self._unhook()
        await self._http.stop()

    # What people do

    def chat(self, number: int) -> Chat:
        return self.chats.chat(number)

    def says(self, chat: int, text: str | None = None, **fields: Any) -> int:
        """A message from a person; its update's number."""
        return self.push(self.chats.message(chat, text, **fields))

    def taps(self, chat: int, label: str) -> int:
        return self.push(self.chats.tap(chat, label))

    def push(self, update: dict[str, Any]) -> int:
        """Any update at all, again if need be."""
        kinds = self.allowed or None
        kind = next(iter(update.keys() - {"update_id"}), "")
        if kind in kinds if kinds else kind not in _NOT_BY_DEFAULT:
            if self.webhook is not None:
                self.webhook.push(update)
            else:
                self.waiting.append(update)
            self.changed()
        return int(update["update_id"])

    def fail(self, method: str, fault: Fault, *, chat: int = 0, times: int = 1) -> None:
        """The next calls of a method go wrong."""
        self.faults += [(method, chat, fault)] * times

    async def until(self, true: Callable[[], object], seconds: float = 10.0) -> None:
        """Wait for something of this server to be true; looked at after every call."""
        async with asyncio.timeout(seconds):
            while not true():
                await self._news.wait()

    def changed(self) -> None:
        """Whoever waits for news looks again."""
        self._news.set()
        self._news = asyncio.Event()

    # Requests

    def _respond(self, request: Received) -> Answer | asyncio.Future[Answer]:
        _, _, rest = request.path.partition("/bot")
        token, _, method = rest.partition("/")
        if token != self.token:
            return _refused(RefusalError(401, "Unauthorized"))
        fields, files = form_of(request)
        fault = self._fault(method, int(fields.get("chat_id", 0) or 0))
        if fault is not None:
            return asyncio.ensure_future(self._go_wrong(fault, method, fields, files))
        if method == "getUpdates":
            return self._get_updates(fields)
        return self._act(method, fields, files)

    def _act(self, method: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> Answer:
        try:
            own = self._own.get(method)
            result = own(fields) if own else self.methods.call(method, fields, files)
        except RefusalError as refusal:
            self._note(method, fields, refusal.code)
            return _refused(refusal)
        self._note(method, fields, 200)
        return _taken(result)

    def _note(self, method: str, fields: Mapping[str, str], status: int) -> None:
        call = Call(method, fields, status)
        if self.keep_calls:
            self.calls.append(call)
        self.on_call(call)
        self.changed()

    def _fault(self, method: str, chat: int) -> Fault | None:
        for at, (wanted, who, fault) in enumerate(self.faults):
            if wanted == method and who in (0, chat):
                del self.faults[at]
                return fault
        return None

    async def _go_wrong(self, fault: Fault, method: str, fields: dict[str, str], files: Any) -> Answer:
        await asyncio.sleep(fault.seconds)
        if fault.seconds and not fault.code and not fault.raw and not fault.acts:
            return await self._late(method, fields, files)
        if fault.acts:
            self._act(method, fields, files)
        else:
            self._note(method, fields, fault.code)
        if fault.raw:
            return Answer(200, fault.raw)
        if not fault.code:
            return Answer(cut=True)
        more = {"retry_after": fault.retry_after} if fault.retry_after else {}
        return _refused(RefusalError(fault.code, fault.description, **more))

    async def _late(self, method: str, fields: dict[str, str], files: Any) -> Answer:
        if method == "getUpdates":
            return await self._get_updates(fields)
        return self._act(method, fields, files)

    # Updates

    def _get_updates(self, fields: Mapping[str, str]) -> asyncio.Future[Answer]:
        if self._poll is not None and not self._poll.done():
            self._poll.cancel()  # the earlier one is told of the conflict
        self._poll = asyncio.ensure_future(self._poll_updates(fields))
        return self._poll

    async def _poll_updates(self, fields: Mapping[str, str]) -> Answer:
        if self.webhook is not None:
            return _refused(RefusalError(409, "Conflict: can't use getUpdates method while webhook is active"))
        if fields.get("allowed_updates"):
            self.allowed = tuple(json.loads(fields["allowed_updates"]))
        offset = int(fields.get("offset", 0))
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        self.confirmed = max(self.confirmed, offset)
        self.changed()
        try:
            async with asyncio.timeout(min(float(fields.get("timeout", 0)), _LONG)):
                while not self.waiting:
                    await self._news.wait()
        except TimeoutError:
            pass
        except asyncio.CancelledError:
            return _refused(RefusalError(409, "Conflict: terminated by other getUpdates request"))
        found = list(self.waiting)[: int(fields.get("limit", 100))]
        self._note("getUpdates", fields, 200)
        return _taken(found)

    def _set_webhook(self, fields: Mapping[str, str]) -> bool:
        url = fields.get("url", "")
        if not url.startswith(("https://", "http://127.0.0.1:")):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", fields.get("secret_token", "")):
            raise bad("secret token contains unallowed characters")
        self._unhook()
        self.allowed = tuple(json.loads(fields.get("allowed_updates") or "[]"))
        self.webhook = Webhook(url, fields.get("secret_token", ""), int(fields.get("max_connections", 40)))
        self.webhook.start([*self.waiting])
        self.waiting.clear()
        return True

    def _delete_webhook(self, fields: Mapping[str, str]) -> bool:
        self._unhook()
        return True

    def _unhook(self) -> None:
        if self.webhook is not None:
            self.waiting.extendleft(reversed(self.webhook.stop()))
            self.webhook = None

    def _webhook_info(self, fields: Mapping[str, str]) -> object:
        url = self.webhook.url if self.webhook else ""
        return {
            "url": url, "has_custom_certificate": False, "pending_update_count": len(self.waiting),
            "allowed_updates": list(self.allowed), "max_connections": self.webhook.connections if self.webhook else 40,
        }  # fmt: skip


def _taken(result: object) -> Answer:
    return Answer(200, json.dumps({"ok": True, "result": result}).encode())


def _refused(refusal: RefusalError) -> Answer:
    value: dict[str, object] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        value["parameters"] = refusal.parameters
    return Answer(refusal.code, json.dumps(value).encode())
