# SPDX-License-Identifier: EUPL-1.2
"""A flow by letter: the form that a wish begins, filled with what is understood; the form that comes back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core import sessions
from bot.core.asked import read_letter
from bot.core.bodies import place_of
from bot.core.contact import CERTIFIED, Person, certified_address, contact_person, signatory
from bot.core.exchange import Exchange
from bot.core.filled import Lines, read_lines
from bot.core.lab_wish import wishes_lab
from bot.core.markup import to_plain
from bot.core.post import Post
from bot.core.postscript import framed
from bot.core.reading import read_line
from bot.core.speaking import Voice, speak
from bot.core.summaries import bullets
from bot.core.told_answers import told_answers
from bot.core.wishes import REQUEST_FLOW, reasons
from flows.definition import Flow
from flows.events import FieldText, Filled, Reading, Tapped
from flows.journey import answered
from flows.reading import interpret
from flows.routes import possible
from flows.rows import row, shown
from flows.screens import show
from flows.session import Answer, Place, Session
from flows.slots import ChoiceSlot, TextSlot
from flows.vocabulary import MAX_READ, normal
from flows.wording import NO_WORDS, Wording, join

_LABELS_AT_LEAST = 3  # lines of a letter that bear a question's name: then it is the form
_SKIP = "salta"
_READ_AT_MOST = 20_000
_EDIT = "edit:"  # the options of a summary that correct one of its rows
_NUMBER = re.compile(r"(?m)^((?:>\s?)*\s{0,8})\d{1,2}\s?[)\].]\s*(?=\S)")
_OFFICE = re.compile(
    r"(?:protocollo|pec|info|segreteria|urp|comune|posta|ufficio|sindaco|affarigenerali|amministrazione)\b.*@"
)
_SIGNS_AT_MOST = 12  # words
_TELLS_AT_LEAST = 4  # words
_PLACE_AT_MOST = 400  # characters
_TALK = re.compile(  # what only introduces the form, or who writes
    r"(?:ecco|di seguito|qui sotto|in (?:riscontro|risposta|riferimento|allegato)|come (?:da|richiesto|concordato)"
    r"|facendo seguito|a seguito|con (?:la presente|riferimento)"
    r"|(?:(?:le|vi|si) )?(?:invi|trasmett|inoltr|rimand|restitu|compil|riport)\w+"
    r" (?:\w+ ){0,4}?(?:modul|dat|rispost|form|rig|inform)\w*|va(?:nno)? corrett\w+"
    r"|(?:siamo|sono|scrivo|scriviamo|rappresento) (?:(?:il|la|lo|l|un|una|per|conto|a|nome|del|della|dal|dalla) )*"
    r"(?:comun|union|citt|provinc|region|segretari|sindac|responsabil|dirigent|funzionari|istruttor|assessor)\w*"
    r"(?: (?!in\b|con\b|senza\b|che\b|non\b)\w+){0,8}$)"
)
_DISAGREES = re.compile(r"\d|\b(?:non|sbagliat\w+|errat\w+|invece|ma|pero|anzi)\b")
_AGREES = re.compile(
    r"\b(?:conferm\w+|proced\w+|invi\w+|inoltr\w+|trasmett\w+|va bene|corrett\w+|giust\w+|d accordo|riepilogo|perfetto"
    r"|ok|letto|ricevut\w+)\b"
)


def is_form(ex: Exchange, text: str) -> bool:
    """Whether a letter outside every flow holds the lines of the request's form."""
    flow = ex.library.flows.get(REQUEST_FLOW)
    labels = {normal(slot.label) for slot in flow.slots.values()} if flow else set()
    heads = (_NUMBER.sub(r"\1", line).partition(":") for line in text[:_READ_AT_MOST].splitlines())
    found = {normal(head.partition("[")[0]) for head, colon, rest in heads if colon and rest.strip()}
    return len(found & labels) >= _LABELS_AT_LEAST


