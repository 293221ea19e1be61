# SPDX-License-Identifier: EUPL-1.2
"""A flow that changed under someone: what still holds is kept, what must be given again is named."""

from flows.definition import Flow
from flows.journey import journey
from flows.reading import still_valid
from flows.replies import Notice
from flows.session import Session


def rebase(flow: Flow, session: Session) -> tuple[Session, Notice | None]:
    """The session on today's definition, and what to tell; old buttons only show the question again."""
    if session.digest == flow.digest:
        return session, None
    if not session.digest:
        return session.changed(digest=flow.digest), None
    asked = tuple(slot.id for slot in journey(flow, session.answers).slots)
    cleared = session.changed(digest=flow.digest, prompt=None, editing="", proposed={})
    if session.status == "submitted":
        return cleared, None
    if flow.on_change == "restart":
        told = Notice("flow_restarted", {"title": flow.title}) if session.answers else None
        return cleared.changed(answers={}), told
    kept = {
        name: answer
        for name, answer in session.answers.items()
        if name in flow.slots and still_valid(flow, flow.slots[name], answer)
    }
    dropped = [name for name in session.answers if name not in kept and name in flow.slots]
    told_names = [name for name in (*asked, *dropped) if name in dropped]
    labels = ", ".join(dict.fromkeys(f"«{flow.slots[name].label}»" for name in told_names))
    told = Notice("flow_changed", {"labels": labels, "title": flow.title}) if labels else None
    return cleared.changed(answers=kept), told
