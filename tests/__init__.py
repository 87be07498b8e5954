"""Proof: the folders mirror the product's."""
