# SPDX-License-Identifier: EUPL-1.2
"""The service: every channel, delivery and housekeeping in one loop, until told to stop."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.app import App, letter_sender
from bot.commits import Commits
from bot.delivery import Delivery, Sender
from bot.port import Listener, PortTakenError, Route
from bot.readiness import port_taken


@dataclass(frozen=True)
class Channel:
    """A way in and out. `run` fetches until told to stop; `senders` take the parcels of its routes until `close`."""

    name: str
    run: Callable[[asyncio.Event], Awaitable[None]]
    senders: Mapping[str, Sender] = field(default_factory=dict)
    close: Callable[[], Awaitable[None]] | None = None
    at_once: Callable[[], int] | None = None  # how many parcels to begin together
    routes: Mapping[str, Route] = field(default_factory=dict)  # what it takes at the port, by path


def channels(app: App, commits: Commits) -> Sequence[Channel]:
    """The channels that the settings turn on. A new one is added here, and nowhere else."""
    ways: list[Channel] = []
    if app.settings.telegram_token is not None:
        from bot.telegram_wiring import make_telegram, run_telegram  # noqa: PLC0415  its library is slow to load

        telegram = make_telegram(
            app.settings, app.outbox, hand_in=commits.receive, phrases=lambda: app.phrases,
            clock=app.clock, called=app.mind.be_called, rate=app.telegram_rate,
        )  # fmt: skip
        run, senders, hook = partial(run_telegram, telegram), {"telegram": telegram.out}, telegram.webhook
        routes = {hook.address.path: hook.answer} if hook else {}
        ways.append(Channel("telegram", run, senders, telegram.close, telegram.at_once, routes))
    if app.settings.imap_host is not None:
        from bot.mail_wiring import make_mail  # noqa: PLC0415

        mail = make_mail(
            app.settings, app.inbox, library=app.library, secret=app.store.own("secret", secrets.token_hex),
            sender=letter_sender(app, online=True), clock=app.clock,
        )  # fmt: skip
        ways.append(Channel("email", mail.run, {"email": mail.sender}))
    return ways


async def serve(app: App, stop: asyncio.Event) -> None:
    """Everything in one loop until told to stop; raises what ended one of the parts."""
    deliveries: list[Delivery] = []
    tasks: dict[str, asyncio.Future[None]] = {}

    def wake() -> None:
        for one in deliveries:
            one.wake()

    app = replace(app, inbox=replace(app.inbox, on_stored=wake))
    commits = Commits(app.inbox)
    ways = channels(app, commits)
    # One for each way out: letters that a slow server holds up leave the messages their places.
    letters = Channel("letter", _nothing, {"letter": letter_sender(app, online=True)})
    for way in (letters, *(way for way in ways if way.senders)):
        deliveries.append(app.delivery(way.senders, commits.settle, at_once=way.at_once))
        tasks[f"sending {way.name}"] = asyncio.ensure_future(deliveries[-1].run(stop))
    if app.settings.port is not None:
        routes = {path: route for way in ways for path, route in way.routes.items()}
        alive = partial(_alive, tasks)
        tasks["port"] = asyncio.ensure_future(
            _listen(Listener(app.settings.listen, app.settings.port, alive, routes), stop)
        )
    tasks["housekeeping"] = asyncio.ensure_future(app.housekeeping.run(stop))
    tasks |= {way.name: asyncio.ensure_future(way.run(stop)) for way in ways}
    await asyncio.wait(tasks.values(), return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    try:
        ends = await asyncio.gather(*tasks.values(), return_exceptions=True)  # each may finish what it has under way
    finally:
        for way in ways:
            if way.close is not None:
                await way.close()
    for end in ends:
        if isinstance(end, BaseException):
            raise end


def _alive(tasks: Mapping[str, asyncio.Future[None]]) -> dict[str, bool]:
    return {name: not task.done() for name, task in tasks.items()}


async def _listen(listener: Listener, stop: asyncio.Event) -> None:
    try:
        await listener.run(stop)
    except PortTakenError as fault:
        raise port_taken(str(fault)) from fault


async def _nothing(stop: asyncio.Event) -> None:
    """Nothing comes in this way."""
