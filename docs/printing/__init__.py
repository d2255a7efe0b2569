"""The documents that are printed rather than written: manual, safety case, examples, handbook."""
