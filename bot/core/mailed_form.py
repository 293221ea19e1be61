# SPDX-License-Identifier: EUPL-1.2
"""A flow by letter: the form that a wish begins, filled with what is understood; the form that comes back."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core import sessions
from bot.core.asked import Letter, read_letter
from bot.core.exchange import Exchange, Spoken
from bot.core.filled import Lines, read_lines
from bot.core.markup import to_plain
from bot.core.postscript import framed
from bot.core.reading import read_line
from bot.core.speaking import Voice, speak
from bot.core.summaries import bullets
from flows.definition import Flow
from flows.events import FieldText, Filled, Tapped
from flows.journey import answered
from flows.routes import possible
from flows.rows import row
from flows.screens import show
from flows.session import Session
from flows.vocabulary import MAX_READ, normal
from flows.wording import join

REQUEST = "richiesta"
_LABELS_AT_LEAST = 3  # lines of a letter that bear a question's name: then it is the form
_SKIP = "salta"
_READ_AT_MOST = 20_000
_EDIT = "edit:"  # the options of a summary that correct one of its rows
_NUMBER = re.compile(r"(?m)^((?:>\s?)*\s{0,8})\d{1,2}\s?[)\].]\s*(?=\S)")
_OFFICE = re.compile(
    r"(?:protocollo|pec|info|segreteria|urp|comune|posta|ufficio|sindaco|affarigenerali|amministrazione)\b.*@"
)
_CERTIFIED = re.compile(r"@(?:.*\.)?(?:pec|legalmail|cert|postacert|asmepec|arubapec)\b")

_LAB = re.compile(r"\b(?:laborator(?:io|i)|lab|labs|capacity lab)\b")
_STRONG = re.compile(
    r"\b(?:vorrei|vorremmo|vorrebbe|voglio|vogliamo|vuole|volevo|volevamo|intend\w+|desider\w+|chied\w+|siamo a"
    r"|sono a|avremmo intenzione di|si chiede di poter)"
    r" (?:\w+ ){0,4}?(?:chiedere|richiedere|attivare|prenotare|ottenere|avviare|presentare|inoltrare"
    r"|fare richiesta|fare domanda|aderire|iscriver\w+|candidar\w+)\b"
    r"|\b(?:chiediamo|chiedo|richiediamo|richiedo|si chiede|si richiede|chiede|richiede|fa richiesta"
    r"|facciamo richiesta|faccio richiesta) (?:formalmente |cortesemente |l |la |il |un |uno |di |attivazione "
    r"|dell |di un |per |il nostro )*"
    r"(?:attivazione|avvio|attivare|avviare|poter attivare|laboratorio|capacity lab|lab)\b"
    r"|\b(?:richiesta|domanda) (?:di|per|del|per un|per il) (?:attivazione (?:di|del"
    r"|di un) )?(?:un )?(?:laboratorio|capacity lab|lab)\b"
)
_WEAK = re.compile(
    r"\b(?:vorrei|vorremmo|vorrebbe|vogliamo|intend\w+|desider\w+|siamo interessat\w+|sono interessat\w+"
    r"|interessat\w+|ci interessa|ci interesserebbe|interessa|avremmo bisogno|abbiamo bisogno|ci serv\w+"
    r"|mi serv\w+|ci piacerebbe|proponiamo|avremmo piacere|pensiamo|vorrebbero)\b"
)
_ASKS = re.compile(
    r"\b(?:sapere|capire|informazion\w+|info|come|quando|quanto|quanti|quale|quali|chi|cosa|dove|perche|se"
    r"|possibile|possiamo|posso|puo|chiariment\w+|conoscere|delucidazion\w+|partecipat\w+|inviat\w+|trasmess\w+"
    r"|gia|non)\b"
)
_PAST = re.compile(
    r"\b(?:inviat\w+|trasmess\w+|presentat\w+|mandat\w+|spedit\w+|protocollat\w+|ricevut\w+|accolt\w+|gia)\b"
)
_HOW = re.compile(
    r"(?:e )?(?:(?:ci|mi) (?:fate|fa|faccia|fareste|dite|dica|potete|potreste|puo|indicate|spiegate)"
    r" (?:gentilmente |cortesemente |dire |indicare |spiegare |sapere |conoscere )*)?"
    r"(?:come (?:procediamo|procedo|si procede|si fa|facciamo|fare|(?:dobbiamo|devo|possiamo) (?:fare|procedere))"
    r"|(?:che )?cosa (?:dobbiamo|devo|bisogna|occorre|serve) (?:fare|inviar\w+|mandar\w+)?"
    r"|(?:i|quali(?: sono i)?) (?:passaggi|passi)|(?:qual e )?(?:la procedura|l iter))\b"
)


def wishes_lab(letter: Letter, subject: str) -> bool:
    """Whether a letter asks for a lab, rather than about labs."""
    sentences = [normal(one) for one in letter.rest]
    heads = [normal(f"{one.context} {_parted(one.text)[0]}") for one in letter.questions if is_how(one.text)]
    told = [one for one in (*sentences, *heads) if _LAB.search(one) and not _PAST.search(one)]
    if any(_STRONG.search(one) and not _ASKS.search(_after(one)) for one in told):
        return True
    real = [one for one in letter.questions if not is_how(one.text)]
    if real:
        return False
    named = bool(_LAB.search(normal(subject)))
    weak = [one for one in (*sentences, *heads) if _WEAK.search(one) and (_LAB.search(one) or named)]
    return any(not _ASKS.search(one) for one in weak)


def _after(sentence: str) -> str:
    """From the wish on: what stands before it is who wishes."""
    match = _STRONG.search(sentence)
    return sentence[match.start() :] if match else sentence


def is_how(text: str) -> bool:
    """«Come procediamo?», after a wish or alone: the form itself is the answer."""
    lead, tail = _parted(text)
    said = normal(tail)
    return len(said.split()) <= 9 and bool(_HOW.match(said)) and not (lead and read_letter(f"{lead}.").questions)


def _parted(text: str) -> tuple[str, str]:
    """A sentence before and after its last comma or colon."""
    at = max(text.rfind(","), text.rfind(":"))
    return text[: max(at, 0)], text[at + 1 :]


def is_form(ex: Exchange, text: str) -> bool:
    """Whether a letter outside every flow holds the lines of the request's form."""
    flow = ex.library.flows.get(REQUEST)
    labels = {normal(slot.label) for slot in flow.slots.values()} if flow else set()
    heads = (_NUMBER.sub(r"\1", line).partition(":") for line in text[:_READ_AT_MOST].splitlines())
    found = {normal(head.partition("[")[0]) for head, colon, rest in heads if colon and rest.strip()}
    return len(found & labels) >= _LABELS_AT_LEAST


