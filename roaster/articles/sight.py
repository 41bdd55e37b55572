"""All that the gates look at: a page's words about itself, its shape, and the text read. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from roaster.articles.body import Text
from roaster.articles.json_ld import Described
from roaster.articles.metadata import Metadata
from roaster.articles.shape import Shape


@dataclass(frozen=True, slots=True)
class Sight:
    """One page as it is judged."""

    url: str
    meta: Metadata
    described: Described
    shape: Shape
    text: Text
    min_words: int
    outline: tuple[str, ...] = ()

    @property
    def says_article(self) -> bool:
        """Whether the page calls itself an article or gives itself a date."""
        return (
            self.described.is_article or self.meta.og_type == "article" or bool(self.meta.published)
        )

    @property
    def titles(self) -> tuple[str, ...]:
        """Title and first heading in lower case."""
        return tuple(one.lower() for one in (self.meta.title_tag, *self.meta.headings[:1]))

    def is_short(self, words: int = 0) -> bool:
        """Whether the text is shorter than an article must be, or than `words`."""
        return self.text.words < max(words, self.min_words)
