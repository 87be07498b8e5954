"""Draws an example: the page small with its finding, and a piece of it pixel by pixel."""

import io

import numpy as np
from PIL import Image, ImageDraw

from qa.codes import plain_number, sentence, unit_of
from samples.fonts import Face, load_face
from samples.light import Pixels
from schemas.findings import Finding, Region
from tests.evaluation.qa.pictures.examples import Example

#: The whole picture, its pages, and the pieces shown pixel by pixel.
WIDTH, HEIGHT, GAP = 480, 400, 8
PIECE = 176
MAX_BYTES = 25_000
RED, DARK, PALE, GROUND = (190, 30, 30), (40, 40, 40), (120, 120, 120), (246, 246, 244)


def drawn(code: str, example: Example | None) -> bytes:
    """The picture as JPEG; its comment names the code, so that it can be told again."""
    if example is None:
        picture = _card(Finding(code, facts={"reason": "…"}), ())
    elif example.is_of_file or not example.images:
        picture = _card(example.finding, example.images)
    elif len(example.images) > 1:
        picture = _strip(example)
    else:
        picture = _page(example)
    for quality in range(82, 20, -6):
        coded = io.BytesIO()
        picture.save(coded, "JPEG", quality=quality, comment=code.encode(), optimize=True)
        if coded.tell() <= MAX_BYTES:
            break
    return coded.getvalue()


def _page(example: Example) -> Image.Image:
    """One page with its finding, beside it the place enlarged, with the fault and without."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    small, scale = _small(example.images[0], (WIDTH - PIECE - 3 * GAP, HEIGHT - 2 * GAP))
    left = GAP + (WIDTH - PIECE - 3 * GAP - small.width) // 2
    top = (HEIGHT - small.height) // 2
    picture.paste(small, (left, top))
    draw = ImageDraw.Draw(picture)
    _mark(draw, example.finding, (left, top), scale, small.size)
    x, y = WIDTH - PIECE - GAP, GAP
    for image, colour in ((example.images[0], RED), (example.sound, PALE)):
        if image is None or image.shape[:2] != example.images[0].shape[:2]:
            continue
        picture.paste(_piece(image, example.finding.region, example.images[0]), (x, y))
        draw.rectangle((x - 1, y - 1, x + PIECE, y + PIECE), outline=colour, width=2)
        y += PIECE + 2 * GAP
    return picture


def _strip(example: Example) -> Image.Image:
    """Pages beside each other; the one the finding is about is framed."""
    count = len(example.images)
    room = ((WIDTH - (count + 1) * GAP) // count, HEIGHT - 80)
    widest, highest = (max(image.shape[axis] for image in example.images) for axis in (1, 0))
    scale = min(room[0] / widest, room[1] / highest)
    smalls = [_scaled(image, scale) for image in example.images]
    height = max(small.height for small in smalls) + 2 * GAP
    picture = Image.new("RGB", (WIDTH, height), GROUND)
    draw, x = ImageDraw.Draw(picture), GAP
    for place, small in enumerate(smalls):
        picture.paste(small, (x, GAP))
        if place == example.place:
            _mark(draw, example.finding, (x, GAP), scale, small.size)
        x += room[0] + GAP
    return picture


def _card(finding: Finding, images: tuple[Pixels, ...]) -> Image.Image:
    """A file, or what it shows, and the sentence beside it."""
    picture = Image.new("RGB", (WIDTH, 150), GROUND)
    draw = ImageDraw.Draw(picture)
    if images:
        small, _ = _small(images[0], (100, 126))
        picture.paste(small, (16, 12))
        draw.rectangle((15, 11, 16 + small.width, 12 + small.height), outline=RED, width=2)
    else:
        sheet = [(24, 20), (84, 20), (108, 44), (108, 130), (24, 130)]
        draw.polygon(sheet, fill=(255, 255, 255), outline=DARK)
        draw.line([(84, 20), (84, 44), (108, 44)], fill=DARK)
        draw.line([(44, 66), (88, 110)], fill=RED, width=5)
        draw.line([(88, 66), (44, 110)], fill=RED, width=5)
    bold, plain = load_face(Face.SANS_BOLD, 15), load_face(Face.SANS_CONDENSED, 14)
    draw.text((132, 20), finding.code, fill=RED, font=bold)
    for row, line in enumerate(_lines(sentence(finding), 48)[:5]):
        draw.text((132, 44 + 18 * row), line, fill=DARK, font=plain)
    return picture


def _mark(
    draw: ImageDraw.ImageDraw, finding: Finding, at: tuple[int, int], scale: float,
    size: tuple[int, int],
) -> None:  # fmt: skip
    """The finding's box, or a frame around all, with the measured number and the limit."""
    left, top, right, bottom = at[0], at[1], at[0] + size[0] - 1, at[1] + size[1] - 1
    if (region := finding.region) is not None:
        left, top = at[0] + round(region.x * scale), at[1] + round(region.y * scale)
        right = min(right, left + max(4, round(region.width * scale)))
        bottom = min(bottom, top + max(4, round(region.height * scale)))
    draw.rectangle((left, top, right, bottom), outline=RED, width=2)
    told = _told(finding)
    font = load_face(Face.SANS_BOLD, 13)
    width = round(font.getlength(told)) + 8
    x = max(at[0], min(left, at[0] + size[0] - width))
    y = top - 18 if top - 18 >= at[1] else min(top, at[1] + size[1] - 18)
    draw.rectangle((x, y, x + width, y + 18), fill=RED)
    draw.text((x + 4, y + 2), told, fill=(255, 255, 255), font=font)


def _told(finding: Finding) -> str:
    """What was measured and what is allowed; the code where nothing was measured."""
    if finding.measured is None:
        return finding.code
    unit = unit_of(finding.code)
    space = "" if unit == "°" else " "
    told = f"{plain_number(finding.measured)}{space}{unit}".strip()
    return told if finding.limit is None else f"{told} ({plain_number(finding.limit)})"


def _small(image: Pixels, room: tuple[int, int]) -> tuple[Image.Image, float]:
    """The page small, and how much smaller it is."""
    height, width = image.shape[:2]
    scale = min(room[0] / width, room[1] / height)
    return _scaled(image, scale), scale


def _scaled(image: Pixels, scale: float) -> Image.Image:
    height, width = image.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return _rgb(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _piece(image: Pixels, region: Region | None, faulty: Pixels) -> Image.Image:
    """A square of pixels as they are, in the middle of the finding or where most is printed."""
    height, width = image.shape[:2]
    x, y = _busiest(faulty) if region is None else (
        region.x + region.width // 2, region.y + region.height // 2,
    )  # fmt: skip
    left = int(np.clip(x - PIECE // 2, 0, max(0, width - PIECE)))
    top = int(np.clip(y - PIECE // 2, 0, max(0, height - PIECE)))
    return _rgb(image[top : top + PIECE, left : left + PIECE])


def _busiest(image: Pixels) -> tuple[int, int]:
    """Near the middle of the page, on a line that is printed."""
    height, width = image.shape[:2]
    grey = np.asarray(_rgb(image).convert("L"), np.float32)
    middle = grey[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4]
    return width // 2, height // 4 + int(middle.std(axis=1).argmax())


def _rgb(image: Pixels) -> Image.Image:
    eight = (image >> 8).astype(np.uint8) if image.dtype == np.uint16 else image
    return Image.fromarray(np.asarray(eight, np.uint8)).convert("RGB")


def _lines(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > width and line:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]
