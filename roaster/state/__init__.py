"""State: what may be lost, under `.roaster/`, and the lock that keeps two runs apart.

Takes paths below that folder and values to remember; gives them back to the next run. Deleting the
folder loses time, never data: the truth is `content/`. No other package touches it.
Fails with StateError (cannot be used), DiskError (cannot be written) and LockHeldError.
"""
