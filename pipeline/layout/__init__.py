"""Where what stands on a page, and in which order it is read."""

from pipeline.layout.arranging import arrange
from pipeline.layout.regions import Regions, regions_of

__all__ = ["Regions", "arrange", "regions_of"]
