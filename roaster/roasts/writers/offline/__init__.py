"""The offline writer: no model, no network, the same bytes for the same event.

Takes a `Brief`; gives `Written` at no cost, or `Unwritten` where the language is not English or no
sentence of the sources can stand as a fact. Everything here is pure but the reading of `stock/`,
the sentence patterns, once per writer.
`story` takes the event apart, `facts` picks verbatim sentences, `names` and `bodies` say who it is
about, `extracts` and `figures` find what jokes may quote, `scoring` counts signals, `stock` holds
the patterns, `deck` chooses, `column` puts the roast together, `doubts` calls a person.
"""

from roaster.roasts.writers.offline.writer import OfflineWriter

__all__ = ["OfflineWriter"]
