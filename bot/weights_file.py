# SPDX-License-Identifier: EUPL-1.2
"""The matcher as it lies on disk: weights made by the build, or counted anew where they do not fit the content."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bot.building import METHODS, build, content_digest, read_phrasings
from knowledge.decision import Calibration
from knowledge.entry import Entry
from knowledge.labs import Labs
from knowledge.model import Model, calibrations_from_json, calibrations_to_json, from_bytes, to_bytes
from knowledge.search import SLOT, UNTOLD, Matcher
from knowledge.words import Lexicon

MODEL = "model.bin"
CALIBRATION = "calibration.json"
TOLERANCE = 0.03  # of a chance: what another processor's rounding may move


def pairs_of(entries: Mapping[str, Entry], labs: Labs) -> list[tuple[str, str]]:
    """(class, text) for every way of asking; an entry with a slot has a class for each value it can tell apart."""
    return [pair for entry in entries.values() for pair in _pairs(entry, labs)]


def _pairs(entry: Entry, labs: Labs) -> Iterator[tuple[str, str]]:
    for text in (entry.title, *entry.phrasings):
        yield entry.id, text
    for text in entry.unanswered:
        yield f"{entry.id}{SLOT}{UNTOLD}", text
    if entry.slot == "labs":
        for topic in labs.topics:
            for need in (topic.title, *topic.needs):
                yield f"{entry.id}{SLOT}{topic.id}", need


def load_matcher(folder: Path, entries: Mapping[str, Entry], labs: Labs, lexicon: Lexicon) -> Matcher:
    """The matcher for this content; never with weights made from another."""
    pairs = pairs_of(entries, labs)
    digest = content_digest(pairs, lexicon)
    silent = [entry.id for entry in entries.values() if not entry.states]
    model = read_model(folder, digest)
    if model is None:
        model = _counted(folder, pairs, lexicon, digest)
    small_talk = [entry.id for entry in entries.values() if entry.outcome == "chat"]
    elsewhere = [entry.id for entry in entries.values() if entry.outcome == "handoff"]
    return Matcher.of(model, lexicon, pairs, silent=silent, small_talk=small_talk, elsewhere=elsewhere)


def write_model(folder: Path, entries: Mapping[str, Entry], labs: Labs, lexicon: Lexicon) -> Mapping[str, float]:
    """Build, calibrate, write both files; the figures of the softmax's left-out phrasings. Needs numpy."""
    pairs = pairs_of(entries, labs)
    calibrations, figures = _calibrated(entries, pairs, lexicon, METHODS.values())
    digest = content_digest(pairs, lexicon)
    made = build(read_phrasings(pairs, lexicon), lexicon, digest=digest)
    _replace(folder / MODEL, to_bytes(made.model, made.counts, made.texts))
    _replace(folder / CALIBRATION, calibrations_to_json(calibrations, digest).encode())
    return figures


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: a service may be reading it."""
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(data)
    draft.replace(path)


def compare_model(folder: Path, entries: Mapping[str, Entry], labs: Labs, lexicon: Lexicon) -> list[str]:
    """What a fresh calibration of the softmax would change by more than rounding does; empty: the files are true."""
    pairs = pairs_of(entries, labs)
    if read_model(folder, content_digest(pairs, lexicon)) is None:
        return [MODEL]
    fresh = _calibrated(entries, pairs, lexicon, ["softmax"])[0]["softmax"]
    frozen = _calibrations(folder)["softmax"]
    names = ("state", "decline", "suggest")
    return [name for name in names if abs(getattr(fresh, name) - getattr(frozen, name)) > TOLERANCE]


def _calibrated(
    entries: Mapping[str, Entry], pairs: Sequence[tuple[str, str]], lexicon: Lexicon, methods: Iterable[str]
) -> tuple[dict[str, Calibration], Mapping[str, float]]:
    from bot.calibration import Kinds, calibrate, summary  # noqa: PLC0415  numpy is no part of the service
    from bot.trials import try_out  # noqa: PLC0415

    phrasings = read_phrasings(pairs, lexicon)
    states = frozenset(name for name, entry in entries.items() if entry.states)
    kinds = Kinds(states, frozenset(name for name, entry in entries.items() if entry.outcome != "answer"))
    twins = twins_of(entries)
    trials = {method: try_out(phrasings, lexicon, method=method, twins=twins) for method in methods}
    calibrations = {method: calibrate(rows, kinds) for method, rows in trials.items()}
    return calibrations, summary(trials["softmax"], calibrations["softmax"], kinds)


def twins_of(entries: Mapping[str, Entry]) -> dict[str, frozenset[str]]:
    """By entry: the others that state at least the same facts, so that answering with them is right too."""
    stated = {name: frozenset(entry.facts) for name, entry in entries.items() if entry.states and entry.facts}
    return {
        name: frozenset(other for other, more in stated.items() if other != name and facts <= more)
        for name, facts in stated.items()
    }


def read_model(folder: Path, digest: str = "") -> Model | None:
    """The model of the last build; None where there is none, or where it or its thresholds are of other content."""
    try:
        model = from_bytes((folder / MODEL).read_bytes(), _calibrations(folder)["softmax"])
        _calibrations(folder, model.digest)
    except (OSError, ValueError, KeyError):
        return None
    return model if digest in ("", model.digest) else None


def _counted(folder: Path, pairs: Sequence[tuple[str, str]], lexicon: Lexicon, digest: str) -> Model:
    model = build(read_phrasings(pairs, lexicon), lexicon, digest=digest, quick=True).model
    try:
        return model.calibrated(_calibrations(folder)["counting"])
    except (OSError, ValueError, KeyError):
        return model


def _calibrations(folder: Path, digest: str = "") -> Mapping[str, Calibration]:
    return calibrations_from_json((folder / CALIBRATION).read_text("utf-8"), digest)
