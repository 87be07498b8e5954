"""Seeds faults of known grade into scans: an image in, the image and the truth about it out."""
