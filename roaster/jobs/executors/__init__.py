"""Where the asking and reading is done: in this process and its children, or on a cluster.

Takes a `Round` (what to do) and the items to do it with, gives each item's result as it is done.
`rounds` has the values, `local` works with threads here, `cluster` on a Dask scheduler, and
`children` reads feeds and pages in child processes with limits on time and memory.
"""
