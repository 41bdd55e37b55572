"""One job per command, each on a `Workshop`. The only place that knows the order of the steps.

Takes a workshop (config, paths, clock, fetcher, writers, reporter), gives a report of frozen
values, raises RoasterError where nothing sensible can go on. `run` reads as the pipeline.
"""
