"""Writes to the catalogue: one act a function, the moment and the person given by the caller."""
