"""What kind of text is roasted: news, or something that makes claims for itself."""

from __future__ import annotations

from enum import StrEnum


class Matter(StrEnum):
    """`NEWS` tells what happened; the others tell what somebody says of themselves."""

    NEWS = "news"
    PAGE = "page"  # a landing page
    CV = "cv"
    PITCH = "pitch"

    @property
    def is_news(self) -> bool:
        """Whether something has happened in it."""
        return self is Matter.NEWS


def matter_named(name: str) -> Matter:
    """The matter of that name; news for any other."""
    return Matter(name) if name in [one.value for one in Matter] else Matter.NEWS
