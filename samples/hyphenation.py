"""Where a Lithuanian word may be parted at the end of a line: simple rules, on the safe side."""

import re

VOWELS = "aąeęėiįyouųū"
#: Vowel groups that stay one syllable; any other group is never parted or bordered.
DIPHTHONGS = re.compile(r"^(?:[aąeęėiįyouųū]|ai|au|ei|ie|ui|uo|ia|ią|io|iu|ių|iū|iai|iau|iui|iuo)$")
_RUNS = re.compile(rf"[{VOWELS}]+|[^{VOWELS}]+")
_SIBILANTS = "sšzž"
_STOPS = "ptkbdgcč"
_SONANTS = "lrmnvj"
#: Prefixes that keep their own end, with the least number of letters after them.
PREFIXES = ("per", "prieš", "ant", "par", "iš", "už", "at", "ap")
#: Words too short to be parted, and the least number of letters on either side.
LEAST_WORD, LEAST_PART = 6, 3


def break_points(word: str) -> tuple[int, ...]:
    """Places in the word (letters before the hyphen) where it may be parted."""
    if not word.isalpha() or len(word) < LEAST_WORD:
        return ()
    lower = word.lower()
    places: list[int] = []
    start = 0
    runs = _RUNS.findall(lower)
    for i, run in enumerate(runs):
        start += len(run)
        between_vowels = 0 < i < len(runs) - 1 and run[0] not in VOWELS
        if between_vowels and DIPHTHONGS.match(runs[i - 1]) and DIPHTHONGS.match(runs[i + 1]):
            places.append(start - _onset_length(run))
    prefix = next((p for p in PREFIXES if lower.startswith(p)), "")
    return tuple(
        place
        for place in places
        if LEAST_PART <= place <= len(word) - LEAST_PART
        and (place >= len(prefix) + 2 or place == len(prefix))
    )


def _onset_length(cluster: str) -> int:
    """How many of the consonants between two vowels open the next syllable."""
    if cluster.endswith(("ch", "dz", "dž")):
        return 2
    if len(cluster) == 1:
        return 1
    if len(cluster) > 2 and cluster[-3] in _SIBILANTS and cluster[-2] in _STOPS:
        return 3 if cluster[-1] in _SONANTS else 1
    before, last = cluster[-2], cluster[-1]
    rising = (before in _SIBILANTS and last in _STOPS + "lmnv") or (
        before in _STOPS and last in "lrv"
    )
    return 2 if rising and before != last else 1
