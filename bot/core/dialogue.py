# SPDX-License-Identifier: EUPL-1.2
"""What one conversation remembers besides the answers of its flows; to JSON and back."""

from datetime import datetime

from flows.session import Frozen

Token = str


class Offer(Frozen):
    """A menu outside the flows: entries to choose among, flows to start. Single use, like a prompt."""

    id: Token
    options: tuple[str, ...] = ()  # «entry:<id>», «flow:<name>», «useful:<entry>», «other:<entry>», «close» …
    question: str = ""  # what the person had asked: passed on if nothing fits
    tried: tuple[str, ...] = ()  # entries already shown for it
    first: int = 1  # the number under which the first option was shown; 0: they can only be tapped
    asked: bool = False  # its «sì» cannot be undone: answered at once, or not asked any more
    then: str = ""  # the command carried out once it is answered


class Claim(Frozen):
    """A saved request opened from elsewhere: it is shown once the mailed code is written here."""

    session: str
    mark: str  # digest of the code
    tries: int = 0  # wrong ones
    at: datetime | None = None  # when the code was mailed


class Dialogue(Frozen):
    """One conversation: the session under way, what a follow-up leans on, the open menu."""

    format: int = 1
    chat: str
    person: str
    channel: str
    address: str
    thread: str = ""
    introduced: bool = False
    session: str = ""  # id of the flow's session under way; "" when none
    flow: str = ""  # its flow
    aside: tuple[str, ...] = ()  # ids of sessions left half-way for another flow, newest last
    claim: Claim | None = None
    about: str = ""  # the last answer's entry, for «e per le unioni?»
    about_at: datetime | None = None
    offer: Offer | None = None
    unhelpful: int = 0  # answers in a row that did not help; after the third a person is offered
    paused: bool = False  # a human has taken over
    blocked: bool = False
    no_reminders: bool = False
    said: tuple[str, ...] = ()  # ids of the last answers given, newest last: for the letter
    asked: tuple[str, ...] = ()  # the questions of the last letter that asked something, without delicate words
    subject: str = ""
    last_id: str = ""  # Message-ID of the newest letter received in this thread
    references: tuple[str, ...] = ()
    passed: str = ""  # key of the first letter of this thread that went to the secretariat

    def to_json(self) -> str:
        """The text kept in the database."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def from_json(cls, text: str) -> "Dialogue":
        """The dialogue kept by `to_json`; raises pydantic.ValidationError."""
        return cls.model_validate_json(text)

    def changed(self, **fields: object) -> "Dialogue":
        """The same dialogue with some fields replaced."""
        return self.model_copy(update=fields)
