"""The example picture of each code of ``docs/qa-codes.md``: a seeded fault, judged and drawn."""
