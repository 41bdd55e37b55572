from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roaster.articles.extract import extract
from roaster.articles.reading import Reading
from roaster.model.news import Page
from roaster.model.outcome import ItemOutcome

URL = "https://www.lantern.example/news/some-story-of-the-day"
SOUP_TEXT = """
<p>|</p>|<div class=x>|</div>|<table><tr>|<h1>|<a href='/x'>|</a>|<li>|words and words |</h1>
|<meta property='og:title' content='t'>|<meta http-equiv=refresh content=';url'>|<script>|</script>
|<script type='application/ld+json'>{"@type":"Article"|<time datetime=x pubdate>|<noscript>|<svg>
|<link rel=canonical href='//['>|<meta charset=utf-16>|<title>|<template>|&#0;|\x00|<![CDATA[|<!--
"""
SOUP = SOUP_TEXT.split("|")


def read(body: bytes, content_type: str = "text/html; charset=utf-8") -> Reading:
    return extract(Page(URL, URL, content_type, body), min_words=120)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000,
        b"<p " + b" ".join(b"a%d='x'" % n for n in range(100_000)) + b">text",
        b"<p " + b" ".join(b"a%d" % n for n in range(100_000)) + b">text",
        b"<p>" + b"\x00" * 1000 + b"text</p>",
        b"<" * 100_000,
        b"&" * 100_000,
        b"<a href='" + b"'" * 50_000,
        b'<a b="' * 50_000,
        b"<!--" * 50_000,
        b"<table>" * 3000,
        b"<b><i>" * 5000,
        b"<h1>x - y | z</h1>" * 5000,
        b"<meta name=author content='by by by'>" * 5000,
        b"<title>" + b" | " * 50_000,
        b"<time datetime='" + b"1" * 100_000 + b"' pubdate>",
        b"\xff\xfe" + b"<p>x</p>" * 100,
        b"<html xmlns='" + b"x" * 100_000 + b"'>",
        "<p>\u202e\U000e0041\u200b".encode() * 1000,
    ],
    ids=lambda body: repr(body[:16]),
)
def test_hostile_markup_ends_in_an_outcome_within_seconds(body: bytes) -> None:
    started = time.process_time()
    reading = read(body)
    assert reading.outcome in set(ItemOutcome)
    assert time.process_time() - started < 8


def test_too_many_elements_are_refused() -> None:
    assert "too complex" in read(b"<p>x</p>" * 70_000).reason


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=600),
    st.sampled_from(("text/html", "", "text/plain", "text/html; charset=rot13")),
)
def test_any_bytes_end_in_an_outcome(body: bytes, content_type: str) -> None:
    reading = read(body, content_type)
    assert reading.outcome is not ItemOutcome.NEW
    assert reading.reason


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SOUP), max_size=60))
def test_any_tag_soup_ends_in_an_outcome(parts: list[str]) -> None:
    assert read("".join(parts).encode()).outcome in set(ItemOutcome)
