"""Reads used in more than one place, each in a fixed number of questions to the database."""
