"""The product's own search over pages that were read: a catalogue of their own, filled and asked.

``python -m tests.evaluation.ocr.product_index`` reads what ``hits_of`` writes to its standard
input, in a home of its own, and answers on standard output.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.evaluation.commands import environment
from tests.evaluation.ocr.searching import DEPTH, joined
from tests.evaluation.scan_sets import ROOT

if TYPE_CHECKING:
    from catalogue.models import Page

SECONDS = 1800


def hits_of(
    texts: Mapping[str, str], languages: Mapping[str, str], queries: Sequence[str]
) -> dict[str, list[str]]:
    """The pages that answer each query, in the order in which a reader is shown them.

    Args:
        texts: by the name of the page, ``volume/page``.
        languages: as ``lit+pol``, by the name of the page.
        queries: as typed.
    """
    pages = {name: (joined(text), languages[name]) for name, text in texts.items()}
    asked = json.dumps({"pages": pages, "queries": list(queries)})
    with tempfile.TemporaryDirectory(prefix="eval-ocr-") as home:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.evaluation.ocr.product_index"], input=asked, cwd=ROOT,
            env=without_database(environment(Path(home))), capture_output=True, text=True,
            check=True, timeout=SECONDS,
        )  # fmt: skip
    answer: dict[str, list[str]] = json.loads(ran.stdout)
    return answer


def without_database(environ: dict[str, str]) -> dict[str, str]:
    """The environment without a database of its caller: the home holds one."""
    return {k: v for k, v in environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}


def main() -> int:
    """Fill the catalogue and ask."""
    asked: dict[str, Any] = json.load(sys.stdin)
    from cli.django import prepare  # noqa: PLC0415 -- needs the home of the call

    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    prepare()
    names = _fill(asked["pages"])
    from catalogue.search.finding import find  # noqa: PLC0415 -- needs the home of the call
    from catalogue.search.wishes import SearchWish  # noqa: PLC0415 -- needs the home of the call

    answer = {
        text: [
            names[hit.page.pk]
            for hit in find(SearchWish(text), None, limit=DEPTH).hits
            if hit.page is not None
        ]
        for text in asked["queries"]
    }
    json.dump(answer, sys.stdout)
    return 0


def _fill(pages: dict[str, tuple[str, str]]) -> dict[int, str]:
    """An object a volume, its pages in the index; names of pages by their keys."""
    from catalogue.search.indexing import index_page  # noqa: PLC0415 -- needs the home of the call

    volumes: dict[str, list[str]] = defaultdict(list)
    for name in pages:
        volumes[name.rpartition("/")[0]].append(name)
    known: dict[int, str] = {}
    for number, some in enumerate(volumes.values()):
        for name, page in zip(some, _pages_of(number, [pages[one] for one in some]), strict=True):
            index_page(page, None, now=datetime.now(UTC))
            known[page.pk] = name
    return known


def _pages_of(number: int, texts: list[tuple[str, str]]) -> "list[Page]":
    from catalogue.models import DigitalObject, Library, Page  # noqa: PLC0415 -- needs the home of the call

    now = datetime.now(UTC)
    whole = DigitalObject.objects.create(
        naan="99999", name=f"b{number:07d}", library=Library.objects.get(), material="book",
        title=f"{number}", title_sort_key=b"%d" % number, profile="book", language="lit",
        identity_digest=f"{number:0128d}", created_at=now, changed_at=now,
    )  # fmt: skip
    return Page.objects.bulk_create(
        Page(digital_object=whole, number=n, sequence=n, text=text, language=language)
        for n, (text, language) in enumerate(texts, start=1)
    )


if __name__ == "__main__":
    sys.exit(main())
