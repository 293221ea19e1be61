# SPDX-License-Identifier: EUPL-1.2
"""Reads how a person is reached: an e-mail address, a telephone number, a name."""

import re

from email_validator import EmailNotValidError, validate_email

from flows.answers import FILLER, Parsed, clean_text, text
from flows.vocabulary import MAX_READ, normal

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,;:'’‘`´ʼ()/\u00b7\u2010-\u2015-])*")  # «Dott.ssa D'Amico-Müller, A. M.»
ADDRESS = re.compile(r"[^\s<>()\[\],;:\"«»]+@[^\s<>()\[\],;:\"«»]+")
_BEFORE_ADDRESS = FILLER | frozenset("mail email e posta pec indirizzo casella scrivete scrivetemi mia".split())
_CERTIFIED = re.compile(
    r"@(?:.*\.)?(?:pec|[\w-]*-pec|pec-[\w-]*|(?:aruba|asme|giga|legal|my|open|info|reg|poste|registro)pec|pecmail|pcert"
    r"|cert|postacert|postecert|posta-?certificata|legalmail|casellapec|sicurezzapostale|ticertifica)\."
)
_LEAD = re.compile(  # «allora il referente è Mario Rossi»
    r"(?i)^(?:(?:allora|ecco|buongiorno|salve|ok)\b[\s,:]*)*"
    r"(?:(?:(?:il|la)\s+)?(?:referente|nome|nome e cognome|contatto)\s*(?:è|e'|:|sarebbe|sarà)\s*"
    r"|(?:io\s+)?(?:sono|mi chiamo|si chiama)\s+)?"
    r"(?:(?:il|la)\s+(?=(?:dott|dr|prof|avv|ing|arch|geom|rag|sig)\w*\b))?"
)
_TITLES = frozenset(
    "dott dottor dottore dottssa dottoressa dr ssa prof professor avv avvocato ing ingegner arch architetto geom"
    " geometra rag ragionier ragioniera sig sigra ra signor signora sindaco sindaca segretario segretaria assessore"
    " assessora presidente comandante dirigente il la".split()
)
_NO_NAME = frozenset(  # words that no person is called by
    "non chi quando quello quella stesso stessa ancora dopo vediamo devo dobbiamo decidere sapere aspetti torno grazie"
    " ciao buongiorno buonasera telefono numero mail email pec nome cognome referente ruolo ufficio settore servizio"
    " area comune unione ente protocollo segreteria qualcuno nessuno tutti persona voglio vorrei trasmetti invia"
    " modifica indietro annulla capito sempre chiamate chiamare centralino contattare scrivere rivolgersi"
    " chiedere".split()
)
_APART = re.compile(r"\s+[/\u2010-\u2015-]\s+|[;,:\n]|\b(?:e|o|oppure)\b|(?=\+)|[^\W\d]+", re.IGNORECASE)
FIGURES = re.compile(r"(?:\+|\b)\d[\d\s.\-/()\u2010-\u2015]{4,}\d\b")
_BESIDE_NUMBER = FILLER | frozenset(
    "tel telefono cell cellulare numero fisso mobile mio mia e referente ufficio centralino diretto grazie ok si n"
    " personale comune del dell nostro 39".split()
)
_DIGITS_OF_A_NUMBER = 5  # fewer are an hour or a floor
_EXTENSION = re.compile(r"(?i)[\s,;-]*\b(?:interno|int)\b\W{0,3}(\d{1,5})\s*$")


def email(text: str) -> Parsed:
    """An address, also inside «la mail è a@b.it» or <a@b.it>; two different ones, or one with a gap, are no answer."""
    if len(text) > MAX_READ:
        return None, "email"
    clean = clean_text(text)
    found = ADDRESS.findall(clean)
    candidates = list(dict.fromkeys(one.strip("'.!?").lower() for one in found))
    if len(candidates) != 1:
        return None, "email_two" if candidates else "email"
    if _has_gap(clean.partition(found[0])[0], found[0]):
        return None, "email_gap"
    try:
        checked = validate_email(candidates[0], check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None, "email"
    address = str(checked.ascii_email).lower()
    return (address, "") if re.search(r"\.[a-z0-9-]{2,}$", address) else (None, "email")


def _has_gap(before: str, address: str) -> bool:
    """Whether the word before an address may be its beginning: «maria rossi@», but not «Rossi maria.rossi@»."""
    if not re.search(r"\w\s$", before):
        return False
    word = normal(before).split()[-1]
    return word not in _BEFORE_ADDRESS and word not in normal(address.partition("@")[0]).split()


def is_certified(address: str) -> bool:
    """Whether an address looks like a PEC: such a box may refuse ordinary mail."""
    return _CERTIFIED.search(address.lower()) is not None


def phone(text: str) -> Parsed:
    """The one Italian number in a text; two of them, or one beside figures that are none, are no answer."""
    if len(text) > MAX_READ:
        return None, "phone"
    whole, code = _phone(text)
    if whole is not None:
        return whole, ""
    main, extension = _EXTENSION.sub("", clean_text(text)), _EXTENSION.search(clean_text(text))
    parts = [part for part in _APART.split(main) if sum(c.isdigit() for c in part) >= _DIGITS_OF_A_NUMBER]
    found = list(dict.fromkeys(_phone(part)[0] for part in parts))
    if len(found) > 1 and None not in found:
        return None, "phone_two"
    if len(found) != 1 or found[0] is None:
        return None, code
    return found[0] + (f" int. {extension[1]}" if extension else ""), ""


def phone_rest(text: str) -> str:
    """What is said beside a number and would be lost: «solo mattina», «chiedere di Anna»."""
    rest = " ".join(FIGURES.sub(" ", _EXTENSION.sub("", clean_text(text))).split()).strip(" ,;.()-")
    return rest if set(normal(rest).split()) - _BESIDE_NUMBER else ""


def _phone(text: str) -> Parsed:
    """A text that is nothing but a number: a landline (0…) or a mobile (3…), with or without +39; never 112."""
    text, extension = _EXTENSION.sub("", text), _EXTENSION.search(text)
    bare = re.sub(r"(?i)\b(?:tel|telefono|cell|cellulare|numero|n|fisso|mobile|mio|il|e)\b\W*", "", clean_text(text))
    compact = re.sub(r"[\s.\-/()\u2010-\u2015]", "", bare.replace("è", ""))
    number = re.sub(r"^(?:(?:\+|00)39(?=[03])|39(?=3\d{9}$|0\d{8,10}$))", "", compact)
    if not number.isascii() or not number.isdigit():
        return None, "phone"
    if re.fullmatch(r"0\d{5,10}|3\d{8,9}", number):
        return f"+39 {number}" + (f" int. {extension[1]}" if extension else ""), ""
    return None, "phone_short" if len(number) < 6 else "phone"


def person_name(said: str, low: int, high: int) -> Parsed:
    """A person's name and surname: letters and the signs that stand between them, no figures and no address."""
    clean, code = text(" ".join(said[: 2 * MAX_READ].split()), low, high)
    if clean is None:
        return None, code
    name = _LEAD.sub("", clean, count=1)
    if not _NAME.fullmatch(name) or set(normal(name).split()) & _NO_NAME:
        return None, "person_name"
    words = [word for word in normal(name).replace(" ssa", "").split() if word not in _TITLES]
    titled = len(words) < len(normal(name).split())
    return (name, "") if len(words) + titled > 1 and words else (None, "person_name_one")
