"""When a patch of the leaf is a thing that lies on it: what a finger and a clamp have in common."""

from qa.strangers import Stranger

#: A thing goes on beyond the leaf: so much of the strip outside looks as it does, and it differs
#: from the backing, in L*a*b*: a torn corner shows the backing itself.
MIN_SHARE, MIN_DIFFERENCE = 0.6, 8.0
#: Things have sharp borders, no bays, and one tone; stains fade, tears are ragged, pictures vary.
MIN_SHARPNESS, MIN_SOLIDITY, MAX_UNREST = 0.5, 0.85, 2.5
#: Nothing smaller along the side is called a thing, in millimetres.
MIN_ALONG_MM = 3.0


#: What lies over the side for sure may have bays: parts of it have the colour of the paper.
SURE_SHARE, SURE_DIFFERENCE = 0.9, 30.0
SURE_SHARPNESS, SURE_SOLIDITY, SURE_UNREST = 0.6, 0.7, 1.3


def goes_on(stray: Stranger) -> bool:
    """Whether a patch lies over the leaf's side and goes on over the backing."""
    if stray.beyond is None or stray.along < MIN_ALONG_MM:
        return False
    share, difference = stray.beyond
    is_sure = share >= SURE_SHARE and difference >= SURE_DIFFERENCE
    if is_sure and sharp_and_full(stray, SURE_SHARPNESS, SURE_SOLIDITY, SURE_UNREST):
        return True
    return (
        share >= MIN_SHARE
        and difference >= MIN_DIFFERENCE
        and sharp_and_full(stray, MIN_SHARPNESS, MIN_SOLIDITY, MAX_UNREST)
    )


def sharp_and_full(stray: Stranger, sharpness: float, solidity: float, unrest: float) -> bool:
    """Whether border, shape and tone are those of a thing."""
    return stray.sharpness >= sharpness and stray.solidity >= solidity and stray.unrest <= unrest
