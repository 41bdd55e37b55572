"""The offline writer: no model, no network, the same bytes for the same event.

Takes a `Brief`; gives `Written` at no cost, or `Unwritten` where the sources are in another
language or no sentence of them can stand as a fact. Everything here is pure but the reading of
`stock/`, the sentence patterns, once per writer and language.
`story` takes the event apart, `facts` picks verbatim sentences, `names` and `bodies` say who it is
about, `extracts`, `things` and `figures` find what jokes may quote and `reckoning` and `measures`
what they may work out, `scoring` counts signals, `tongues` are the languages, `stock` holds the
patterns, `deck` chooses, `wear` says what is used up, `column` puts the roast together, `doubts`
calls a person.
"""

from roaster.roasts.writers.offline.writer import OfflineWriter

__all__ = ["OfflineWriter"]
