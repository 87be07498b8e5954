"""The shapes of things: pure values and formats, imported by all, importing no other folder."""
