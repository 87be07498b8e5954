"""Readers of print behind one protocol."""
