"""Russian before 1918 as it is spelt today."""

from language.orthography.rules import rules

_HARD = "бвгджзклмнпрстфхцчшщ"

_RULES = rules(
    {"ѣ": "е", "і": "и", "i": "и", "ї": "и", "ѳ": "ф", "ѵ": "и", "ѡ": "о", "ё": "е", "ђ": "е"},
    before=(
        (f"(?<=[{_HARD}])ъ$", ""),
        # Models without ѣ read it as ъ; before a consonant no ъ stands otherwise.
        (f"(?<=[{_HARD}])ъ(?=[{_HARD}])", "е"),
        ("^(бе|во|и|ра|ни|чере)з(?=[кпстфхцчшщ])", r"\1с"),
        ("^онѣ$", "они"),
        ("^однѣ", "одни"),
        ("^(ея|нея)$", "ее"),
    ),
    after=(
        ("(?<=...)аго$", "ого"),
        ("(?<=...)яго$", "его"),
        ("(?<=...)ыя$", "ые"),
        ("(?<=..[кгх])ия$", "ие"),
    ),
)  # fmt: skip


def modernised(word: str) -> str:
    """The modern spelling of a Russian ``word``."""
    return _RULES.rewritten(word)
