# SPDX-License-Identifier: EUPL-1.2
"""What the mailbox remembers: letters and their conversations, how many were answered, what came back, what was not."""

import hashlib
import logging
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.email_in import Received, incoming
from bot.channels.imap_fetch import Place
from bot.channels.mail_threads import thread_of
from bot.channels.pec import Certified
from bot.core.filled import confirmation
from bot.core.messages import Incoming
from bot.core.own_matters import wanted
from bot.core.passing_on import release_code
from bot.core.post_notices import Left
from bot.core.references import named_in
from bot.inbox import Inbox
from bot.parcels import Row
from bot.storage import Storage, moment, stamp
from flows.session import Session
from flows.vocabulary import confirmed, normal

log = logging.getLogger(__name__)

HOURLY, DAILY = 5, 20  # answers to one person
IN_A_ROW, ROW = 3, timedelta(minutes=10)  # answers in one thread
_FORM_PATIENCE = 3  # times as many, while a form is open
AT_ONCE = timedelta(seconds=5)  # nobody reads and writes so fast
_FORM_LINE = re.compile(r"(?m)^\s{0,8}(?:\d{1,2}\s?[)\].]\s*\S|[^\s:][^:\n]{1,60}:\s*\S)")
_RELEASE = re.compile(r"\bRIPRENDI\s{1,4}([0-9a-f]{10})\b", re.IGNORECASE)
_READ_AT_MOST = 4_000