def begin(ex: Exchange, post: Post) -> Exchange:
    """The form, with what the letter plainly says already in it, each thing of its right owner."""
    said = ex.spoken
    flow = ex.library.flows[REQUEST_FLOW]
    people = _people(flow, post)
    ex = sessions.start(ex, REQUEST_FLOW, people.given, places=_places(ex, post), text=_condensed(post))
    session = ex.session
    if session is None or session.prompt is None or session.prompt.kind not in ("ask", "prefill"):
        return ex
    ex = replace(ex, spoken=(*said, *ex.spoken[len(said) : -1]))
    if session.prompt.kind == "prefill":  # the role is taken from `people`: any other role is somebody else's
        proposed = {name: one for name, one in session.proposed.items() if name != "ruolo"}
        ex = _quiet(ex.keep(session.model_copy(update={"proposed": proposed})), session.prompt.id)
    else:
        proposed = {}
    ex = ex.say(_understood(ex, flow, proposed, people))
    session = ex.session
    assert session is not None
    lines = read_lines(flow, post.text, "") if is_form(ex, post.text) else Lines({}, people.rest)
    fields = {**_address(ex, session), **lines.fields}
    return fill(ex, replace(lines, fields=fields))


@dataclass(frozen=True)
class _People:
    """Whom a letter names, as canonical answers; who signs it; what else it tells."""

    given: Mapping[str, str]
    signs: Person
    rest: tuple[str, ...]


def _people(flow: Flow, post: Post) -> _People:
    role = flow.slots.get("ruolo")
    roles = role.options if isinstance(role, ChoiceSlot) else ()
    signature = post.incoming.signature
    signs = signatory(post.incoming.text, signature, roles)
    person, told = contact_person(post.letter.rest, signs, roles)
    pec = certified_address(f"{post.incoming.text}\n{signature}")
    said = {"referente": person.name, "telefono": person.phone, "email": person.email, "pec": pec}
    nothing = Reading()
    read = {
        name: interpret(flow, flow.slots[name], text, answers={}, reading=nothing)[0]
        for name, text in said.items()
        if text and name in flow.slots
    }
    given = {name: one.value for name, one in read.items() if one is not None}
    given |= {"ruolo": person.role} if person.role else {}
    rest = [one for one in post.letter.rest if one not in told and tells(one) and not _only_signs(one, signs.name)]
    rest += [why for one in post.letter.rest if one not in rest and one not in told for why in reasons(one)]
    return _People(given, Person() if person.name else signs, tuple(rest))


def _only_signs(sentence: str, name: str) -> bool:
    """«IL SINDACO Mario Neri», where no goodbye stands above it."""
    return bool(name) and sentence.rstrip(" .").endswith(name) and len(sentence.split()) <= _SIGNS_AT_MOST


def _places(ex: Exchange, post: Post) -> Sequence[Place]:
    """The Comuni of the subject, else of the signature, where the letter itself names none."""
    read = [_condensed(post)[:_PLACE_AT_MOST], post.incoming.subject, post.incoming.signature]
    return next((tuple(map(place_of, named)) for text in read if (named := ex.library.gazetteer.mentions(text))), ())


def _understood(ex: Exchange, flow: Flow, proposed: Mapping[str, Answer], people: _People) -> Wording:
    """What was understood; what it says of people is to be checked, and who signs may be no contact person."""
    rows = [row(flow, flow.slots[name], one) for name, one in proposed.items()]
    for name, value in people.given.items():
        one = row(flow, flow.slots[name], Answer(value=value))
        rows.append(replace(one, value=ex.library.phrases["mail.to_check"].replace("((value))", one.value)))
    told = [ex.phrase("clarify.prefill"), bullets(ex.library, rows), ex.phrase("mail.prefill")] if rows else []
    who = people.signs
    role = shown(flow, flow.slots["ruolo"], Answer(value=who.role)) if who.role else ""
    named = ", ".join(filter(None, (who.name, role, who.phone)))
    signed = ex.phrase("mail.signed", name=named, label=flow.slots["referente"].label) if who.name else NO_WORDS
    return join([*told, signed])


