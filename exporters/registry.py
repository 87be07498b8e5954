"""Whom we can deliver to, by name."""

from exporters.base import Exporter
from exporters.errors import UnknownExporterError
from exporters.vepis import VepisExporter

_exporters: dict[str, Exporter] = {}


def register(exporter: Exporter) -> None:
    """Make an exporter known; one of the same name is replaced."""
    _exporters[exporter.name] = exporter


def unregister(name: str) -> None:
    """Forget an exporter."""
    _exporters.pop(name, None)


def exporter_names() -> tuple[str, ...]:
    """All known names, sorted."""
    return tuple(sorted(_exporters))


def get_exporter(name: str) -> Exporter:
    """The exporter of that name.

    Raises:
        UnknownExporterError: there is none.
    """
    try:
        return _exporters[name]
    except KeyError as error:
        known = ", ".join(exporter_names())
        raise UnknownExporterError(name=name, known=known) from error


register(VepisExporter())
