"""The bounds of docs/architecture.md, held over every module."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (
    "schemas", "language", "qa", "storage", "exporters", "pipeline", "flows", "settings",
    "catalogue", "web", "cli", "samples",
)  # fmt: skip
MODULES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_module_stays_within_its_bounds(path):
    source = path.read_text()
    tree = ast.parse(source)

    assert source.count("\n") <= 400
    assert path.name not in FORBIDDEN_NAMES
    assert ast.get_docstring(tree) or not source.strip(), "a module says what it is for"
    long = [
        f"{node.name} {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_suppressions_give_their_reason(path):
    lines = path.read_text().splitlines()
    bare = [
        line
        for line in lines
        if re.search(r"#\s*(noqa|type:\s*ignore)", line)
        and not re.search(r"#\s*noqa[^#]* -- \S|#\s*type:\s*ignore\[[^#]*\]\s+# \S", line)
    ]

    assert not bare


def test_environment_is_read_at_the_edge_only():
    core = ("schemas", "language", "qa", "exporters")
    reading = [
        named(path)
        for path in MODULES
        if path.relative_to(ROOT).parts[0] in core and "os.environ" in path.read_text()
    ]

    assert not reading
