"""What may be lost: journal, ledger, caches, lock under `.roaster/`."""
