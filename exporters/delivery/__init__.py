"""Delivery: the only modules here that talk outward."""
