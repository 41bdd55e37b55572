"""RFC 9111, for one private cache that would rather ask too often than miss the news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.net.freshness import LONGEST, fresh_for
from roaster.net.messages import Caching

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
AT_ONE = "Fri, 10 Apr 2026 13:00:00 GMT"


@pytest.mark.parametrize(
    ("caching", "seconds"),
    [
        (Caching(), 0),
        (Caching("max-age=600"), 600),
        (Caching("public, Max-Age = 600, must-revalidate"), 600),
        (Caching('max-age="600"'), 600),
        (Caching("max-age=600, max-age=9"), 600),
        (Caching("s-maxage=600"), 0),
        (Caching("max-age=600", age="590"), 10),
        (Caching("max-age=600", age="4000"), 0),
        (Caching("max-age=600", age="soon"), 600),
        (Caching("max-age=-5"), 0),
        (Caching("max-age=1h"), 0),
        (Caching("max-age=٦٠"), 0),
        (Caching("max-age=" + "9" * 500), LONGEST.total_seconds()),
        (Caching("no-cache, max-age=600"), 0),
        (Caching("max-age=600, no-store"), 0),
        (Caching("private, max-age=600"), 0),
        (Caching(expires=AT_ONE), 3600),
        (Caching(expires=AT_ONE, date="Fri, 10 Apr 2026 12:50:00 GMT"), 600),
        (Caching(expires=AT_ONE, age="600"), 3000),
        (Caching("max-age=60", expires=AT_ONE), 60),
        (Caching("max-age=0", expires=AT_ONE), 0),
        (Caching(expires="0"), 0),
        (Caching(expires="Fri, 10 Apr 2026 11:00:00 GMT"), 0),
        (Caching(expires=AT_ONE, date="never"), 3600),
    ],
)
def test_an_answer_stays_good_as_long_as_it_says(caching: Caching, seconds: float) -> None:
    assert fresh_for(caching, NOW) == timedelta(seconds=seconds)


@given(st.lists(st.text(max_size=60), min_size=4, max_size=4))
def test_no_header_raises_nor_asks_for_a_time_that_is_past(headers: list[str]) -> None:
    assert timedelta() <= fresh_for(Caching(*headers), NOW) <= LONGEST