def _quiet(ex: Exchange, prompt: str) -> Exchange:
    """What was understood is taken; it is shown, and every line can still be written again."""
    event = Tapped(**sessions.base(ex), prompt=prompt, option="yes")
    return replace(sessions.give(ex, ex.dialogue.session, event), spoken=ex.spoken)


def _condensed(post: Post) -> str:
    """As much of a letter as one sentence may be: the beginning, where people say who they are and what they want;
    with the subject, and the office in the signature, where there is room."""
    flat = " ".join(post.text.split())
    if len(flat) <= MAX_READ:
        for more in (post.incoming.subject, " ".join(post.incoming.signature.split())):
            flat = f"{flat}\n{more}" if len(flat) + len(more) < MAX_READ and more not in flat else flat
        return flat
    cut = flat[:MAX_READ]
    return cut[: cut.rfind(" ")]


def _address(ex: Exchange, session: Session) -> dict[str, str]:
    """The sender's own address; an office's shared one is no contact person's."""
    address = ex.dialogue.address
    known = "@" not in address or "email" in session.answers or _OFFICE.match(address) or CERTIFIED.search(address)
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
    """Give the lines to the open form; what is told beside them is kept with the request."""
    session = ex.session
    assert session is not None
    flow = ex.library.flows[session.flow]
    told = " ".join(one for one in read_letter("\n\n".join(lines.leftovers)).rest if tells(one))
    note = _note(flow) if told else ""
    if not note:
        return _filled(ex, flow, session, lines)
    before = lines.fields.get(note, session.answers[note].value if note in session.answers else "")
    skipped = interpret(flow, flow.slots[note], before, answers={}, reading=Reading())[0]
    kept = "" if skipped is not None and skipped.skipped else before
    return _filled(ex, flow, session, Lines({**lines.fields, note: f"{kept}\n{told}".strip()}))


def keep(ex: Exchange, heard: Exchange, post: Post) -> Exchange:
    """What a letter tells to an open form whose question it does not answer, nor to its summary: kept as if written
    beside its lines. `heard`: what came of it as an answer."""
    before, after = ex.session, heard.session
    if before is None or after is None or before.prompt is None or before.prompt.kind not in ("ask", "review"):
        return heard
    flow = ex.library.flows[before.flow]
    named = told_answers(flow, post.letter.rest, before.answers)
    same = after.answers == before.answers and after.prompt is not None and after.prompt.kind == before.prompt.kind
    if not same and not named:
        return heard
    people = _people(flow, post) if before.flow == REQUEST_FLOW and before.prompt.kind == "ask" else None
    read = people.given if people else {}
    fields = {name: shown(flow, flow.slots[name], Answer(value=value)) for name, value in read.items()}
    fields = {name: value for name, value in fields.items() if name not in before.answers} | dict(named.values())
    rest = people.rest if people and fields else tuple(filter(tells, post.letter.rest))
    told = tuple(one for one in rest if one not in named and not _agrees(one))
    return fill(ex, Lines(fields, told)) if told or fields else heard


def _agrees(sentence: str) -> bool:
    said = normal(sentence)
    return bool(_AGREES.search(said)) and not _DISAGREES.search(said)


def _note(flow: Flow) -> str:
    """Where a flow keeps what is told freely: its last text."""
    found = [slot.id for slot in flow.slots.values() if isinstance(slot, TextSlot) and not slot.derived]
    return found[-1] if found else ""


def tells(sentence: str) -> bool:
    """Whether a sentence is more than a wish, a greeting or «Ecco i dati richiesti»."""
    said = normal(sentence)
    return len(said.split()) >= _TELLS_AT_LEAST and not _TALK.match(said) and not wishes_lab(read_letter(sentence), "")


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
