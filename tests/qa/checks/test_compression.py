from dataclasses import replace

import pytest
from PIL import Image

from pipeline.headers import read_header
from qa.checks.compression import check_compression
from qa.page import PageView
from qa.profiles import profile_for
from schemas.objects import Material
from tests.qa.drawn import codes, facts_of, printed

BOOK, PHOTOGRAPH = profile_for(Material.BOOK), profile_for(Material.PHOTOGRAPH)


def said_of(path, profile=BOOK):
    page = printed(lines=2)
    return check_compression(PageView(read_header(path), page, 1), profile)


def saved(tmp_path, name, **options):
    path = tmp_path / name
    Image.fromarray(printed(lines=2)).convert("RGB").save(path, **options)
    return path


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_quality_is_read_from_the_tables(tmp_path, suffix):
    options = {"compression": "jpeg"} if suffix == "tif" else {}
    path = saved(tmp_path, f"a.{suffix}", quality=60, **options)

    [finding] = said_of(path)

    assert finding.code == "QA-COMP-01"
    assert finding.measured == pytest.approx(60, abs=1)
    assert finding.limit == BOOK.min_jpeg_quality


def test_good_jpeg_is_a_note_and_photographs_are_asked_for_more(tmp_path):
    path = saved(tmp_path, "a.jpg", quality=80)

    assert codes(said_of(path)) == ["QA-COMP-02"]
    assert codes(said_of(path, PHOTOGRAPH)) == ["QA-COMP-01"]


@pytest.mark.parametrize("compression", [None, "tiff_lzw", "tiff_adobe_deflate"])
def test_what_loses_nothing_passes(tmp_path, compression):
    assert said_of(saved(tmp_path, "a.tif", compression=compression)) == []


@pytest.mark.parametrize(("irreversible", "said"), [(True, ["QA-COMP-02"]), (False, [])])
def test_wavelets_of_jpeg_2000_are_told_apart(tmp_path, irreversible, said):
    assert codes(said_of(saved(tmp_path, "a.jp2", irreversible=irreversible))) == said


def test_unusual_compression_is_noted():
    page = printed(lines=2)
    facts = replace(facts_of(page), compression="zstd")

    assert codes(check_compression(PageView(facts, page, 1), BOOK)) == ["QA-COMP-03"]
