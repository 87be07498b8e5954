"""Writes MIX 2.0: the technical facts of one master image and the device that took it."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from lxml import etree

from schemas.mix_values import COLOUR_SPACES, ORIENTATIONS, DeviceFacts, TargetData
from schemas.pages import ImageFacts
from schemas.xml import MIX, XSI, legal_text, qualified, render_xml, schema_location

#: An element's name with its text, or with the elements within it.
_Node = tuple[str, "str | int | list[_Node] | None"]


def build_mix(
    facts: ImageFacts,
    sha512: str,
    size_bytes: int,
    original_name: str,
    *,
    device: DeviceFacts | None = None,
    captured_at: datetime | None = None,
    format_version: str = "",
    targets: Sequence[TargetData] = (),
) -> bytes:
    """Describe one image technically.

    Args:
        facts: what the header of the image says.
        sha512: its digest in hexadecimal.
        size_bytes: its size.
        original_name: its name as it left the device.
        device: what took it, where known.
        captured_at: when, where known.
        format_version: of its file format (``6.0`` of TIFF), where known.
        targets: by which it can be judged.
    """
    root = etree.Element(qualified(MIX, "mix"), nsmap={"mix": MIX, "xsi": XSI})
    root.attrib.update({str(k): v for k, v in schema_location(MIX).items()})
    _append(
        root,
        [
            (
                "BasicDigitalObjectInformation",
                _file_nodes(facts, sha512, size_bytes, original_name, format_version),
            ),
            ("BasicImageInformation", [("BasicImageCharacteristics", _image_nodes(facts))]),
            ("ImageCaptureMetadata", _capture_nodes(facts, device, captured_at)),
            ("ImageAssessmentMetadata", [*_assessment_nodes(facts), *_target_nodes(targets)]),
        ],
    )
    return render_xml(root)


def _file_nodes(
    facts: ImageFacts, sha512: str, size_bytes: int, original_name: str, format_version: str
) -> list[_Node]:
    identifier: list[_Node] = [
        ("objectIdentifierType", "file name"),
        ("objectIdentifierValue", original_name),
    ]
    return [
        ("ObjectIdentifier", identifier if original_name else []),
        ("fileSize", size_bytes),
        (
            "FormatDesignation",
            [("formatName", facts.media_type), ("formatVersion", format_version)],
        ),
        ("Compression", [("compressionScheme", facts.compression)]),
        ("Fixity", [("messageDigestAlgorithm", "SHA-512"), ("messageDigest", sha512)]),
    ]


def _image_nodes(facts: ImageFacts) -> list[_Node]:
    profile: list[_Node] = [("IccProfile", [("iccProfileName", facts.icc_profile)])]
    return [
        ("imageWidth", facts.width_px),
        ("imageHeight", facts.height_px),
        (
            "PhotometricInterpretation",
            [
                ("colorSpace", COLOUR_SPACES.get(facts.colour_space, facts.colour_space)),
                ("ColorProfile", profile),
            ],
        ),
    ]


def _capture_nodes(
    facts: ImageFacts, device: DeviceFacts | None, captured_at: datetime | None
) -> list[_Node]:
    known = device or DeviceFacts()
    kind = "digital still camera" if known.is_camera else "reflection print scanner"
    general: list[_Node] = [
        ("dateTimeCreated", captured_at.isoformat() if captured_at else ""),
        ("imageProducer", known.operator),
        ("captureDevice", kind if device else ""),
    ]
    orientation = facts.orientation if 1 <= facts.orientation <= len(ORIENTATIONS) else 1
    return [
        ("GeneralCaptureInformation", general),
        *(_camera_nodes(known) if known.is_camera else _scanner_nodes(known)),
        ("orientation", ORIENTATIONS[orientation - 1]),
        ("methodology", f"lens: {known.lens}" if known.lens else ""),
    ]


def _scanner_nodes(device: DeviceFacts) -> list[_Node]:
    model: list[_Node] = [
        ("scannerModelName", device.model),
        ("scannerModelSerialNo", device.serial_number),
    ]
    software: list[_Node] = [
        ("scanningSoftwareName", device.software),
        ("scanningSoftwareVersionNo", device.software_version),
    ]
    scanner: list[_Node] = [
        ("scannerManufacturer", device.manufacturer),
        ("ScannerModel", model),
        ("ScanningSystemSoftware", software),
    ]
    return [("ScannerCapture", scanner)]


def _camera_nodes(device: DeviceFacts) -> list[_Node]:
    """A camera; MIX has a place for software at scanners only, so that both are told."""
    model: list[_Node] = [
        ("digitalCameraModelName", device.model),
        ("digitalCameraModelSerialNo", device.serial_number),
    ]
    camera: list[_Node] = [
        ("digitalCameraManufacturer", device.manufacturer),
        ("DigitalCameraModel", model),
    ]
    software = DeviceFacts(software=device.software, software_version=device.software_version)
    return [*_scanner_nodes(software), ("DigitalCameraCapture", camera)]


def _assessment_nodes(facts: ImageFacts) -> list[_Node]:
    metrics: list[_Node] = []
    if facts.ppi_x and facts.ppi_y:
        metrics = [
            ("samplingFrequencyUnit", "in."),
            ("xSamplingFrequency", _rational(facts.ppi_x)),
            ("ySamplingFrequency", _rational(facts.ppi_y)),
        ]
    bits: list[_Node] = [("bitsPerSampleValue", facts.bits_per_channel)] * facts.channels
    encoding: list[_Node] = [
        ("BitsPerSample", [*bits, ("bitsPerSampleUnit", "integer")]),
        ("samplesPerPixel", facts.channels),
    ]
    return [("SpatialMetrics", metrics), ("ImageColorEncoding", encoding)]


def _target_nodes(targets: Sequence[TargetData]) -> list[_Node]:
    """All targets; the schema has each kind of fact together, not each target."""
    kinds = dict.fromkeys("internal" if one.is_internal else "external" for one in targets)
    names: list[_Node] = [("TargetID", [("targetName", one.name)]) for one in targets]
    shots = dict.fromkeys(one.external_target for one in targets)
    gradings = dict.fromkeys(one.performance_data for one in targets)
    nodes: list[_Node] = [("targetType", kind) for kind in kinds]
    nodes += names
    nodes += [("externalTarget", path) for path in shots]
    nodes += [("performanceData", path) for path in gradings]
    return [("TargetData", nodes)]


def _rational(number: float) -> list[_Node]:
    fraction = Fraction(number).limit_denominator(10_000)
    return [("numerator", fraction.numerator), ("denominator", fraction.denominator)]


def _append(parent: etree._Element, nodes: list[_Node]) -> None:
    """Write the nodes that hold anything."""
    for name, content in nodes:
        if content in ("", None, []):
            continue
        child = etree.SubElement(parent, qualified(MIX, name))
        if not isinstance(content, list):
            child.text = legal_text(str(content))
            continue
        _append(child, content)
        if len(child) == 0:
            parent.remove(child)
