"""German before 1901 as it is spelt today."""

from language.orthography.rules import rules

_RULES = rules(
    {"ß": "ss", "th": "t", "ey": "ei", "ay": "ai", "ÿ": "i", "ph": "f", "dt": "t"},
    after=(
        ("niss$", "nis"),
        ("(?<=[^aeiou])iren$", "ieren"),
        ("(?<=[^aeiou])ir(?=t$|te$|ten$|ung$|ungen$)", "ier"),
        ("^gieb", "gib"),
        ("(?<!^)(?<![aeiou])y", "i"),
        ("(?<!s)c(?=[eiyäö])", "z"),
        ("(?<!s)c(?![hkzeiyäö])", "k"),
        ("aa|ah(?=[lmnr])", "a"),
    ),
)  # fmt: skip


def modernised(word: str) -> str:
    """The modern spelling of a German ``word``; ß counts as ss."""
    return _RULES.rewritten(word)
