"""Pictures as they are to be looked at, by the TIFF/EXIF orientation of their file."""

import numpy as np
from numpy.typing import NDArray

#: Orientations that are mirrored, and those whose sides are exchanged.
MIRRORED, EXCHANGED = (2, 4, 5, 7), (5, 6, 7, 8)
#: Quarter turns counter-clockwise after the mirroring.
_QUARTERS = {3: 2, 4: 2, 5: 1, 6: 3, 7: 3, 8: 1}


def upright(picture: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """A picture as stored, mirrored and turned."""
    if orientation in MIRRORED:
        picture = np.fliplr(picture)
    return np.ascontiguousarray(np.rot90(picture, _QUARTERS.get(orientation, 0)))
