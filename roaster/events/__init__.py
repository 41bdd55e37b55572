"""Groups articles into events, so that one thing that happened is told once.

Takes the articles of a run and the stories already told; gives a `Grouping`: new events (original
source first, copies beside it) and articles that continue a told story.
Fails never; no article, no events.
All modules are pure; `similarity` and `clusters` import scipy and are imported inside functions.
"""
