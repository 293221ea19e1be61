# SPDX-License-Identifier: EUPL-1.2
"""Reads a reply as choice, yes or no, number or text."""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from flows.slots import Option
from flows.vocabulary import ACKNOWLEDGED, MAX_READ, NO, YES, normal

Parsed = tuple[str | None, str]  # the canonical value, or None and an error code

_FILLER_TEXT = (
    "siamo sono e un una uno il la lo le i gli l di del della dell dello per noi io direi credo scelgo"
    " scegliamo vorrei vorremmo prego grazie allora ecco la il nostro nostra ente piccolo grande in al alla"
    " quello quella su sul sulla sui sullo sulle opzione numero risposta tipo buongiorno buonasera salve"
    " incontro tappa evento regione a"
)
FILLER = frozenset(_FILLER_TEXT.split())
_ORDINALS = {
    word: n
    for n, words in enumerate(
        ["primo prima", "secondo seconda", "terzo terza", "quarto quarta", "quinto quinta", "sesto sesta"], 1
    )
    for word in words.split()
}
_NUMBERED = re.compile(
    r"^[^\w\-\u2212]*(?:(?:la|il|numero|opzione|risposta|n)[^\w\-\u2212]+)*(\d{1,3})\s*[).°]?\s*$", re.IGNORECASE
)
_NUMBER_AND_WORDS = re.compile(
    r"^\W*(?:(?:la|il|numero|opzione|n)\W+)*(\d{1,2})\s*[).:,°\u2013-]*\s+(.+)$", re.I | re.S
)
_TWO_NUMBERS = re.compile(
    r"^\W*(?:(?:la|il)\s+)?\d{1,2}(?:\s*[,;/+&]\s*|\s+(?:o|e|oppure|anche)\s+)(?:(?:la|il|o|e)\s+)*\d{1,2}\W*$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d)[.\u00a0 '](?=\d{3}(?!\d))")
