from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.text.digests import digest, section_hash


@given(text=st.text())
def test_the_same_text_has_the_same_digest_whatever_it_is(text: str) -> None:
    assert digest(text) == digest(text)
    assert set(digest(text, 8)) <= set("0123456789abcdef")
    assert len(digest(text, 8)) == 8


def test_text_is_hashed_as_utf8() -> None:
    assert digest("é", 64) == digest("é".encode(), 64)


@given(lines=st.lists(st.text(st.characters(exclude_characters="\r\n"))))
def test_line_endings_and_blank_lines_around_are_no_hand_edit(lines: list[str]) -> None:
    unix, windows, mac = ("\n".join(lines), "\r\n".join(lines), "\r".join(lines))
    assert section_hash(unix) == section_hash(windows) == section_hash(mac)
    assert section_hash(f"\n\n{unix}\n") == section_hash(unix)


@pytest.mark.parametrize("other", ["one two", "One", "one.", "one\n\ntwo", " one"])
def test_any_other_change_is(other: str) -> None:
    assert section_hash("one") != section_hash(other)
