from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from roaster.errors import StateError
from roaster.state.journal import Journal, JournaledReply

NOW = datetime(2026, 4, 10, 9, tzinfo=UTC)
REPLY = JournaledReply("{…}\n", "stop", 1000, 500, Decimal("0.0021"), 812)


def test_a_reply_is_there_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / ".roaster" / "replies.sqlite3"
    journal = Journal(path)
    journal.store("k", "openai/x", NOW, REPLY)
    journal.close()
    again = Journal(path)
    assert again.find("k") == REPLY
    assert again.find("other") is None
    again.close()


def test_a_reply_is_on_disk_when_store_returns(tmp_path: Path) -> None:
    path = tmp_path / "replies.sqlite3"
    journal, reader = Journal(path), Journal(path)
    journal.store("k", "openai/x", NOW, REPLY)
    assert reader.find("k") == REPLY
    journal.close()
    reader.close()


def test_an_unknown_price_stays_unknown(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "replies.sqlite3")
    free = JournaledReply("", "length", 0, 0, None, 0)
    journal.store("k", "openai/x", NOW, free)
    assert journal.find("k") == free
    journal.close()


def test_a_broken_file_is_set_aside_for_it_is_losable(tmp_path: Path) -> None:
    path = tmp_path / "replies.sqlite3"
    path.write_bytes(b"this is no database, however long one looks at it" * 50)
    journal = Journal(path)
    journal.store("k", "openai/x", NOW, REPLY)
    assert journal.find("k") == REPLY
    assert (tmp_path / "replies.sqlite3.broken").exists()
    journal.close()


def test_a_place_that_cannot_hold_it_is_told_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="file: cannot be used: File exists"):
        Journal(tmp_path / "file" / "replies.sqlite3")
    (tmp_path / "replies.sqlite3").mkdir()
    with pytest.raises(StateError) as caught:
        Journal(tmp_path / "replies.sqlite3")
    assert caught.value.remedy
