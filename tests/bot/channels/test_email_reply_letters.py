# SPDX-License-Identifier: EUPL-1.2
"""How many letters are read as a person reads them: the Italian ones, and the public collections.

Letters 152 to 271 are by a writer who had not seen the program. At the first run 105 of these 120 were read exactly
(36, 33 and 36 of each forty) and no word was lost; of the last forty, never looked at, 37 when the others were mended.
docs/decisions/0007 tells what was changed afterwards.
"""

import sys

import pytest
from mail_tally import CORPUS, Sample, Tally, corpus_letters, italian_letters, tally

from bot.channels.email_reply import newest_part

LETTERS = list(italian_letters())


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
def test_the_text_just_written_in_each_italian_letter(letter: Sample) -> None:
    assert newest_part(letter.text, letter.subject).split() == letter.right[0].split()


def test_italian_letters_as_a_whole(capsys: pytest.CaptureFixture[str]) -> None:
    result = tally(LETTERS)
    _show(capsys, "Italian letters", result)
    assert result.total == 271
    assert result.rate >= 0.9
    assert not result.lost


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the public collections of letters are not on this machine")
def test_letters_of_the_public_collections(capsys: pytest.CaptureFixture[str]) -> None:
    result = tally(list(corpus_letters()))
    _show(capsys, "public collections", result)
    assert result.total == 131
    assert result.rate >= 0.88
    assert len(result.lost) <= 3


def test_lost_and_extra_words_are_counted_apart() -> None:
    letters = [Sample("a", "uno due", "", ("uno due",)), Sample("b", "uno", "", ("uno due",))]
    letters += [Sample("c", "uno due tre", "", ("uno due", "due uno")), Sample("d", "uno sei", "", ("uno due",))]
    result = tally(letters, lambda text, subject: text)
    assert (result.exact, result.lost, result.extra) == (1, ("b", "d"), ("c", "d"))


def _show(capsys: pytest.CaptureFixture[str], what: str, result: Tally) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{what}: {result}\n")
