"""OCFL 1.1: how objects lie in storage, so that they can be read without this software."""
