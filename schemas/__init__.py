"""The shapes of things: pure values and formats, imported by everyone, importing no other folder."""
