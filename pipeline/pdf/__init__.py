"""Searchable PDF/A-2b: page images with the text under them, written page by page."""
