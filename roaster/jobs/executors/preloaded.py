"""What the server of the child processes loads, once, so that no child has to."""

import feedparser

from roaster.articles import extract, main_text
from roaster.feeds import parse

__all__ = ["extract", "feedparser", "main_text", "parse"]
