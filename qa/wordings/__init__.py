"""The wording of findings, an area a file; ``qa.codes`` joins them."""
