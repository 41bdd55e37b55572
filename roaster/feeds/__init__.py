"""Feeds: bytes of a feed in, clean entries out; and the asking of all feeds of a site.

`parse.parse_feed` takes bytes and gives a `ParsedFeed`, or a `NotAFeed` with reason and remedy; it
raises nothing for what a server sends. `polling.poll_feed` asks a feed and gives a
`PolledFeed`: its report, the entries that go on, and a report for each one that does not.
All modules are pure but `polling`; feedparser is imported in `syndication` alone, when there is a
feed to read.
"""
