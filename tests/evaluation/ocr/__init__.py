"""How well text is read and found: real scans with hand-made truth, rendered prints, searches."""
