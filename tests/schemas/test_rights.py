import pytest

from schemas.rights import find_rights, rights_statements


def test_there_are_the_fourteen_statements():
    statements = rights_statements()

    assert len(statements) == 14
    assert len({each.uri for each in statements}) == 14
    assert {each.tier for each in statements} == {2, 3, 4}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("http://creativecommons.org/publicdomain/mark/1.0/", "PDM"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/deed.lt", "CC BY-NC-SA"),
        ("https://creativecommons.org/licenses/by/3.0/lt/", "CC BY"),
        ("http://rightsstatements.org/vocab/InC/1.0/", "InC"),
        ("https://rightsstatements.org/page/InC-OW-EU/1.0/?language=en", "InC-OW-EU"),
        ("cc by-sa", "CC BY-SA"),
        (" CNE ", "CNE"),
    ],
)
def test_find_rights_knows_each_by_its_address_and_name(text, key):
    found = find_rights(text)

    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "text", ["", "Visos teisės saugomos", "http://example.org/licenses/by/4.0/", "CC"]
)
def test_find_rights_knows_no_others(text):
    assert find_rights(text) is None


def test_every_statement_is_found_by_its_own_address():
    for statement in rights_statements():
        assert find_rights(statement.uri) == statement
        assert find_rights(statement.key) == statement
