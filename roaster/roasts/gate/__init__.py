"""What a source must say for a fact to stand: one module for each way in which the two may differ.

Takes a fact's text and the passage that is to prove it, gives the first objection in words, or
nothing. Pure. `roasts.evidence` finds the passage and asks them in turn.
"""
