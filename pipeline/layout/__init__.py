"""Where what stands on a page, and in which order it is read."""

from pipeline.layout.arranging import arrange

__all__ = ["arrange"]
