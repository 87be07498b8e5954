"""Real scans through the whole way: what is found, how well it is read, what it takes."""
