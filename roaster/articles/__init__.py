"""Reads pages: bytes of a page and its feed's entry in, a `Reading` out.

Takes a `Page` (or a text) and gives a `Reading`: outcome, reason, remedy, the article where it is
fit to roast, and for each field which source was chosen among which.
Fails never for what a page contains: not HTML, empty, walled, thin, a home page are outcomes.
All modules are pure but `fetch`, which asks the net and the cache; `main_text` alone imports
trafilatura and is imported inside functions.
"""
