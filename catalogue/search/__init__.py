"""Full-text search: tokens of ``language`` in FTS5 or tsvector, what is found with its places."""
