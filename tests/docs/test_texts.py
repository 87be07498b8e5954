"""The Lithuanian catalogue is whole, and every text in it says what its source says."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from gettext import c2py

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from cli.texts import KEYWORDS, LITHUANIAN, gathered, source_files

PERCENT = re.compile(r"%\((\w+)\)([sd])")
LETTER = "A-Za-zĄČĘĖĮŠŲŪŽąčęėįšųūž"
#: A name that is put in must keep its form: no ending is glued to it, no prefix before it.
GLUED = re.compile(rf"[{LETTER}]\{{|\}}[{LETTER}-]|[{LETTER}]%\(|%\(\w+\)[sd][{LETTER}-]")


def catalogue() -> Catalog:
    with LITHUANIAN.open("rb") as file:
        return read_po(file, locale="lt", domain="django")


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def pairs() -> Iterator[tuple[str, str]]:
    """Every Lithuanian form there is beside the English text (the plural, where there are two)."""
    for message in catalogue():
        if message.id:
            for form in filter(None, forms(message.string)):
                yield forms(message.id)[-1], form


def placeholders(text: str) -> Counter[str]:
    percent = Counter("".join(found) for found in PERCENT.findall(text))
    braces = Counter(
        f"{name}:{spec}!{conversion}"
        for _, name, spec, conversion in string.Formatter().parse(PERCENT.sub("", text))
        if name is not None
    )
    return percent + braces


def quotes_in_turn(text: str) -> bool:
    """Whether the marks open low and close high, one after the other."""
    marks = "".join(re.findall('[„“”"«»]', text))
    return re.fullmatch("(„“)*", marks) is not None


def end_of(text: str) -> str:
    """The mark and the spaces at a text's end."""
    found = re.search(r"[.:?!…]?\s*$", text)
    return found.group() if found else ""


def test_every_form_keeps_the_places_of_its_source():
    wrong = [form for source, form in pairs() if placeholders(form) != placeholders(source)]

    assert wrong == []


def test_nothing_is_guessed_or_half_done():
    unfinished = [
        message.id
        for message in catalogue()
        if message.id
        and (
            message.fuzzy
            or len(forms(message.string)) != (1 if isinstance(message.id, str) else 3)
            or not all(forms(message.string))
        )
    ]

    assert unfinished == []


def test_quotation_marks_are_lithuanian():
    assert [form for _, form in pairs() if not quotes_in_turn(form)] == []


@pytest.mark.parametrize(
    ("text", "is_right"),
    [("„Aušra“ ir „Varpas“", True), ("“Aušra”", False), ("„Aušra”", False), ('"Aušra"', False)],
)
def test_foreign_quotation_marks_are_seen(text, is_right):
    assert quotes_in_turn(text) is is_right


def test_names_put_in_are_never_inflected():
    assert [form for _, form in pairs() if GLUED.search(form)] == []


def test_sentences_end_as_their_sources_do():
    assert [form for source, form in pairs() if end_of(form) != end_of(source)] == []


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "puslapių"), (1, "puslapis"), (2, "puslapiai"), (9, "puslapiai"), (10, "puslapių"),
        (11, "puslapių"), (19, "puslapių"), (20, "puslapių"), (21, "puslapis"),
        (22, "puslapiai"), (101, "puslapis"), (111, "puslapių"), (112, "puslapių"),
    ],
)  # fmt: skip
def test_numbers_choose_the_form_lithuanian_asks_for(number, word):
    known = catalogue()
    choose = c2py(known.plural_expr)
    pages = known.get("{n} page")

    assert pages is not None
    assert forms(pages.string)[choose(number)] == f"{{n}} {word}"


def test_no_marked_text_escapes_the_gathering():
    known = {forms(message.id)[0] for message in gathered() if message.id}

    assert sorted(set(marked_texts()) - known) == []


def marked_texts() -> Iterator[str]:
    """Every literal given to a marking function, also within an f-string."""
    for path in source_files():
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and called(node.func) in KEYWORDS:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""
