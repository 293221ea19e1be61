# SPDX-License-Identifier: EUPL-1.2
"""What makes a letter of what was said: the greeting, the choices to answer with, how to reach a person."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from bot.core.exchange import Exchange, Spoken
from bot.core.links import payload_of, token_of
from bot.core.messages import Choice, Incoming
from flows.wording import NO_WORDS, Wording, join, plain

_COMMAND = re.compile(r"(?<![\w/.:-])/([a-z]{2,32}(?:\\?_[a-z]{2,32})*)\b(?![\w/])")
_ROOM = 64  # characters that Telegram takes after «?start=»
_NOT_TYPED = ("submit", "back", "keep", "skip", "human", "edit", "useful", "other")  # a letter has other ways for these


def as_letter(ex: Exchange) -> Exchange:
    """Everything said as one letter; the same turn where nothing was said, or where people do not write letters."""
    if ex.channel != "email" or not ex.spoken:
        return ex
    choices = tuple(one for said in ex.spoken for one in said.choices)
    files = tuple(one for said in ex.spoken for one in said.files)
    words = framed(ex, join([*(one.text for one in ex.spoken), _listed(ex, choices)]))
    return replace(ex.remember(introduced=True), spoken=(Spoken(words, choices, files),))


def framed(ex: Exchange, text: Wording) -> Wording:
    """A text with the greeting above it and what stands below; the commands of a chat are words in it."""
    hello = [ex.phrase("mail.hello"), NO_WORDS if ex.dialogue.introduced else ex.phrase("welcome.letter")]
    named = [name for name in map(_word, _COMMAND.findall(text)) if _is_command(ex, name)]
    how = ex.phrase("mail.words", name=named[0]) if named else NO_WORDS
    said = _COMMAND.sub(lambda match: f"«{name}»" if _is_command(ex, name := _word(match[1])) else match[0], text)
    return join([*hello, plain(said), how, _foot(ex)])


def _word(name: str) -> str:
    return name.replace("\\", "").replace("_", " ")


def _is_command(ex: Exchange, word: str) -> bool:
    return f"command.{word.replace(' ', '_')}" in ex.library.phrases


def _listed(ex: Exchange, choices: Sequence[Choice]) -> Wording:
    """Choices to answer with; the rows of a summary bear their numbers already."""
    typed = [one for one in choices if one.number and one.option.partition(":")[0] not in _NOT_TYPED]
    if not typed:
        return NO_WORDS
    lines = [ex.phrase("mail.choice", number=str(one.number), label=str(one.label)) for one in typed]
    return join([ex.phrase("mail.choices"), join(lines, "\n")])


def _foot(ex: Exchange) -> Wording:
    incoming = ex.given.incoming
    copied = incoming is not None and bool(others_of(incoming, ex.given.means.mailbox))
    has_it = incoming is not None and secretariat_has_it(ex, incoming)
    there = ex.phrase("mail.already_there") if has_it else NO_WORDS
    only_you = join([there, ex.phrase("mail.only_you") if copied else NO_WORDS], " ")
    person = ex.phrase("mail.foot") if ex.dialogue.introduced else NO_WORDS  # the first letter says it above
    return join([_confirming(ex), only_you, join([person, _telegram(ex)], "\n")])


def secretariat_has_it(ex: Exchange, incoming: Incoming) -> bool:
    """Whether the secretariat is among the recipients, or wrote the letter itself."""
    known = {ex.given.means.to.lower(), ex.library.phrases["secretariat.address"].lower()}
    return bool(known & {*incoming.others, incoming.address})


def others_of(incoming: Incoming, mailbox: str) -> tuple[str, ...]:
    """Who else received the letter."""
    ours = (mailbox.lower(), incoming.address)
    return tuple(one for one in incoming.others if one not in ours)


def _confirming(ex: Exchange) -> Wording:
    """Under a summary, a letter that is ready to be sent back."""
    prompt = ex.session.prompt if ex.session else None
    mailbox = ex.given.means.mailbox
    if prompt is None or prompt.kind != "review" or "submit" not in prompt.options or not mailbox:
        return NO_WORDS
    words = quote(ex.library.phrases["mail.confirm_words"].replace("((code))", prompt.id))
    link = ex.phrase("mail.confirm_link", link=f"mailto:{mailbox}?subject={words}&body={words}")
    return join([link, ex.phrase("mail.correct")])


def _telegram(ex: Exchange) -> Wording:
    name = ex.given.means.telegram
    if not name:
        return NO_WORDS
    session = ex.session
    token = token_of(ex.given.means.secret, session.id) if session and session.status == "active" else ""
    payload = f"r_{token}" if token else payload_of(ex.dialogue.about.partition("#")[0]) if ex.dialogue.about else ""
    start = f"?start={payload}" if payload and len(payload) <= _ROOM else ""
    return ex.phrase("mail.telegram", link=f"https://t.me/{name}{start}")
