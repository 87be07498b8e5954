"""How each language was spelt before its rules of today, a language a module."""