_MILA = re.compile(r"(?<=\d)\s*(?:mila|k)\b", re.IGNORECASE)
_UNITS = {"due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10}
_IN_WORDS = re.compile(
    rf"\b({'|'.join(_UNITS)}|mille)\s?(?:(?<=mille)|mila)\b(?!\s+(?:e\b|\w*(?:cent|anta|enti)))", re.I
)
_NO_NUMBER = re.compile(  # «oltre 5.000» is a bound, «2 milioni» more than its figures say
    r"\b(?:oltre|piu di|piu che|sopra|almeno|superior\w*|meno di|sotto|inferior\w*|fino a|massimo"
    r"|milion\w*|mln|tra|fra)\b"
)
_OF = re.compile(r"(?:di|dei|del|della|delle|degli|dell|d)\b")
_EITHER = re.compile(r"\b(?:o|oppure|non|che|se|in)\b")
_CARRYING, _FEW_WORDS = 4, 8  # letters of a word that tells something, words of a text that picks an option
_NAME_WORDS = 3  # of a body's own name, where nothing joins it to its kind


def read_number_of(text: str) -> int | None:
    """The number by which a listed option is picked: «2», «la 2», «seconda»."""
    if len(text) > 40:
        return None
    match = _NUMBERED.match(text)
    if match:
        return int(match[1])
    words = [word for word in normal(text).split() if word not in FILLER]
    return _ORDINALS.get(words[0]) if len(words) == 1 else None


def choice(text: str, options: Sequence[Option]) -> Parsed:
    """An option by number, label, other name or a near spelling; in doubt, none."""
    clean = clean_text(text)
    if not clean:
        return None, "empty"
    if len(clean) > MAX_READ:
        return None, "not_an_option"
    number = read_number_of(clean)
    if number is not None and 1 <= number <= len(options):
        return opened(options[number - 1])
    both = _NUMBER_AND_WORDS.match(clean)
    if both and 1 <= int(both[1]) <= len(options):
        picked, named = options[int(both[1]) - 1], _chosen_by_words(normal(both[2]), both[2], options)
        if named == [picked] or set(normal(both[2]).split()) <= FILLER | {"grazie"}:
            return opened(picked)
        if named:
            return None, "ambiguous"
    if _TWO_NUMBERS.match(clean):
        return None, "ambiguous"
    said = normal(clean)
    found = _chosen_by_words(said, clean, options)
    if len(found) > 1:
        return None, "ambiguous"
    return opened(found[0]) if found else (None, "not_an_option")


def _chosen_by_words(said: str, clean: str, options: Sequence[Option]) -> list[Option]:
    found = _exact(said, options) or _mentioned(said, options) or _opened(clean, options) or _near(said, options)
    return found or ([] if "?" in clean else _worded(said, options))


def _worded(said: str, options: Sequence[Option]) -> list[Option]:
    """The one option whose name is told with words between: «i concorsi vanno deserti»."""
    words = set(said.split())
    if len(words) > _FEW_WORDS:
        return []
    found = [option for option in options if any(_is_told(name.split(), words) for name in names_of(option))]
    return found if len(found) == 1 else []


def _is_told(name: list[str], words: set[str]) -> bool:
    carrying = {word for word in name if len(word) >= _CARRYING and word not in FILLER}
    return len(carrying) > 1 and carrying <= words and ("non" in name) == ("non" in words)


def opened(option: Option) -> Parsed:
    return (None, "closed") if option.closed else (option.id, "")


def names_of(option: Option) -> tuple[str, ...]:
    """Every way of naming an option, normalised."""
    named = (normal(name) for name in (option.label, *option.alias, option.id.replace("_", " ").replace("-", " ")))
    return tuple(dict.fromkeys(name for name in named if name))


def _exact(said: str, options: Sequence[Option]) -> list[Option]:
    return [option for option in options if said in names_of(option)]


def _mentioned(said: str, options: Sequence[Option]) -> list[Option]:
    """Options named whole inside a sentence of nothing but filler: «siamo un Comune»."""
    rest, found = mentions(said, options)
    return found if found and all(word in FILLER for word in rest.split()) else []


def mentions(said: str, options: Sequence[Option]) -> tuple[str, list[Option]]:
    """The options named in a normalised text, longest names first, and what is left of it."""
    names = sorted(((name, option) for option in options for name in names_of(option)), key=lambda p: -len(p[0]))
    found: list[Option] = []
    rest = f" {said} "
    for name, option in names:
        if f" {name} " in rest:
            rest = rest.replace(f" {name} ", " \u2022 ")
            if option not in found:
                found.append(option)
    return " ".join(rest.replace("\u2022", " ").split()), found


def _opened(text: str, options: Sequence[Option]) -> list[Option]:
    """The options whose label begins so, «da un problema»; else those whose name begins it: «Comune di Acri»."""
    said = normal(text)
    if "?" in text or " " not in said:
        return []
    begun = [option for option in options if normal(option.label).startswith(f"{said} ")]
    words = said.split()
    told = " ".join(words[next((i for i, word in enumerate(words) if word not in FILLER - {"regione"}), 0) :])
    heads = [(name, option) for option in options for name in names_of(option) if _heads(name, told, options)]
    longest = max((len(name) for name, _ in heads), default=0)
    return begun or list({option.id: option for name, option in heads if len(name) == longest}.values())


def _heads(name: str, said: str, options: Sequence[Option]) -> bool:
    """Whether a name is followed by what it is called: «provincia di Matera», «regione Calabria», «asl Cosenza»."""
    rest = said.removeprefix(f"{name} ") if len(name) > 2 and said.startswith(f"{name} ") else ""
    of = _OF.match(rest) is not None
    joined = re.search(r"\bed?\b", rest) is not None and (not of or mentions(rest, options)[1] != [])
    return bool(rest) and (of or len(rest.split()) <= _NAME_WORDS) and not joined and not _EITHER.search(rest)


def _near(said: str, options: Sequence[Option]) -> list[Option]:
    """The one option within a few typing errors, when the next one is clearly farther."""
    if len(said) < 4:
        return []
    distances = sorted(
        ((min(OSA.distance(said, name) for name in names_of(option)), i) for i, option in enumerate(options))
    )
    allowed = 1 if len(said) < 8 else 2 if len(said) < 16 else 3
    if not distances or distances[0][0] > allowed:
        return []
    clear = len(distances) == 1 or distances[1][0] >= distances[0][0] + 2
    return [options[distances[0][1]]] if clear else []


def yes_no(text: str) -> Parsed:
    """`yes` or `no`."""
    said = normal(text) if len(text) <= MAX_READ else ""
    if said in YES or said == "1":
        return "yes", ""
    if said in NO or said == "2":
        return "no", ""
    return None, "yes_no" if said else "empty"


def acknowledge(text: str) -> Parsed:
    """`yes`: the notice was read."""
    said = normal(text) if len(text) <= MAX_READ else ""
    return ("yes", "") if said in ACKNOWLEDGED or said == "1" else (None, "acknowledge")


def number(text: str, low: int, high: int) -> Parsed:
    """A whole number within limits, also in «circa 3.200 abitanti»."""
    if len(text) > MAX_READ:
        return None, "number"
    if _NO_NUMBER.search(normal(text)):
        return None, "number"
    figures = _IN_WORDS.sub(lambda found: f"{_UNITS.get(found[1].lower(), 1)}000", clean_text(text))
    whole = _MILA.sub("000", _THOUSANDS.sub("", figures))
    found = re.findall(r"(?<![\w,])[-+]?\d+(?:[.,]\d+)?", whole)
    if len(found) != 1 or "." in found[0] or "," in found[0] or not found[0].isascii() or len(found[0]) > 15:
        return None, "number"
    value = int(found[0])
    if value < low:
        return None, "too_small"
    return (None, "too_large") if value > high else (str(value), "")


def text(said: str, low: int, high: int) -> Parsed:
    """Free text, cleaned, long enough to mean something."""
    clean = clean_text(said)
    if not clean:
        return None, "empty"
    if len(clean) > high:
        return None, "too_long"
    if not any(c.isalnum() for c in clean):
        return None, "no_letters"
    if len(clean) < low:
        return None, "too_short"
    return clean, ""


def clean_text(said: str) -> str:
    """Without control and invisible characters; at most one empty line in a row."""
    broken = said[:120_000].replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c if c == "\n" else " " if c in "\t\u2028\u2029" else c for c in broken if _kept(c))
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", kept).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _kept(char: str) -> bool:
    return char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
