"""An event becomes a draft: a writer proposes, the gates prove and hold.

Takes a `Brief` (one `Event`, persona, rubric); gives a `Draft` (`finish`) or an `Unwritten` with
reason and remedy. A model's failure is always a value; only faults of roaster itself are raised.
`lineup.writers_from` makes the writers that config.yaml names; close what it gives.
Pure: `brief`, `fact_sheet`, `attribution`, `source_text`, `fence`, `strict_json`, `reply`,
`plain`, `folding`, `names`, `evidence`, `gate`, `finish`, `phrases`, and in `writers`: `policy`,
`exchange`, `question` (but for the random fence of a call), `parameters`, `prices`, `classify`.
`personas/` is data that `roaster.config` reads.
"""
