"""A file is written whole or not at all, and nobody's work is written over."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from roaster.content.files import replace, write_new
from roaster.errors import DiskError, UsageError
from roaster.text.digests import digest


def test_a_new_file_comes_with_its_folders_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "content" / "roasts" / "2026" / "x.md"
    write_new(path, b"a")
    assert path.read_bytes() == b"a"
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_new(tmp_path / "x.md", b"a")
    finally:
        os.umask(before)
    assert (tmp_path / "x.md").stat().st_mode & 0o777 == 0o640


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"a")
    with pytest.raises(UsageError, match="already"):
        write_new(path, b"b")
    assert path.read_bytes() == b"a"
    assert list(tmp_path.iterdir()) == [path]


def test_of_many_writers_one_wins_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    lost: list[int] = []

    def write(number: int) -> None:
        try:
            write_new(path, bytes([number]) * 100_000)
        except UsageError:
            lost.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = set(range(8)) - set(lost)
    assert path.read_bytes() == bytes([winner]) * 100_000


def test_a_file_changed_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"a person's")
    with pytest.raises(UsageError, match="changed meanwhile"):
        replace(path, digest(b"as read"), b"b")
    assert path.read_bytes() == b"a person's"
    path.unlink()
    with pytest.raises(UsageError, match="changed meanwhile"):
        replace(path, digest(b"as read"), b"b")
    assert not path.exists()


def test_a_link_that_stays_inside_is_told_as_what_it_is(tmp_path: Path) -> None:
    roasts = tmp_path / "content" / "roasts"
    roasts.mkdir(parents=True)
    (roasts / "a.md").write_text("x")
    (roasts / "b.md").symlink_to("a.md")
    with pytest.raises(UsageError, match="it is a symbolic link and is not written to"):
        replace(roasts / "b.md", digest(b"x"), b"y")
    assert (roasts / "a.md").read_text() == "x"


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"a")
    path.chmod(0o606)
    replace(path, digest(b"a"), b"b")
    assert path.read_bytes() == b"b"
    assert path.stat().st_mode & 0o777 == 0o606
    assert list(tmp_path.iterdir()) == [path]


def test_links_out_of_content_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_bytes(b"a")
    roasts = tmp_path / "content" / "roasts"
    roasts.mkdir(parents=True)
    (roasts / "2026").symlink_to(outside)
    (roasts / "x.md").symlink_to(outside / "x.md")
    for path in (roasts / "2026" / "x.md", roasts / "x.md"):
        with pytest.raises(UsageError, match="symbolic link"):
            replace(path, digest(b"a"), b"b")
    for path in (roasts / "2026" / "y.md", roasts / "x.md"):
        with pytest.raises(UsageError, match="symbolic link"):
            write_new(path, b"b")
    assert [file.read_bytes() for file in outside.iterdir()] == [b"a"]


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "who owns")],
)
def test_a_disk_that_refuses_leaves_the_old_file_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str
) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"a")

    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    attempts: list[Callable[[], None]] = [
        lambda: replace(path, digest(b"a"), b"b"),
        lambda: write_new(tmp_path / "y", b""),
    ]
    for attempt in attempts:
        with pytest.raises(DiskError) as caught:
            attempt()
        assert remedy in caught.value.remedy
    assert path.read_bytes() == b"a"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").write_bytes(b"")
    with pytest.raises(DiskError):
        write_new(tmp_path / "content" / "x.md", b"a")


def test_a_disk_without_hard_links_serves_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_new(tmp_path / "x.md", b"a")
    with pytest.raises(UsageError):
        write_new(tmp_path / "x.md", b"b")
    assert (tmp_path / "x.md").read_bytes() == b"a"
    assert list(tmp_path.iterdir()) == [tmp_path / "x.md"]


def test_what_a_killed_run_left_goes_with_the_next_write(tmp_path: Path) -> None:
    old, young = tmp_path / ".roaster-1.tmp", tmp_path / ".roaster-2.tmp"
    for leftover in (old, young):
        leftover.write_bytes(b"half a ro")
    os.utime(old, (0, 0))
    write_new(tmp_path / "x.md", b"a")
    assert sorted(tmp_path.iterdir()) == [young, tmp_path / "x.md"]
