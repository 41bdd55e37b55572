"""trafilatura, and nothing else: the only module that imports it. Import this inside a function.

Pure but for trafilatura's log, which is silenced: what it says is told as values here.
"""

from __future__ import annotations

import logging
from copy import deepcopy

import trafilatura
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from roaster.articles.sources import MainText

# What trafilatura and htmldate were seen to raise on odd pages; anything else is a fault of ours.
_ODD_PAGE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, LxmlError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
# htmldate leaves out dates after this day and would take today's: the clock is not ours to read.
_LAST_DAY = "2200-01-01"


def read_main_text(tree: HtmlElement, url: str = "", *, precise: bool = False) -> MainText:
    """What trafilatura makes of a page's tree, which is left as it is. Never fails.

    `precise` prefers less text that is right over more.
    """
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        document = trafilatura.bare_extraction(
            deepcopy(tree),
            url=url or None,
            with_metadata=True,
            include_comments=False,
            favor_precision=precise,
            date_extraction_params={
                "original_date": True,
                "extensive_search": True,
                "max_date": _LAST_DAY,
            },
        )
    except _ODD_PAGE as error:
        return MainText(fault=f"{type(error).__name__}: {error}"[:200])
    if document is None or isinstance(document, dict):
        return MainText(fault="no main text found")
    return MainText(
        text="\n\n".join((document.text or "").split("\n")),
        title=document.title or "",
        authors=tuple(name.strip() for name in (document.author or "").split(";") if name.strip()),
        date=document.date or "",
        site_name=document.sitename or "",
        description=document.description or "",
    )
