# SPDX-License-Identifier: EUPL-1.2
"""Who is who in a letter: the contact person that it names, and who signs it, with role, telephone and address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.courtesies import is_closing
from flows.answers import mentions
from flows.contacts import phone
from flows.slots import Option
from flows.vocabulary import normal

_LINES = 14  # of a signature
_LINE_WORDS = 9
_TITLE = r"(?:(?:dott|dr|ing|arch|avv|rag|geom|prof|sig|on|cav)\b\.?\s?(?:ssa\b|ra\b)?\.?\s*)"
_CAPITAL = re.compile(r"(?:[A-ZÀ-Þ]['’])?[A-ZÀ-Þ][\w'’-]{1,24}")
_TOKEN = re.compile(rf"{_TITLE}|[\w'’-]+|[^\w\s]", re.IGNORECASE)
_PARTICLES = frozenset("de di del della dei da lo la".split())
_NO_NAME = re.compile(
    r"(?:capacity|labs?|laborator\w+|cap4city|anci|piao|comun\w+|citta|unione|union|provinc\w+|region\w+|uffic\w+|uff"
    r"|settor\w+|serviz\w+|are[ae]|segreter\w+|segretari\w+|vicesegret\w+|sindac\w+|vicesindac\w+|responsabil\w+|resp"
    r"|dirigent\w+|dirett\w+|assessor\w+|consiglier\w+|funzionar\w+|istrutt\w+|president\w+|rup|ragionier\w+|titolar\w+"
    r"|referent\w+|general\w+|giunta|amministra\w+|municip\w+|via|viale|piazza|corso|largo|tel\w*|cell\w*|pec|mail"
    r"|email|fax|spett\w*|gent\w*|egr\w*|buon\w+|salve|cordial\w+|distint\w+|salut\w+|grazie|posizione|elevata|eq"
    r"|lavori|pubblici|risorse|umane|affari|personale|tributi|finanziari\w+|tecnic\w+|il|la|lo|per|con|si|in|al|e|ed|o"
    r"|vorre\w+|siamo|sono|abbiamo|chied\w+|telegram|capcoe|piccoli)"
)
_OF_PLACE = re.compile(r"\b(?:di|in|da|del|dei|della|a)\s*$", re.IGNORECASE)
_OF_PERSON = re.compile(r"\b(?:persona|nome|rivolger\w+|riferimento)\s+(?:di|a)\s*$", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:referent[ei]|persona\s+(?:di\s+contatto|da\s+contattare|incaricata)|punto\s+di\s+contatto|contattar\w+"
    r"|chiamar(?:e|la|lo|mi|ci)|rivolger\w+\s+a|far\w*\s+riferimento\s+a|(?:per\s+(?:i\s+|eventuali\s+)?)?contatti\b"
    r"|mi\s+trov\w+\s+al|mio\s+(?:numero|telefono|cell\w*|recapito))\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:vostr\w+|regional\w+|di\s+(?:anci|progetto|cap4city))\b", re.IGNORECASE)
_MYSELF = re.compile(
    r"\b(?:(?:sarò|sono|resto)\s+(?:io|anche\s+(?:il|la|io)|(?:il|la)\s+referente)|io\s+stess[oa]|(?:chi\s+scrive)"
    r"|(?:il|la|lo)\s+(?:sottoscritt[oa]|scrivente)|(?:contattar|chiamar|richiamar)(?:mi|ci)|mi\s+trov\w+\s+al"
    r"|mio\s+(?:numero|telefono|cell\w*|recapito)|farò\s+(?:io\s+)?da|mi\s+propongo)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:sono|mi\s+chiamo|(?:il|la)\s+sottoscritt[oa]|scrivo\s+(?:come|in\s+qualità\s+di))\b", re.I
)
_GOES_ON = re.compile(r"\W*(?:tel|cell|e-?mail|mail|(?:il\s+)?su[oa]|recapit\w+|numero)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w/.-])(?:\+39[\s.]?)?[03]\d{1,3}[\s./-]?\d[\d\s./-]{3,10}\d(?![\w/])")
_LABEL = re.compile(
    r"(?:\b(?:tel\w*|cell\w*|mob\w*|recapit\w*|fisso|interno|al|t|m)|☎|📞|\bnumero(?:\s+di\s+\w+)?)\W{0,5}(?:n\.?\W{0,3})?$",
    re.IGNORECASE,
)
_MOBILE = "+39 3"
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
CERTIFIED = re.compile(r"@(?:.*\.)?(?:pec|legalmail|cert|postacert|asmepec|arubapec)\b")


@dataclass(frozen=True)
class Person:
    """What a letter says of somebody; "" where it does not. `role` is an option's id."""

    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""


