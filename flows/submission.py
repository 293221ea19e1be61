# SPDX-License-Identifier: EUPL-1.2
"""What a confirmed review becomes, and what the person can still do with it: correct or withdraw."""

from dataclasses import replace
from typing import Literal

from flows.definition import Flow, Submit
from flows.journey import Reviewing, journey
from flows.replies import AskWithdrawal, Draft, Handover, Notice, SubmitRequest
from flows.rows import doubts, outcome, sent_rows, submission_key
from flows.screens import AFTER, coded, how_to_send, sent_prompt, standstill, unchanged
from flows.session import Prompt
from flows.slots import Slot
from flows.turn import Turn

Kind = Literal["request", "amendment", "withdrawal"]


def confirm(turn: Turn, token: str = "") -> Turn:
    """Send what the review shows, once; a letter confirms with the token of the summary it answers."""
    prompt = turn.session.prompt
    if prompt is None or prompt.kind != "review":
        return _not_ready(turn)
    if token and token != prompt.id:
        return turn.say(Notice("stale")).again()
    if turn.event.channel == "email" and not token:
        return turn.say(Notice("confirm_needed", {"code": prompt.id})).again()
    if turn.session.sent and unchanged(turn.flow, turn.session):
        return turn.say(Notice("nothing_changed")).again()
    if turn.event.reading.earlier and not turn.session.sent and _submit(turn).kind == "request":
        held = turn.event.reading.earlier
        return turn.open(Prompt(id=turn.token, kind="repeat", held=held, options=("earlier", "second", "cancel")))
    return send(turn)


def send(turn: Turn, *, original: str = "", repeats: str = "") -> Turn:
    """Hand the request, its correction or the question over for sending."""
    submit = _submit(turn)
    if submit.kind == "question":
        return _hand_over(turn, submit)
    first = turn.session.sent[0] if turn.session.sent else original
    kind: Kind = "amendment" if first else "request"
    effect = _request(turn, submit, kind=kind, original=first, repeats=repeats)
    code = "amended" if kind == "amendment" else "submitted"
    return _sent(turn.do(effect), effect.key).say(Notice(code, buttons=coded(AFTER)))


def _not_ready(turn: Turn) -> Turn:
    return turn.say(Notice("not_ready")).again() if turn.session.status == "active" else turn.again()


def _request(turn: Turn, submit: Submit, *, kind: Kind, original: str, repeats: str = "") -> SubmitRequest:
    flow, session = turn.flow, turn.session
    lines = sent_rows(flow, session.answers)
    found = doubts(flow, session.answers)
    return SubmitRequest(
        key=submission_key(session.id, f"{kind}{len(session.sent)}" if session.sent else kind, lines),
        kind=kind,
        session=session.id,
        flow=flow.flow,
        version=flow.version,
        digest=flow.digest,
        rows=lines,
        letter=submit.letter,
        receipt=submit.receipt,
        outcome=outcome(found),
        doubts=found,
        original=original,
        repeats=repeats,
    )


def _hand_over(turn: Turn, submit: Submit) -> Turn:
    flow, session = turn.flow, turn.session
    lines = sent_rows(flow, session.answers)
    effect = Handover(
        key=submission_key(session.id, "question", lines),
        session=session.id,
        flow=flow.flow,
        version=flow.version,
        digest=flow.digest,
        rows=lines,
        letter=submit.letter,
        receipt=submit.receipt,
    )
    return _sent(turn.do(effect), effect.key).say(Notice("handed_over", buttons=coded(sent_prompt(flow, "").options)))


def _sent(turn: Turn, key: str) -> Turn:
    answers = {name: one.model_copy(update={"raw": ""}) for name, one in turn.session.answers.items()}
    prompt = sent_prompt(turn.flow, turn.token)
    keys = (*turn.session.sent, key)
    return turn.put(
        status="submitted", answers=answers, before={}, proposed={}, sent=keys, prompt=prompt,
        delivery="queued", editing="",
    )  # fmt: skip


