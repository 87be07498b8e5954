"""What we have: the catalogue remembers libraries, descriptions, copies, objects and verdicts."""