def contact_person(told: Sequence[str], signs: Person, roles: Sequence[Option]) -> tuple[Person, str]:
    """Whom a letter names as the one to be contacted, and in which sentence; `signs` only where they say it of
    themselves. `told`: its sentences that ask nothing."""
    for at, sentence in enumerate(told):
        cue = _CUE.search(sentence)
        if cue is None or _THEIRS.search(sentence):
            continue
        goes_on = at + 1 < len(told) and _GOES_ON.match(told[at + 1])
        near = f"{sentence} {told[at + 1]}" if goes_on else sentence
        person = _named(near, cue, roles) or _themselves(near, told, signs, roles)
        found = person or Person()
        made = Person(found.name, found.role, _phone(near) or found.phone, _email(near) or found.email)
        if made != Person():
            return made, near
    return Person(), ""


def signatory(text: str, signature: str, roles: Sequence[Option]) -> Person:
    """Who signs: what stands under the goodbye, and in the signature."""
    lines = [line.strip(" *_\t") for line in (*_below(text), *signature.splitlines())][:_LINES]
    lines = [line for line in lines if line]
    name = next((found for line in lines for found, _ in _names(line)), "")
    block = "\n".join(lines)
    return Person(name, _role(block, roles), _phone(block, first=True), _email(block)) if name else Person()


def certified_address(text: str) -> str:
    """The one PEC address in a text."""
    found = {one.lower() for one in _ADDRESS.findall(text) if CERTIFIED.search(one.lower())}
    return found.pop() if len(found) == 1 else ""


def _named(near: str, cue: re.Match[str], roles: Sequence[Option]) -> Person | None:
    """«La referente è Maria Rossi, istruttrice», «Maria Rossi sarà la referente»."""
    after = next(iter(_names(near[cue.end() :])), None)
    if after is not None:
        return Person(after[0], _role(near[cue.end() :], roles))
    before = list(_names(near[: cue.start()]))
    if not before:
        return None
    name, at = before[-1]
    return Person(name, _role(near[at:], roles))


def _themselves(near: str, told: Sequence[str], signs: Person, roles: Sequence[Option]) -> Person | None:
    if not _MYSELF.search(near):
        return None
    for sentence in told:
        match = _INTRODUCES.search(sentence)
        said = sentence[match.end() :] if match else ""
        name, role = next((one for one, _ in _names(said)), ""), _role(said, roles) if match else ""
        if name or role:
            same = not name or not signs.name or normal(name) == normal(signs.name)
            signs = signs if same else Person()
            return Person(name or signs.name, role or signs.role, signs.phone, signs.email)
    return signs


def _names(text: str) -> Iterator[tuple[str, int]]:
    """Runs of two to four capital words that name no office and no place, with where they begin."""
    run: list[re.Match[str]] = []
    for match in (*_TOKEN.finditer(text), None):
        word = match[0] if match else ""
        follows = run and match and not text[run[-1].end() : match.start()].strip(" ")
        if match and follows and (_is_name(word) or word in _PARTICLES):
            run.append(match)
            continue
        yield from _whole(text, run)
        run = [match] if match and _is_name(word) else []


def _is_name(word: str) -> bool:
    return bool(_CAPITAL.fullmatch(word)) and not _NO_NAME.fullmatch(normal(word))


def _whole(text: str, run: Sequence[re.Match[str]]) -> Iterator[tuple[str, int]]:
    while run and run[-1][0] in _PARTICLES:
        run = run[:-1]
    if not 2 <= len(run) <= 5:
        return
    ahead = text[: run[0].start()]
    if not _OF_PLACE.search(ahead) or _OF_PERSON.search(ahead):
        yield text[run[0].start() : run[-1].end()], run[0].start()


def _role(text: str, roles: Sequence[Option]) -> str:
    """The one role that is named."""
    _, named = mentions(normal(text), roles)
    return named[0].id if len(named) == 1 else ""


def _phone(text: str, *, first: bool = False) -> str:
    """The number with a label; of several the `first` one, or none."""
    read = [(phone(match[0])[0], bool(_LABEL.search(text[: match.start()]))) for match in _NUMBER.finditer(text)]
    valid = list(dict.fromkeys(one for one, told in read if one and (told or one.startswith(_MOBILE))))
    return valid[0] if valid and (first or len(valid) == 1) else ""


def _email(text: str) -> str:
    found = {one.lower() for one in _ADDRESS.findall(text) if not CERTIFIED.search(one.lower())}
    return found.pop() if len(found) == 1 else ""


def _below(text: str) -> Iterator[str]:
    """The lines under the last goodbye; without one, short lines at the end that stand by themselves."""
    lines = [line.strip() for line in text.splitlines()]
    at = next((at for at in range(len(lines) - 1, -1, -1) if is_closing(lines[at])), None)
    if at is not None:
        yield lines[at].rpartition(",")[2]
        yield from lines[at + 1 :]
        return
    head, blank, last = text.strip().rpartition("\n\n")
    block = last.splitlines() if blank else []
    if head and block and all(len(one.split()) <= _LINE_WORDS and one.strip()[-1:] not in ".?!:;" for one in block):
        yield from block