def _submit(turn: Turn) -> Submit:
    """What the review that ends this flow sends."""
    where = journey(turn.flow, turn.session.answers).where
    ends = (where.step,) if isinstance(where, Reviewing) else turn.flow.steps  # the form may have changed since
    return next(step.submit for step in ends if step.submit is not None)


def draftable(flow: Flow) -> bool:
    """Whether the review of this flow offers a text for the person's own mailbox."""
    return any(step.submit.own_mail for step in flow.steps if step.submit)


def draft(turn: Turn) -> Turn:
    """The letter as a text for the person's own mailbox; nothing is sent."""
    prompt = turn.session.prompt
    if prompt is None or "own_mail" not in prompt.options:
        early = turn.session.status == "active" and not turn.session.sent and draftable(turn.flow)
        return turn.say(Notice("own_mail_later")).again() if early else _not_ready(turn)
    flow, session = turn.flow, turn.session
    lines = sent_rows(flow, session.answers)
    found = doubts(flow, session.answers)
    effect = Draft(
        key=submission_key(session.id, "draft", lines),
        session=session.id,
        flow=flow.flow,
        rows=lines,
        letter=_submit(turn).letter,
        outcome=outcome(found),
        doubts=found,
    )
    turn = turn.do(effect).say(Notice("own_mail"))
    return turn.again() if turn.event.channel == "email" else turn.say(how_to_send(prompt, "own_mail_sent"))


def was_sent(turn: Turn) -> bool:
    """Whether a request was sent from here and is still kept; its topic may have been suspended since."""
    asks = any(step.submit and step.submit.kind == "request" for step in turn.flow.steps)
    return asks and turn.session.status == "submitted" and bool(turn.session.answers)


def _nothing_sent(turn: Turn) -> Turn:
    """There is nothing to correct; of what is no longer kept only that it is over."""
    return turn.again() if turn.session.sent else turn.say(Notice("nothing_sent")).again()


def correct(turn: Turn, slot: Slot | None = None) -> Turn:
    """Open the review of what was sent, to send a correction of it; an answer that was named is asked at once."""
    if not was_sent(turn):
        return _nothing_sent(turn)
    if turn.flow.suspended is not None:
        return turn.say(standstill(turn.flow)).again()
    return reopened(turn).edit(slot) if slot else reopened(turn).advance()


def reopened(turn: Turn) -> Turn:
    """The same turn with what was sent to be corrected; how it was is kept."""
    return turn.put(before=turn.session.answers)


def keep_as_sent(turn: Turn) -> Turn:
    """Put a correction aside: what was sent stays as it is."""
    prompt = sent_prompt(turn.flow, turn.token)
    answers = turn.session.before or turn.session.answers
    turn = turn.put(status="submitted", answers=answers, before={}, prompt=prompt, editing="")
    return turn.say(Notice("kept_as_sent", buttons=coded(AFTER)))


def _can_withdraw(turn: Turn) -> bool:
    """Whether what was sent can be withdrawn, while a correction of it is under way too."""
    session = turn.session
    correcting = session.status in ("active", "left") and bool(session.sent and session.before)
    return was_sent(turn) or correcting


def withdraw(turn: Turn) -> Turn:
    """Have the person asked before a request is withdrawn; until a yes nothing changes here."""
    return turn.do(AskWithdrawal(session=turn.session.id)) if _can_withdraw(turn) else _nothing_sent(turn)


def withdrawn(turn: Turn) -> Turn:
    """Tell the secretariat that the request is withdrawn, and forget it; what was closed since can be named."""
    if not _can_withdraw(turn):
        return _nothing_sent(turn)
    flow = turn.flow
    lists = {name: tuple(o.model_copy(update={"closed": False}) for o in rows) for name, rows in flow.lists.items()}
    then = replace(turn, flow=flow.model_copy(update={"lists": lists}))
    then = then.put(answers=turn.session.before or turn.session.answers)
    effect = _request(then, _submit(then), kind="withdrawal", original=turn.session.sent[0])
    return turn.forget("withdrawn").do(effect).say(Notice("withdrawn"))
