# SPDX-License-Identifier: EUPL-1.2
"""The settings tried for real: database, content, Telegram, mailbox, mail server. Nothing secret is told."""

import asyncio
import imaplib
import sqlite3
import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import aiosmtplib
import httpx

from bot.app import open_app
from bot.channels.email_out import Server
from bot.clock import now, rome_date
from bot.content import ContentError, load_library
from bot.readiness import refusals
from bot.settings import Settings

_TIMEOUT = 15.0
_FAULTS = (
    OSError,
    ValueError,  # no JSON, a host or a password that cannot be encoded
    sqlite3.Error,
    ContentError,
    httpx.HTTPError,
    httpx.InvalidURL,
    imaplib.IMAP4.error,
    aiosmtplib.SMTPException,
)


@dataclass(frozen=True)
class Finding:
    """One thing tried."""

    fine: bool
    text: str


def examine(settings: Settings, environment: Mapping[str, str], tries: Collection[str] | None = None) -> list[Finding]:
    """Everything that the settings name, tried one after the other, or only what is named in `tries`."""
    wanted = _ATTEMPTS if tries is None else {name: _ATTEMPTS[name] for name in tries}
    found = [_tried(name, attempt, settings) for name, attempt in wanted.items()]
    found += [Finding(False, text) for text in refusals(settings, environment, ephemeral=False, pilot=False)]
    if not settings.secretariat_is_explicit:
        text = "CAP4CITY_SECRETARIAT non è scritto: le lettere per la segreteria restano nella Maildir, come prova"
        found.append(Finding(True, text))
    return found


def _tried(name: str, attempt: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(True, f"{name}: {attempt(settings)}")
    except _FAULTS as fault:  # what it says may quote the token or an address
        return Finding(False, f"{name}: non funziona ({_reason(fault)})")


def _reason(fault: Exception) -> str:
    if isinstance(fault, aiosmtplib.SMTPAuthenticationError | imaplib.IMAP4.error):
        return "il server non accetta nome utente e password, o la cartella"
    if isinstance(fault, ssl.SSLError):
        return "il certificato o la cifratura non vanno: controllare porta e TLS"
    if isinstance(fault, httpx.HTTPStatusError):
        code = fault.response.status_code
        return "il token non è valido" if code in (401, 404) else f"il server risponde {code}"
    if isinstance(fault, ContentError):
        return f"{len(fault.problems)} problemi: vedere «python -m bot check»"
    if isinstance(fault, UnicodeError):
        return "l'indirizzo del server o la password hanno caratteri non ammessi"
    if isinstance(fault, ValueError):
        return "la risposta o l'impostazione non è nella forma attesa"
    return type(fault).__name__


def _database(settings: Settings) -> str:
    with open_app(settings, now) as app, app.store.transaction():
        app.store.own("doctor", str)
    return f"{settings.database} si legge e si scrive"


def _content(settings: Settings) -> str:
    library = load_library(rome_date(now()))
    return f"{len(library.entries)} risposte, {len(library.flows)} percorsi"


def _telegram(settings: Settings) -> str:
    if settings.telegram_token is None:
        return "non impostato"
    token = settings.telegram_token.get_secret_value()
    answer = httpx.get(f"{settings.telegram_base_url}/bot{token}/getMe", timeout=_TIMEOUT)
    answer.raise_for_status()
    match answer.json():
        case {"result": {"username": str(name)}}:
            return f"il bot è @{name}"
    raise ValueError("no answer of Telegram's")


def _mailbox(settings: Settings) -> str:
    if settings.imap_host is None or settings.imap_password is None:
        return "non impostata"
    context = ssl.create_default_context()
    port = settings.port_of("imap")
    if settings.imap_tls == "tls":
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(settings.imap_host, port, ssl_context=context, timeout=_TIMEOUT)
    else:
        box = imaplib.IMAP4(settings.imap_host, port, timeout=_TIMEOUT)
    with box:
        if settings.imap_tls == "starttls":
            box.starttls(context)
        box.login(settings.imap_user or "", settings.imap_password.get_secret_value())
        state, _ = box.select(f'"{settings.imap_folder}"', readonly=True)
        if state != "OK":
            raise imaplib.IMAP4.error("no such folder")
    return f"{settings.imap_folder} si apre"


def _mail_server(settings: Settings) -> str:
    if settings.smtp_host is None:
        return f"non impostato, le lettere restano in {settings.maildir}"
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
    server = Server(
        settings.smtp_host, settings.port_of("smtp"), settings.smtp_tls, settings.smtp_user or "", password, _TIMEOUT
    )
    asyncio.run(_knock(server))
    return "accetta il collegamento"


async def _knock(server: Server) -> None:
    async with server.client():
        pass


_ATTEMPTS: Mapping[str, Callable[[Settings], str]] = {
    "database": _database,
    "contenuti": _content,
    "Telegram": _telegram,
    "casella di posta": _mailbox,
    "server di spedizione": _mail_server,
}
