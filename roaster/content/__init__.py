"""Content: the files of `content/`, which are the database.

Takes bytes and paths; gives `Roast`, `StandingPage` and a `Library` of them, new files (`compose`)
and edits that leave every byte alone that they need not touch (`edits`). What a person wrote is
never replaced: `sections` defines the hash that tells whether one did.
Fails with FrontMatterError (every fault of a file, with its place), UsageError and DiskError.
Pure: all but `files` (atomic writes), `library` (reads the folders) and `parsed` (reads through a
cache; its key holds the code that reads).
"""
