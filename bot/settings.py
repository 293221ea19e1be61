# SPDX-License-Identifier: EUPL-1.2
"""The settings: environment and .env, read once; the only reader of them."""

import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.findings import nearest

PREFIX = "CAP4CITY_"
Tls = Literal["tls", "starttls", "none"]
_ADDRESS = re.compile(r"[^@\s,;<>()\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_PORTS = {"imap": {"tls": 993, "starttls": 143, "none": 143}, "smtp": {"tls": 465, "starttls": 587, "none": 25}}


class SettingsError(Exception):
    """A setting is wrong; the message names each, one a line, and never shows a value."""


class Settings(BaseSettings):
    """Every setting of the bot; `.env.example` explains them to people."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database: Path = Path("data/cap4city.db")
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org"
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: SecretStr | None = None
    telegram_username: str | None = None
    port: int | None = Field(default=None, validation_alias="PORT", ge=1, le=65535)
    listen: str = "127.0.0.1"
    address: str = "assistente@cap4city.example"
    imap_host: str | None = None
    imap_port: int | None = Field(default=None, ge=1, le=65535)
    imap_user: str | None = None
    imap_password: SecretStr | None = None
    imap_tls: Tls = "tls"
    imap_folder: str = "INBOX"
    smtp_host: str | None = None
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tls: Tls = "tls"
    maildir: Path = Path("data/outbox")
    secretariat: str = "cap4city@anci.it"
    delivery: Literal["smtp", "maildir"] = "smtp"
    authserv_id: str | None = None
    privacy_titolare: str = ""
    privacy_rpd: str = ""
    privacy_base_giuridica: str = ""
    privacy_url: str = ""
    pec: bool = False

    @field_validator("imap_tls", "smtp_tls", "delivery", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("address", "secretariat")
    @classmethod
    def _one_address(cls, value: str) -> str:
        if not _ADDRESS.fullmatch(value) or not value.isascii():
            raise ValueError("non è un indirizzo e-mail")
        return value

    @field_validator("telegram_base_url", "telegram_webhook_url", "privacy_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        """Without TLS only on this machine: the token and the secret travel with each request."""
        found = re.fullmatch(r"(https?)://(\[[^\s/\]]+\]|[^\s/:]+)\S*", value) if value else None
        if value and (found is None or (found[1] == "http" and not _is_loopback(found[2].strip("[]")))):
            raise ValueError("deve cominciare con https://")
        return value.rstrip("/") if value else value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _shown_secret(cls, value: SecretStr | None) -> SecretStr | None:
        """Bot API, setWebhook, secret_token."""
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("può avere solo lettere senza accenti, cifre, _ e -, al massimo 256")
        return value

    @field_validator("imap_password")
    @classmethod
    def _plain_password(cls, value: SecretStr | None) -> SecretStr | None:
        """What imaplib can send (RFC 3501, section 9: quoted strings are ASCII)."""
        if value and not value.get_secret_value().isascii():
            raise ValueError("può avere solo lettere senza accenti; cambiarla nella casella")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]{10,}", value.get_secret_value()):
            raise ValueError("non ha la forma di un token di BotFather (cifre, due punti, lettere)")
        return value

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        faults = [*_server_faults(self, "imap"), *_server_faults(self, "smtp"), *_webhook_faults(self)]
        if faults:
            raise ValueError("\n".join(faults))
        return self

    @property
    def secretariat_is_explicit(self) -> bool:
        """Whether somebody wrote who receives the requests: until then none leaves by SMTP."""
        return "secretariat" in self.model_fields_set

    @property
    def database_is_explicit(self) -> bool:
        """Whether somebody wrote where the database lies."""
        return "database" in self.model_fields_set

    @property
    def is_public(self) -> bool:
        """Whether people from outside can write."""
        return self.telegram_token is not None or self.imap_host is not None

    @property
    def controller(self) -> dict[str, str]:
        """What fills the privacy notice; empty where the titolare has not written it."""
        names = ("titolare", "rpd", "base_giuridica", "url")
        return {name: str(getattr(self, f"privacy_{name}")).strip() for name in names}

    def port_of(self, server: Literal["imap", "smtp"]) -> int:
        """The port written, or the usual one for that kind of TLS."""
        written: int | None = getattr(self, f"{server}_port")
        tls: Tls = getattr(self, f"{server}_tls")
        return written or _PORTS[server][tls]


def read_settings(env_file: Path = Path(".env")) -> Settings:
    """The settings as they are now; raises SettingsError."""
    try:
        faults = _unknown_names(env_file)
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]  # mypy does not know it
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{env_file}: non si legge ({type(fault).__name__})") from fault
    except ValidationError as fault:
        faults += _told(fault)
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def names() -> list[str]:
    """The environment variables, in the order of the class."""
    return [str(field.validation_alias or PREFIX + name.upper()) for name, field in Settings.model_fields.items()]


def _server_faults(settings: Settings, server: str) -> list[str]:
    host, user = getattr(settings, f"{server}_host"), getattr(settings, f"{server}_user")
    password, tls = getattr(settings, f"{server}_password"), getattr(settings, f"{server}_tls")
    name = PREFIX + server.upper()
    faults: list[str] = []
    if host and tls == "none" and not _is_loopback(host):
        faults.append(f"{name}_TLS: «none» vale solo per un server su questa macchina; scrivere tls o starttls")
    if bool(user) != bool(password):
        faults.append(f"{name}_USER e {name}_PASSWORD: servono tutti e due, o nessuno")
    if host and server == "imap" and not user:
        faults.append(f"{name}_USER e {name}_PASSWORD: servono per leggere la casella")
    if user and not host:
        faults.append(f"{name}_HOST: manca il nome del server")
    return faults


def _webhook_faults(settings: Settings) -> list[str]:
    if not settings.telegram_webhook_url:
        return []
    name = f"{PREFIX}TELEGRAM_WEBHOOK"
    faults = [] if settings.telegram_webhook_secret else [f"{name}_SECRET: serve quando c'è {name}_URL"]
    return faults if settings.port else [*faults, f"PORT: serve quando c'è {name}_URL"]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _unknown_names(env_file: Path) -> list[str]:
    """A name nobody reads is a typing error: its setting would silently keep its default."""
    known = names()
    written = [*os.environ, *(dotenv_values(env_file) if env_file.is_file() else {})]
    faults: list[str] = []
    for name in dict.fromkeys(written):
        if name.startswith(PREFIX) and name not in known:
            faults.append(f"{name}: impostazione sconosciuta{nearest(name, known)}")
    return faults


_REASONS = {
    "int_parsing": "deve essere un numero intero",
    "greater_than_equal": "deve essere almeno 1",
    "less_than_equal": "deve essere al massimo 65535",
    "literal_error": "valore non previsto",
    "bool_parsing": "scrivere yes o no",
}


def _told(fault: ValidationError) -> list[str]:
    """Every problem in a few words, without the value: it may be a password."""
    return [line for error in fault.errors(include_input=False) for line in _lines(dict(error))]


def _lines(error: dict[str, object]) -> list[str]:
    place, context = error["loc"], error.get("ctx")
    kind, values = str(error["type"]), context if isinstance(context, dict) else {}
    reason = str(values["error"]) if kind == "value_error" else _REASONS.get(kind, "valore non valido")
    if kind == "literal_error":
        reason += f" (si può scrivere {str(values.get('expected', '')).replace(' or ', ' o ')})"
    if not isinstance(place, tuple) or not place:
        return reason.split("\n")
    field = str(place[0])
    return [f"{field if field == 'PORT' else PREFIX + field.upper()}: {reason}"]
