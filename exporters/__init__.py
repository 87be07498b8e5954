"""Telling the nation: what others receive of an object; rendering is pure, delivery apart."""
