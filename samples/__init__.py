"""A book that never was: typesets pages, "scans" them, and seeds faults of known grade."""
