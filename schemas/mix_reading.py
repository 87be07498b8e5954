"""Reads MIX 2.0 back, and MIX as others write it."""

import re

from lxml import etree

from schemas.errors import LibraryError
from schemas.mix_values import COLOURS_READ, ORIENTATIONS, DeviceFacts, MixRecord
from schemas.moments import UNKNOWN_MOMENT, moment_of
from schemas.pages import ImageFacts
from schemas.texts import N_
from schemas.xml import namespace_of, parse_xml, text_of

_CM_PER_INCH = 2.54


class NotMixError(LibraryError):
    """A file that should hold the technical facts of an image does not."""

    code = "MIX-001"
    message = N_("“{name}” holds no technical description of an image (MIX).")
    hint = N_("Choose the MIX file that belongs to the image.")


def parse_mix(data: bytes, *, name: str = "MIX") -> MixRecord:
    """Read a MIX document, or the first MIX within another document.

    Raises:
        NotMixError: there is none in it.
        BadXmlError, ForbiddenXmlError: not XML that is accepted.
    """
    root = parse_xml(data, name)
    mix = next((each for each in root.iter("{*}mix") if "/mix/" in namespace_of(each)), None)
    if mix is None:
        raise NotMixError(name=name)
    moment = moment_of(_text(mix, "dateTimeCreated"))
    digest = (
        _text(mix, "messageDigest") if _text(mix, "messageDigestAlgorithm") == "SHA-512" else ""
    )
    return MixRecord(
        facts=_read_facts(mix),
        sha512=digest,
        size_bytes=_whole(_text(mix, "fileSize")),
        original_name=_text(mix, "objectIdentifierValue"),
        format_version=_text(mix, "formatVersion"),
        device=_read_device(mix),
        captured_at=None if moment == UNKNOWN_MOMENT else moment,
    )


def _read_facts(mix: etree._Element) -> ImageFacts:
    bits = [_whole(text) for text in re.findall(r"\d+", _text(mix, "bitsPerSampleValue"))]
    values = len(list(mix.iter("{*}bitsPerSampleValue")))
    colour = _text(mix, "colorSpace").casefold()
    orientation = _text(mix, "orientation")
    return ImageFacts(
        media_type=_text(mix, "formatName"),
        width_px=_whole(_text(mix, "imageWidth")),
        height_px=_whole(_text(mix, "imageHeight")),
        channels=_whole(_text(mix, "samplesPerPixel")) or max(values, len(bits), 1),
        bits_per_channel=bits[0] if bits else 0,
        colour_space=COLOURS_READ.get(colour, "other"),
        compression=_text(mix, "compressionScheme"),
        ppi_x=_read_ppi(mix, "xSamplingFrequency"),
        ppi_y=_read_ppi(mix, "ySamplingFrequency"),
        icc_profile=_text(mix, "iccProfileName") or None,
        orientation=ORIENTATIONS.index(orientation) + 1 if orientation in ORIENTATIONS else 1,
    )


def _read_ppi(mix: etree._Element, name: str) -> float | None:
    element = next(mix.iter(f"{{*}}{name}"), None)
    if element is None:
        return None
    numerator = _whole(_text(element, "numerator") or text_of(element))
    number = numerator / (_whole(_text(element, "denominator")) or 1)
    per_inch = _CM_PER_INCH if _text(mix, "samplingFrequencyUnit") == "cm" else 1
    return number * per_inch or None


def _read_device(mix: etree._Element) -> DeviceFacts | None:
    kind = _text(mix, "captureDevice")
    device = DeviceFacts(
        manufacturer=_text(mix, "digitalCameraManufacturer") or _text(mix, "scannerManufacturer"),
        model=_text(mix, "digitalCameraModelName") or _text(mix, "scannerModelName"),
        serial_number=_text(mix, "digitalCameraModelSerialNo")
        or _text(mix, "scannerModelSerialNo"),
        lens=_text(mix, "methodology").removeprefix("lens: "),
        software=_text(mix, "scanningSoftwareName"),
        software_version=_text(mix, "scanningSoftwareVersionNo"),
        operator=_text(mix, "imageProducer"),
        is_camera=kind == "digital still camera",
    )
    return device if kind or device != DeviceFacts() else None


def _text(element: etree._Element, name: str) -> str:
    """The text of the first element of that name, however deep."""
    return text_of(next(element.iter(f"{{*}}{name}"), None))


def _whole(text: str) -> int:
    try:
        return int(float(text)) if text else 0
    except (ValueError, OverflowError):
        return 0
