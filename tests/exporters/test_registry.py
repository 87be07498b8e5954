import pytest

from exporters.base import DeliveryPlan
from exporters.errors import UnknownExporterError
from exporters.registry import exporter_names, get_exporter, register, unregister


class Postcards:
    """An exporter of somebody else."""

    name = "postcards"

    def missing_fields(self, package):
        return ("stamp",)

    def wanted_images(self, package):
        return ()

    def plan(self, package, rendered):
        return DeliveryPlan(self.name, package.object_id, "card", (), (), None, ("stamp",))


def test_an_exporter_of_our_own_is_found_until_it_is_taken_out():
    register(Postcards())
    try:
        assert exporter_names() == ("postcards", "vepis")
        assert get_exporter("postcards").missing_fields(None) == ("stamp",)
    finally:
        unregister("postcards")

    with pytest.raises(UnknownExporterError):
        get_exporter("postcards")


def test_unknown_names_are_answered_with_the_known_ones():
    with pytest.raises(UnknownExporterError, match=r"EXP-002.*vepys.*vepis"):
        get_exporter("vepys")
