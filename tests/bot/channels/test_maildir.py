# SPDX-License-Identifier: EUPL-1.2
"""Letters as files: any mail program reads them, each is there once, only the owner may look."""

import mailbox

import pytest
from fakes import NOW, letter, message

from bot.channels.maildir import Maildir
from bot.channels.mime import Sheet
from bot.core.messages import CannotDeliver, TryAgainLater


@pytest.fixture
def told():
    return []


@pytest.fixture
def maildir(tmp_path, told):
    return Maildir(tmp_path / "outbox", Sheet("a@cap4city.example"), told=lambda letter, path: told.append(path))


def files(maildir):
    return sorted(path.name for folder in ("new", "cur") for path in (maildir.folder / folder).iterdir())


async def test_the_standard_library_reads_it(maildir):
    sent = await maildir.send(letter("abc"), at=NOW)
    (found,) = mailbox.Maildir(maildir.folder, create=False)
    assert (found["Subject"], found["Message-ID"]) == ("Lettera abc", "<abc@cap4city.example>")
    assert (sent.external, sent.kept) == ("<abc@cap4city.example>", True)


async def test_a_second_time_it_is_already_there(maildir, told):
    await maildir.send(letter("abc"), at=NOW)
    await maildir.send(letter("abc"), at=NOW)
    assert files(maildir) == ["abc"]
    assert told == [maildir.folder / "new" / "abc"] * 2


async def test_a_letter_already_read_is_not_written_again(maildir):
    await maildir.send(letter("abc"), at=NOW)
    (maildir.folder / "new" / "abc").rename(maildir.folder / "cur" / "abc:2,S")
    await maildir.send(letter("abc"), at=NOW)
    assert files(maildir) == ["abc:2,S"]


async def test_only_the_owner_may_look(maildir):
    await maildir.send(letter("abc"), at=NOW)
    assert (maildir.folder / "new" / "abc").stat().st_mode & 0o777 == 0o600
    assert (maildir.folder / "new").stat().st_mode & 0o777 == 0o700


async def test_no_key_leaves_the_folder(maildir):
    await maildir.send(letter("../../etc/passwd"), at=NOW)
    assert len(files(maildir)) == 1
    assert ".." not in files(maildir)[0]


async def test_a_disk_that_fails_means_later(tmp_path):
    (tmp_path / "outbox").write_text("a file where the folder should be")
    with pytest.raises(TryAgainLater):
        await Maildir(tmp_path / "outbox", Sheet("a@b.example")).send(letter("abc"), at=NOW)


async def test_only_letters_are_kept(maildir):
    with pytest.raises(CannotDeliver):
        await maildir.send(message("m"), at=NOW)
