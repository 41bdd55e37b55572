"""What of an article or a told story is compared with others: the words that tell events apart.

The title counts twice. A summary alone is short with some outlets and missing with others, so the
text's beginning fills up to the same length. Pure.
"""

from __future__ import annotations

import re

from roaster.model.news import Article, Story

# Characters of summary and text compared: on the labelled sets 600 and 800 are alike, 300 loses
# a point and 1,200 two (background paragraphs of different events resemble each other).
LEAD = 600

_WORD = re.compile(r"\w+(?:[.,'’%-]\w+)*%?")
_TRAILER = re.compile(
    r"(?:continue reading|read more|weiterlesen|lire la suite|leer más)\W*$", re.IGNORECASE
)
# Words that every article has: without them a handful of articles can be compared too, where
# frequencies alone cannot tell yet what is common.
# fmt: off
_COMMON = frozenset((
    "a", "about", "above", "after", "again", "against", "all", "also", "am", "among", "an", "and",
    "any", "are", "as", "at", "be", "because", "been", "before", "being", "between", "both", "but",
    "by", "can", "cannot", "could", "did", "do", "does", "doing", "done", "down", "during", "each",
    "even", "ever", "every", "few", "for", "from", "further", "get", "go", "had", "has", "have",
    "having", "he", "her", "here", "hers", "him", "his", "how", "however", "i", "if", "in", "into",
    "is", "it", "its", "just", "last", "less", "made", "make", "many", "may", "me", "might", "more",
    "most", "much", "must", "my", "never", "no", "nor", "not", "now", "of", "off", "on", "once",
    "one", "only", "or", "other", "others", "our", "out", "over", "own", "part", "per", "put",
    "rather", "s", "said", "same", "say", "says", "see", "she", "should", "since", "so", "some",
    "still", "such", "t", "take", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "those", "through", "to", "together", "too", "toward", "towards", "under",
    "until", "up", "upon", "us", "very", "via", "was", "we", "well", "were", "what", "when",
    "where", "whether", "which", "while", "who", "whole", "whom", "whose", "why", "will", "with",
    "within", "without", "would", "yet", "you", "your",
    "und", "der", "das", "nicht", "mit", "für", "eine", "einen", "einer", "ist", "auf", "sich",
    "les", "des", "une", "dans", "pour", "que", "qui", "est", "sur", "los", "las", "una", "del",
    "con", "para", "por", "che", "della", "nella", "het", "een", "voor", "não", "uma", "och", "att",
))
# fmt: on


def article_document(article: Article) -> str:
    """The words of an article that are compared."""
    summary = _TRAILER.sub("", article.summary)
    lead = article.text[: 2 * LEAD]
    if summary[:60] in lead:
        summary = ""
    return _document(article.title, f"{summary} {lead}".strip())


def story_document(story: Story) -> str:
    """The words of a told story that are compared."""
    return _document(story.title, story.text)


def _document(title: str, body: str) -> str:
    return " ".join((_words(title), _words(title), _words(body[:LEAD]))).strip()


def _words(text: str) -> str:
    found = (match.group() for match in _WORD.finditer(text.casefold()))
    return " ".join(word for word in found if word not in _COMMON)
