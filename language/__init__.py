"""How it was spelt: scripts, orthography, order. Pure: no images, no files but its own data."""
