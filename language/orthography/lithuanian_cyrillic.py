"""Lithuanian in the Cyrillic letters of 1864 to 1904, as it is spelt today."""

from language.orthography.rules import rules

_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_VOWELS = "аеэиіоуыюяѣёô"

_TABLE = {
    "ее": "eje", "іô": "iuo", "ио̂": "iuo", "ô": "uo", "о̂": "uo", "iô": "iuo",
    "ий": "y", "ій": "y", "іо": "io", "io": "io", "щ": "šč",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "io", "э": "e", "ж": "ž",
    "з": "z", "и": "i", "і": "i", "i": "i", "й": "i", "ј": "j", "j": "j", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u",
    "ф": "f", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "ъ": "", "ь": "", "ы": "y", "ѣ": "ie",
    "ю": "iu", "я": "ia", "ѳ": "t", "ѵ": "i",
}  # fmt: skip

_RULES = rules(
    _TABLE,
    before=(
        # Of й within a diphthong Lithuanian makes i, before a vowel j.
        (f"й(?=[{_VOWELS}])", "ј"),
        # Softness is not spelt apart from j: after a vowel it is j, before е j is left out.
        (f"(?<=[{_VOWELS}])[іi](?=[оô])", "ј"),
        ("(?<=[аиоуыѣёô])е", "је"),
        ("^ю", "ју"),
        ("^я", "ја"),
        ("^ё", "јо"),
        (f"(?<=[{_VOWELS}])ю", "ју"),
        (f"(?<=[{_VOWELS}])я", "ја"),
        (f"(?<=[{_CONSONANTS}])ь(?=[аоуô])", "і"),
    ),
    # As in Latin letters, so that both spellings of a word meet.
    after=(("(?<=[aeiou])u(?=[aei])", "v"),),
)


def modernised(word: str) -> str:
    """The modern spelling, in Latin letters, of a Lithuanian ``word`` in Cyrillic ones."""
    return _RULES.rewritten(word)
