"""The one family of errors whose text is meant for library staff."""

from schemas.texts import N_, Translate, untranslated

#: Facts that are words of ours; all others (names, paths, titles) are never translated.
WORDED = ("reason", "what")


class LibraryError(Exception):
    """Something a person at the library can act on.

    A subclass sets ``code`` (stable, searchable in the manual), ``message`` (what happened,
    to what) and ``hint`` (what to do next), both marked with ``N_``. The facts are given by
    name, and nothing else is kept, so that the error survives the way back from a worker process.
    """

    code = "LIB-000"
    message = N_("The library system could not go on.")
    hint = ""

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts

    def said(self, translate: Translate = untranslated) -> str:
        """The whole sentence in the reader's language, the code first."""
        facts = {
            name: translate(fact) if name in WORDED and isinstance(fact, str) and fact else fact
            for name, fact in self.facts.items()
        }
        message = translate(self.message).format_map(facts)
        hint = translate(self.hint).format_map(facts) if self.hint else ""
        return f"{self.code}: {message} {hint}".rstrip()

    def __str__(self) -> str:
        return self.said()

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (type(self), self.facts))


def _rebuilt(kind: type[LibraryError], facts: dict[str, object]) -> LibraryError:
    return kind(**facts)