def begin(ex: Exchange, text: str) -> Exchange:
    """The form, with what the letter says already in it."""
    said = ex.spoken
    ex = sessions.start(ex, REQUEST, text=_condensed(text))
    session = ex.session
    if session is None or session.prompt is None or session.prompt.kind not in ("ask", "prefill"):
        return ex
    ex = replace(ex, spoken=(*said, *ex.spoken[len(said) : -1]))
    flow = ex.library.flows[session.flow]
    if session.prompt.kind == "prefill":
        rows = tuple(row(flow, flow.slots[name], one) for name, one in session.proposed.items())
        understood = join([ex.phrase("clarify.prefill"), bullets(ex.library, rows), ex.phrase("mail.prefill")])
        ex = replace(_quiet(ex, session.prompt.id), spoken=(*ex.spoken, Spoken(understood)))
    session = ex.session
    assert session is not None
    lines = read_lines(flow, text, "") if is_form(ex, text) else Lines({})
    fields = {**_address(ex, session), **lines.fields}
    return _filled(ex, flow, session, Lines(fields))


def _quiet(ex: Exchange, prompt: str) -> Exchange:
    """What was understood is taken; it is shown, and every line can still be written again."""
    event = Tapped(**sessions.base(ex), prompt=prompt, option="yes")
    return replace(sessions.give(ex, ex.dialogue.session, event), spoken=ex.spoken)


def _condensed(text: str) -> str:
    """As much of a letter as one sentence may be: the beginning, where people say who they are and what they want."""
    flat = " ".join(text.split())
    if len(flat) <= MAX_READ:
        return flat
    cut = flat[:MAX_READ]
    return cut[: cut.rfind(" ")]


def _address(ex: Exchange, session: Session) -> dict[str, str]:
    """The sender's own address; an office's shared one is no contact person's."""
    address = ex.dialogue.address
    known = "@" not in address or "email" in session.answers or _OFFICE.match(address) or _CERTIFIED.search(address)
    return {} if known else {"email": address}


def come_back(ex: Exchange, text: str) -> Lines | None:
    """The lines of the open form, or of its summary; None where the letter holds none of them."""
    session = ex.session
    if session is None or session.prompt is None or session.prompt.kind not in ("ask", "review"):
        return None
    flow = ex.library.flows[session.flow]
    review = session.prompt.kind == "review"  # its rows have other numbers than the form
    rows = [one.removeprefix(_EDIT) for one in session.prompt.options if review and one.startswith(_EDIT)]
    lines = read_lines(flow, text, _sent(ex, flow, session), rows)
    return lines if lines.fields else None


def fill(ex: Exchange, lines: Lines) -> Exchange:
    """Give the lines to the open form; what else the letter asks is no matter of the form."""
    session = ex.session
    assert session is not None
    return _filled(ex, ex.library.flows[session.flow], session, lines)


def _sent(ex: Exchange, flow: Flow, session: Session) -> str:
    """The form as the person has it."""
    voice = Voice(
        library=ex.library, flow=flow, session=session, channel="email", controller=ex.given.means.controller
    )  # fmt: skip
    return to_plain(framed(ex, speak(voice, show(flow, session, "email")).text))


def _filled(ex: Exchange, flow: Flow, session: Session, lines: Lines) -> Exchange:
    """Read the lines; once only optional ones are open, they are taken as left out."""
    tried = sessions.give(ex, session.id, _event(ex, flow, lines))
    after = tried.session
    open_slots = _open(flow, after) if after else []
    faulty = after is not None and any(name not in after.answers for name in lines.fields)
    if after is None or not open_slots or faulty or any(flow.slots[name].required for name in open_slots):
        return tried
    skipped = Lines({**lines.fields, **dict.fromkeys(open_slots, _SKIP)})
    return sessions.give(ex, session.id, _event(ex, flow, skipped))


def _open(flow: Flow, session: Session) -> Sequence[str]:
    if session.prompt is None or session.prompt.kind != "ask":
        return []
    return [slot.id for slot, _ in possible(flow, session.answers) if not answered(flow, session.answers, slot.id)]


def _event(ex: Exchange, flow: Flow, lines: Lines) -> Filled:
    fields = tuple(
        FieldText(name, value, read_line(ex.given, flow.slots[name], value)) for name, value in lines.fields.items()
    )
    return Filled(**sessions.base(ex), fields=fields)
