"""The one way to the net: ask for an address, get bytes or why there are none.

Takes a FetchRequest, gives Fetched or FetchFailure: what a server, a name or a wire does is a
value, never an exception. `Fetcher` puts the parts together, each hop of a redirect passing all:
`guard`* (which addresses may be asked), `backend` (resolved once, checked, connected to that very
address, one deadline), `transport` (httpx over it), `exchange` with `decoding`* (bounded bodies),
`politeness` (slots and Retry-After), `robots`* (RFC 9309), `judging`* (what an answer means).

* pure.
"""
