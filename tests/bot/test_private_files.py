# SPDX-License-Identifier: EUPL-1.2
"""A file with personal data is nobody else's for a moment, and never half there."""

import os

import pytest

from bot.private_files import private_file


def names(folder):
    return [path.name for path in folder.iterdir()]


def mode(path):
    return path.stat().st_mode & 0o777


def test_nobody_else_can_read_it_while_it_is_written(tmp_path):
    old = os.umask(0)
    try:
        with private_file(tmp_path / "a.csv") as draft:
            assert mode(draft) == 0o600
            draft.write_text("x")
            assert not (tmp_path / "a.csv").exists()
    finally:
        os.umask(old)
    assert (mode(tmp_path / "a.csv"), (tmp_path / "a.csv").read_text()) == (0o600, "x")
    assert names(tmp_path) == ["a.csv"]


def test_a_fault_leaves_the_old_file_and_no_draft(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(ValueError, match="half"), private_file(tmp_path / "a.csv") as draft:
        draft.write_text("ne")
        raise ValueError("half")
    assert (names(tmp_path), (tmp_path / "a.csv").read_text()) == (["a.csv"], "old")


@pytest.mark.parametrize("where", ["nowhere/a.csv", "file/a.csv"])
def test_a_fault_names_the_file_that_was_asked_for(tmp_path, where):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError) as fault, private_file(tmp_path / where):
        pass
    assert fault.value.filename == str(tmp_path / where)
