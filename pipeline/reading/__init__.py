"""How a page comes to its text: prepared, told apart by letters and language, read, read again."""
