"""Why a page was read the way it was, in words: one sentence for every reason there is."""

from collections.abc import Callable

from schemas.reading import Reason
from schemas.texts import N_, Translate, untranslated

WORDINGS: dict[str, str] = {
    "script-seen": N_("the letters are {script} (share {share})"),
    "language-seen": N_("it was found to be in {languages}"),
    "language-chosen": N_("a person chose {languages}"),
    "language-of-neighbours": N_("the pages around it are in {languages}"),
    "language-unknown": N_("its language could not be told"),
    "letters-missing": N_("model {model} was passed over: it has no {letters}"),
    "letters-not-printable": N_("no model has every letter; {model} has no {letters}"),
    "model-chosen": N_("read with model {model}"),
    "read-plainly": N_("read with model {model} without a closer look"),
    "too-little-text": N_("too little text to estimate its quality"),
    "hardly-print": N_("hardly print: a picture, music or handwriting"),
    "no-letters": N_("nothing on it looks like letters"),
    "no-print": N_("what looks like letters ({letters}) could not be read as print"),
}
#: What stands in the sentence where the reason gives a word of ours.
SCRIPTS: dict[str, str] = {
    "antiqua": N_("antiqua"),
    "fraktur": N_("Fraktur"),
    "cyrillic": N_("Cyrillic letters"),
    "hebrew": N_("Hebrew letters"),
}


def said_reason(
    reason: Reason,
    translate: Translate = untranslated,
    figure: Callable[[float], str] = str,
) -> str:
    """A reason in the reader's language; one that nobody has worded by its code and facts.

    Args:
        reason: the reason.
        translate: gives a text in the reader's language.
        figure: writes a number as the reader does.
    """
    facts = {
        name: translate(SCRIPTS.get(value, value)) if isinstance(value, str) else figure(value)
        for name, value in reason.facts.items()
    }
    worded = WORDINGS.get(reason.code)
    if worded is not None:
        try:
            return translate(worded).format_map(facts)
        except KeyError:  # read by an older version, which gave other facts
            pass
    told = ", ".join(f"{name} {value}" for name, value in facts.items())
    return f"{reason.code}: {told}" if told else reason.code
