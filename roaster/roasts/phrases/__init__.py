"""Worn phrases: what the site's roasts have said already, and what machines always say.

Takes the texts of a roast (`passages`); gives every `Repeat` in it: a run of eight words that
another roast has, an opening, closing or comparison of the newest fifty, a stock phrase, more than
twelve words copied from a source. What stands in quotation marks never counts.
Pure but for `stock`, which reads its list; hashed runs lie in a `RunShelf` that is handed in.
"""
