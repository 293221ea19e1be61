# SPDX-License-Identifier: EUPL-1.2
"""From phrasings to a model: features, weights, and the calibration learned from what is left out."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.counting import count_weights
from bot.folds import FOLDS, Trial, entry_folds, folds
from knowledge.decision import Calibration, Curve
from knowledge.features import BUCKETS, letter_groups, rarity, word_roots
from knowledge.model import Model
from knowledge.search import SLOT, Matcher
from knowledge.weights import Weights
from knowledge.words import Lexicon, stem

TRAIN_AT_MOST = 60_000  # phrasings: above, a dense matrix no longer fits in 1 GB and weights are only counted
UNSURE = Calibration(Curve(0, 1, 0, 0), Curve(0, 1, 0, 0), state=1.0, decline=1.0, suggest=0.0)


@dataclass(frozen=True)
class Phrasing:
    """One way of asking, read as words, and the class it belongs to."""

    words: tuple[str, ...]
    name: str  # entry, or entry#value

    @property
    def entry(self) -> str:
        """The entry without the slot's value."""
        return self.name.partition(SLOT)[0]


@dataclass(frozen=True)
class Built:
    """A model with the counts that its file holds instead of rarities."""

    model: Model
    counts: Mapping[str, int]
    texts: int


def read_phrasings(pairs: Sequence[tuple[str, str]], lexicon: Lexicon) -> list[Phrasing]:
    """(class, text) pairs as phrasings; texts without a word are left out."""
    read = [Phrasing(tuple(lexicon.read(text)), name) for name, text in pairs]
    return [phrasing for phrasing in read if phrasing.words]


def build(phrasings: Sequence[Phrasing], lexicon: Lexicon, *, digest: str = "", quick: bool = False) -> Built:
    """A model that is not calibrated yet; `quick` counts instead of training."""
    counts: Counter[str] = Counter()
    for one in phrasings:
        counts.update(set(letter_groups(one.words)) | set(word_roots(one.words, lexicon.concepts)))
    rare = rarity(counts, len(phrasings))
    quick = quick or len(phrasings) > TRAIN_AT_MOST
    make = count_weights if quick else _trainer()
    weights = make([one.words for one in phrasings], [one.name for one in phrasings], rare, lexicon.concepts)
    model = Model(
        digest=digest,
        method="counting" if quick else "softmax",
        rare=rare,
        vocabulary=tuple(sorted({word for one in phrasings for word in one.words})),
        roots=_roots(phrasings),
        weights=weights,
        calibration=UNSURE,
    )
    return Built(model, counts, len(phrasings))


def _trainer() -> Callable[..., Weights]:
    """Training needs numpy, which the running service does without."""
    from bot.training import train_weights  # noqa: PLC0415

    return train_weights


def _roots(phrasings: Sequence[Phrasing]) -> dict[str, frozenset[str]]:
    roots: dict[str, set[str]] = {}
    for one in phrasings:
        roots.setdefault(one.entry, set()).update(map(stem, one.words))
    return {entry: frozenset(found) for entry, found in roots.items()}


def try_out(phrasings: Sequence[Phrasing], lexicon: Lexicon, *, quick: bool = False) -> list[Trial]:
    """Each phrasing against a model that did not see it, then against one that did not see its entry."""
    trials: list[Trial] = []
    for seen, left in [*_without_phrasings(phrasings), *_without_entries(phrasings)]:
        model = build(seen, lexicon, quick=quick).model
        matcher = Matcher(model, lexicon, states=frozenset())
        known = {one.entry for one in seen}
        trials += [_trial(matcher, one, known) for one in left]
    return trials


Split = tuple[list[Phrasing], list[Phrasing]]


def _without_phrasings(phrasings: Sequence[Phrasing]) -> Iterator[Split]:
    place = folds([one.name for one in phrasings])
    for fold in range(FOLDS):
        yield _split(phrasings, [at == fold for at in place])


def _without_entries(phrasings: Sequence[Phrasing]) -> Iterator[Split]:
    place = entry_folds([one.entry for one in phrasings])
    for fold in range(FOLDS):
        yield _split(phrasings, [place[one.entry] == fold for one in phrasings])


def _split(phrasings: Sequence[Phrasing], left: Sequence[bool]) -> Split:
    pairs = list(zip(phrasings, left, strict=True))
    return [one for one, out in pairs if not out], [one for one, out in pairs if out]


def _trial(matcher: Matcher, one: Phrasing, known: set[str]) -> Trial:
    candidates, signals = matcher.weigh_up(matcher.mend(one.words))
    wanted = one.entry if one.entry in known else ""
    return Trial(signals, candidates[0].id, tuple(c.id for c in candidates[:3]), wanted)


def content_digest(pairs: Sequence[tuple[str, str]], lexicon: Lexicon) -> str:
    """The identity of everything the weights depend on."""
    parts = [
        sorted(pairs),
        sorted(map(str, lexicon.aliases.items())),
        sorted(lexicon.concepts.items()),
        BUCKETS,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
