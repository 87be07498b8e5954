"""Is the image good enough? Pure: a view of a page in, findings out."""
