"""Keeping it: preservation storage in OCFL 1.1, on a folder or on S3."""
