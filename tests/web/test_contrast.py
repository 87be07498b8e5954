"""Text stands out from its ground by 7 to 1 in every theme, borders and marks by 3 to 1."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "web/static/web/tokens.css"
THEMES = {
    "light": r"^:root \{(.*?)^\}",
    "dark": r'^:root\[data-theme="dark"\] \{(.*?)^\}',
    "contrast": r'^:root\[data-theme="contrast"\] \{(.*?)^\}',
}
TEXT = [
    *[(ink, ground) for ink in ("ink", "muted", "link") for ground in ("ground", "raised")],
    ("ink", "sunken"), ("muted", "sunken"), ("ink", "look-ground"), ("ink", "stop-ground"),
    ("ink", "info-ground"), ("ink", "good-ground"), ("ink", "table-of-images"),
    ("stop-ink", "raised"), ("stop-ink", "ground"), ("on-accent", "accent"), ("on-bar", "bar"),
]  # fmt: skip
SHAPES = [("look", "raised"), ("stop", "raised"), ("info", "raised"), ("line-strong", "raised"),
          ("focus", "ground"), ("accent", "raised")]  # fmt: skip


def tokens_of(theme):
    block = re.search(THEMES[theme], TOKENS.read_text(encoding="utf-8"), re.S | re.M)[1]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_read_without_effort(theme, ink, ground):
    tokens = tokens_of(theme)
    assert contrast(tokens[ink], tokens[ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_are_seen(theme, shape, ground):
    tokens = tokens_of(theme)
    assert contrast(tokens[shape], tokens[ground]) >= 3


def test_a_chosen_theme_is_the_one_the_system_would_choose():
    text = TOKENS.read_text(encoding="utf-8")
    automatic = re.findall(r":root:not\(\[data-theme\]\) \{(.*?)\n  \}", text, re.S)

    for block, theme in zip(automatic, ("dark", "contrast"), strict=True):
        assert dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) == tokens_of(theme)
