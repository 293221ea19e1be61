# SPDX-License-Identifier: EUPL-1.2
"""One event in a conversation: the next session, what is said, what must be done. Nothing else happens."""

from flows.definition import Flow
from flows.events import Event, Result
from flows.session import Session


def reduce(flow: Flow, session: Session, event: Event) -> Result:
    """The whole of the conversation's rules, for one event."""
    raise NotImplementedError
