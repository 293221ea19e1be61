# SPDX-License-Identifier: EUPL-1.2
"""A question → the entries that may answer it, ranked, with how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.decision import Signals, Verdict, decide
from knowledge.features import weigh
from knowledge.model import Model
from knowledge.questions import content_words
from knowledge.words import Lexicon, Speller

SLOT = "#"  # a class is an entry, or an entry and a slot's value: capacity-lab/tema#piao
EXACTLY = "written so in the entry"
BARE = 2  # words: «scadenza?», «quando scade?» say what is asked, not of what
SMALL_TALK = 8  # words: a longer message has thanks and greetings around what it asks
UNTOLD = "ignoto"  # the value of a question for what the entry says that the sources do not tell


@dataclass(frozen=True)
class Candidate:
    """One entry with what it gets of the whole, and the slot's value that a question seems to mean."""

    id: str
    share: float
    value: str = ""


@dataclass(frozen=True)
class Ranking:
    """The entries for a text, best first, and what was decided about them."""

    text: str
    candidates: tuple[Candidate, ...]
    signals: Signals
    chance: float  # P(the first is right)
    verdict: Verdict
    why: str


@dataclass(frozen=True)
class Matcher:
    """The model together with what the content says of words and entries."""

    model: Model
    lexicon: Lexicon
    states: frozenset[str]  # entries that state facts; the others say that nobody knows, or who does
    exact: Mapping[str, str] = field(default_factory=dict)  # a phrasing, folded → its class
    small_talk: frozenset[str] = frozenset()  # entries that only a short message can mean
    elsewhere: frozenset[str] = frozenset()  # entries on other offices' matters

    @classmethod
    def of(
        cls,
        model: Model,
        lexicon: Lexicon,
        pairs: Iterable[tuple[str, str]],
        *,
        silent: Iterable[str] = (),
        small_talk: Iterable[str] = (),
        elsewhere: Iterable[str] = (),
    ) -> "Matcher":
        """For (class, phrasing) pairs; the `silent` entries state no facts."""
        entries = {name.partition(SLOT)[0] for name in model.weights.classes}
        exact = {_plain(text): name for name, text in pairs}
        states = frozenset(entries - set(silent))
        return cls(model, lexicon, states, exact, frozenset(small_talk), frozenset(elsewhere))

    @cached_property
    def speller(self) -> Speller:
        """The words of the phrasings."""
        return Speller.of(self.model.vocabulary)

    @cached_property
    def _places(self) -> tuple[tuple[str, str], ...]:
        """Entry and slot's value of each class."""
        return tuple(
            (entry, value) for entry, _, value in (name.partition(SLOT) for name in self.model.weights.classes)
        )

    def rank(self, text: str, within: str = "", *, named: bool = False) -> Ranking:
        """The entries for a text, all of them or those within a subject; `named`: the text says of what it asks."""
        words = self.mend(self.lexicon.read(text))
        candidates, signals = self.weigh_up(words, within)
        chance = self.model.calibration.chance(signals)
        verdict, why = self._decide(text, words, candidates, signals, alone=not (within or named))
        return Ranking(text, candidates, signals, chance, verdict, why)

    def mend(self, words: Sequence[str]) -> list[str]:
        """The words with misspelt ones mended."""
        return self.speller.mend(words, self.model.rare)

    def weigh_up(self, words: Sequence[str], within: str = "") -> tuple[tuple[Candidate, ...], Signals]:
        """The candidates for some words, best first, and the signals of the ranking."""
        candidates = self._candidates(words, within)
        shares = [candidate.share for candidate in candidates[:3]]
        return candidates, Signals(shares[0], min(sum(shares), 1.0))

    def _decide(
        self, text: str, words: Sequence[str], candidates: Sequence[Candidate], signals: Signals, *, alone: bool
    ) -> tuple[Verdict, str]:
        if self.exact.get(_plain(text)) == self._class(candidates[0]):
            return "answer", EXACTLY
        verdict, why = decide(signals, self.model.calibration, states=candidates[0].id in self.states)
        bare = alone and len(words) <= BARE and len(content_words(words)) < 2
        if bare and verdict == "answer" and candidates[0].id not in self.elsewhere | self.small_talk:
            return "suggest", f"one word alone; {why}"
        return verdict, why

    def _class(self, candidate: Candidate) -> str:
        return candidate.id + (SLOT + candidate.value if candidate.value else "")

    def _candidates(self, words: Sequence[str], within: str) -> tuple[Candidate, ...]:
        vector = weigh(words, self.model.rare, self.lexicon.concepts)
        shares = self.model.weights.shares(vector)
        totals: dict[str, float] = {}
        best: dict[str, tuple[float, str]] = {}
        for (entry, value), share in zip(self._places, shares, strict=True):
            if within and not entry.startswith(f"{within}/"):
                continue
            known = totals.get(entry)
            totals[entry] = share if known is None else known + share
            if known is None or (share, value) > best[entry]:
                best[entry] = (share, value)
        if len(words) > SMALL_TALK:
            for entry in self.small_talk:
                totals.pop(entry, None)
        whole = sum(totals.values()) or 1.0
        ranked = sorted(totals, key=totals.__getitem__, reverse=True)[:12]
        return tuple(Candidate(entry, totals[entry] / whole, best[entry][1]) for entry in ranked)


def _plain(text: str) -> str:
    return text.strip(" ?!.").lower()
