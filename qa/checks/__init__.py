"""One fault a file: measure and verdict apart, a view of the page in, findings out."""