@dataclass(frozen=True)
class Mailroom:
    """Takes letters from the mailbox; it is a `bot.channels.imap_fetch.Memory`."""

    inbox: Inbox
    domain: str  # of our Message-IDs
    secretariat: str
    secret: str

    @property
    def store(self) -> Storage:
        return self.inbox.store

    def together(self) -> AbstractContextManager[None]:
        """What is handed in within waits for one commit."""
        return self.store.transaction()

    # As far as the mailbox was read

    def place(self, box: str) -> Place | None:
        """As far as it was read; None for a mailbox never read before."""
        row = self.store.one("SELECT validity, uid FROM post_places WHERE box = ?", [box])
        return Place(row["validity"], row["uid"]) if row else None

    def reached(self, box: str, place: Place) -> None:
        """Everything up to here was handed in."""
        self.store.run("INSERT OR REPLACE INTO post_places VALUES (?, ?, ?)", [box, place.validity, place.uid])

    def unreadable(self, box: str, place: Place) -> None:
        """A message that the server does not give: a human must look."""
        event = _print(f"{box}|{place.validity}|{place.uid}")
        self._keep(event, Incoming(channel="email", address="", event_id=event, at=self.inbox.clock()), "unreadable")

    # Letters

    def take(self, received: Received) -> bool:
        """Decide and store; False: hand it in once more. Raises sqlite3.OperationalError where nothing is stored."""
        now = self.inbox.clock()
        if received.machine:
            self._news(received)
            return self._ignored(received, now, received.rule)
        if self._releases(received):
            return self._ignored(received, now, "release: given back by the secretariat")
        if self._is_from_secretariat(received):
            return self._ignored(received, now, "secretariat: it answers a letter of ours")
        thread = self._thread(received)
        letter = incoming(received, thread=thread, at=now)
        rule = received.rule or self._limit(received, letter, now)
        if rule:
            self._keep(received.event, letter, rule)
            return self._ignored(received, now, rule)
        return self._answered(received, letter, now)

    def _ignored(self, received: Received, now: datetime, rule: str) -> bool:
        silent = Incoming(
            channel="email", address="", event_id=received.event, at=now, kind="ignored", text=rule.partition(":")[0]
        )  # fmt: skip
        return self.inbox.ignore(silent) != "again"

    def _answered(self, received: Received, letter: Incoming, now: datetime) -> bool:
        """Note the ids first: they say the same however often they are noted."""
        for one in received.ids:
            self._know(one, letter, now)
        before = self._last()
        fate = self.inbox.receive(letter)
        if fate == "seen":
            return True
        self._know_letters(letter, before, now)
        made = "SELECT 1 FROM outbox WHERE seq > ? AND route = 'email' AND person = ?"
        answered = self.store.one(made, [before, letter.person]) is not None
        self._note(received.event, letter, now, rule="", mark=_mark(letter), answered=answered)
        return fate != "again"

    def _last(self) -> int:
        row = self.store.one("SELECT coalesce(max(seq), 0) FROM outbox")
        return int(row[0]) if row else 0

    def _know(self, name: str, letter: Incoming, now: datetime) -> None:
        self.store.run(
            "INSERT OR IGNORE INTO post_ids VALUES (?, ?, ?, ?)",
            [_print(name), letter.chat, letter.person, stamp(now)],
        )

    def _know_letters(self, letter: Incoming, before: int, now: datetime) -> None:
        """Other letters to the same person that this one led to, and how its thread is given back."""
        sql = "SELECT key FROM outbox WHERE seq > ? AND route = 'letter' AND lower(recipient) = ?"
        for row in self.store.rows(sql, [before, letter.address]):
            self._know(f"<{row['key']}@{self.domain}>", letter, now)
        dialogue = self.store.dialogue(letter.chat)
        if dialogue is not None and dialogue.paused and self.secret:
            self._know(f"release {release_code(self.secret, letter.chat)}", letter, now)

    def _keep(self, event: str, letter: Incoming, rule: str) -> None:
        """A person's letter that gets no answer waits for the secretariat's list."""
        self._note(event, letter, self.inbox.clock(), rule=rule, mark="", answered=False)

    def _note(self, event: str, letter: Incoming, now: datetime, *, rule: str, mark: str, answered: bool) -> None:
        told = (letter.address, letter.subject) if rule else ("", "")
        self.store.run(
            "INSERT OR IGNORE INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            [event, letter.chat, letter.person, stamp(now), rule, mark, int(answered), *told],
        )

    # Conversations

    def _thread(self, received: Received) -> str:
        def known(name: str) -> str:
            return self._known(name, received)

        found = thread_of(received.envelope, domain=self.domain, known=known, otherwise=received.event)
        new = found.how == "new"
        return (new and (self._of_code(received) or self._of_request(received))) or found.name

    def _known(self, name: str, received: Received) -> str:
        """The thread of an id, if it is this person's."""
        row = self.store.one("SELECT chat FROM post_ids WHERE id = ?", [_print(name)])
        person = f"email:{received.answer_to}/"
        return str(row["chat"]).removeprefix(person) if row and str(row["chat"]).startswith(person) else ""

    def _of_code(self, received: Received) -> str:
        """A summary confirmed by a new letter, made by a link: its code names the session, its sender must be right."""
        lines = (confirmation(received.text), received.subject)
        code = next(filter(None, (confirmed(one) for one in lines if one)), "")
        if not code:
            return ""
        person = f"email:{received.answer_to}"
        sql = "SELECT chat, value FROM sessions WHERE person = ? AND status = 'active'"
        for row in self.store.rows(sql, [person]):
            prompt = Session.from_json(row["value"]).prompt
            if prompt is not None and prompt.id == code:
                return str(row["chat"]).removeprefix(f"{person}/")
        return ""

    def _of_request(self, received: Received) -> str:
        """A new letter about a request made by mail, from the same address, to which the answer goes."""
        person, text = f"email:{received.answer_to}", received.text[:_READ_AT_MOST]
        sql = "SELECT chat FROM sessions WHERE id IN (SELECT session FROM requests WHERE reference = ? AND person = ?)"
        named = named_in(f"{received.subject} {text}") if wanted(text) else ()
        found = next(filter(None, (self.store.one(sql, [one, person]) for one in named)), None)
        return str(found["chat"]).removeprefix(f"{person}/") if found else ""

    def _releases(self, received: Received) -> bool:
        """«RIPRENDI …» from the secretariat: the code alone could have been forwarded to anybody."""
        match = _RELEASE.search(f"{received.subject} {received.text[:_READ_AT_MOST]}")
        if match is None or received.sender != self.secretariat.lower() or received.rule:
            return False
        row = self.store.one("SELECT chat FROM post_ids WHERE id = ?", [_print(f"release {match[1].lower()}")])
        return row is not None and self.inbox.release(str(row["chat"]), received.event) in ("stored", "seen")

    def _is_from_secretariat(self, received: Received) -> bool:
        """People there answer lists and notices too, which have no Reply-To: that is no question to us."""
        from_there = received.sender == self.secretariat.lower()
        return from_there and received.envelope.answers_letter_of(self.domain)

    # Limits

    def _limit(self, received: Received, letter: Incoming, now: datetime) -> str:
        """«name: figure» where somebody was answered often enough; a form that comes back does not count so soon."""
        if self.inbox.is_known(letter):
            return ""
        day = self._count("person", letter.person, now - timedelta(days=1))
        if day >= DAILY:
            return f"limit-day: {day} answers"
        filling = self._is_filling(letter)
        if filling and (confirmation(received.text) or _FORM_LINE.search(received.text[:_READ_AT_MOST])):
            return ""
        patience = _FORM_PATIENCE if filling else 1
        hour = self._count("person", letter.person, now - timedelta(hours=1))
        if hour >= HOURLY * patience:
            return f"limit-hour: {hour} answers"
        row = self._count("chat", letter.chat, now - ROW)
        if row >= IN_A_ROW * patience:
            return f"limit-thread: {row} answers"
        return self._again(letter) or ("" if filling else self._too_fast(letter, now))

    def _count(self, column: str, name: str, since: datetime) -> int:
        sql = f"SELECT count(*) FROM post WHERE {column} = ? AND at >= ? AND answered"  # noqa: S608 - two columns
        row = self.store.one(sql, [name, stamp(since)])
        return int(row[0]) if row else 0

    def _is_filling(self, letter: Incoming) -> bool:
        """Whether a form is open in this thread: it is filled in several letters."""
        dialogue = self.store.dialogue(letter.chat)
        return dialogue is not None and bool(dialogue.session)

    def _again(self, letter: Incoming) -> str:
        if letter.text.lstrip().startswith("/"):  # a command: what it tells may have changed
            return ""
        sql = "SELECT 1 FROM post WHERE chat = ? AND mark = ? AND answered"
        return "same-again: answered before" if self.store.one(sql, [letter.chat, _mark(letter)]) else ""

    def _too_fast(self, letter: Incoming, now: datetime) -> str:
        """Three times in a row quicker than a person can be: a machine that does not say so."""
        sent = "SELECT max(ended_at) FROM outbox WHERE person = ? AND route = 'email' AND state = 'sent'"
        row = self.store.one(sent, [letter.person])
        if row is None or not row[0] or now - moment(row[0]) >= AT_ONCE:
            return ""
        last = "SELECT at FROM post WHERE chat = ? AND answered ORDER BY at DESC LIMIT 3"
        times = [moment(one["at"]) for one in self.store.rows(last, [letter.chat])]
        quick = len(times) == 3 and times[0] - times[2] < 2 * AT_ONCE
        return "too-fast: three times within seconds" if quick else ""

    # What came back

    def _news(self, received: Received) -> None:
        """Receipts and bounces change the state of the letter that they are about."""
        wrapped = received.certified
        if wrapped is not None and wrapped.kind == "receipt":
            self._certified(wrapped)
        elif received.bounce.failed:
            for one in received.bounce.ids:
                self._came_back(one, received.bounce.reason or "returned")

    def _certified(self, receipt: Certified) -> None:
        found = self._sent_as(receipt.about)
        if receipt.fate == "refused":
            why = receipt.certificate.reason if receipt.certificate else ""
            self._came_back(receipt.about, f"PEC {receipt.receipt}: {why}".rstrip(": "))
        elif found is not None and receipt.fate:
            self.inbox.outbox.certify(found, receipt.fate, self.inbox.clock())
            log.info("certified", extra={"key": found.key, "state": receipt.fate})

    def _came_back(self, name: str, reason: str) -> None:
        found = self._sent_as(name)
        if found is not None and found.state == "sent":
            self.inbox.delivered(found, "failed", external=found.external, reason=reason[:300])
            log.info("came back", extra={"key": found.key, "state": "failed"})

    def _sent_as(self, name: str) -> Row | None:
        return self.inbox.outbox.sent_as(name) if name else None

    # The list for the secretariat

    def unanswered(self) -> list[Left]:
        """People's letters that nobody was told of yet, oldest first."""
        sql = "SELECT * FROM post WHERE rule <> '' AND told = '' ORDER BY at LIMIT 200"
        return [
            Left(row["event"], moment(row["at"]), row["sender"], row["subject"], row["rule"])
            for row in self.store.rows(sql)
        ]

    def told(self, listed: list[Left], now: datetime) -> None:
        """They stand in a list that is on its way: who wrote is forgotten here."""
        for one in listed:
            sql = "UPDATE post SET told = ?, sender = '', subject = '' WHERE event = ?"
            self.store.run(sql, [stamp(now), one.event])


def _print(text: str) -> str:
    """What an id is remembered by: nothing can be read from it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _mark(letter: Incoming) -> str:
    """The same for the same words, however they are spaced."""
    words = " ".join(letter.text.casefold().split()) or normal(letter.subject)
    return _print(f"{words}|{','.join(letter.attachments)}|{letter.argument}")
