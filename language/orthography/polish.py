"""Polish before 1936 as it is spelt today."""

from language.orthography.rules import rules

_VOWELS = "aąeęioóuy"

_RULES = rules(
    {"é": "e", "á": "a", "ò": "o", "x": "ks", "ſ": "s", "ż̇": "ż"},
    after=(
        (f"(?<=[{_VOWELS}])y(?=[^{_VOWELS}]|$)", "j"),
        (f"^y(?=[{_VOWELS}])", "j"),
        (f"(?<=[{_VOWELS}])y(?=[{_VOWELS}])", "j"),
        # historya, komedyja, Marja: -ia after all but c, s, z, where j stays.
        ("(?<=[csz])(?:yj|y|i)(?=(?:a|ą|ę|o|om|ami|ach)$)", "j"),
        ("(?<=[bdfghklłmnprtvw])(?:yj|y|j)(?=(?:a|ą|ę|o|om|ami|ach|e)$)", "i"),
        ("iemi$", "imi"),
        ("emi$", "ymi"),
        ("(?<=[^ijaeou])(?<=...)em$", "ym"),
        ("(?<=[kg])e(?=[a-ząćęłńóśźż])", "ie"),
        ("(?<=[kg])iie", "ie"),
    ),
)  # fmt: skip


def modernised(word: str) -> str:
    """The modern spelling of a Polish ``word``."""
    return _RULES.rewritten(word)
