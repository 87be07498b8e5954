"""The grading of a target on one page of print: A4 as PDF, plots and the table of levels."""

import io

from PIL import Image, ImageDraw

from pipeline.target_plots import (
    BLACK,
    GREY,
    PALE,
    STRONG,
    Axis,
    Colour,
    Plot,
    Said,
    fitted,
    font,
)
from qa.targets.measures import MEASURES, Measure
from qa.targets.report import ResponseCurve, TargetReport
from qa.targets.wording import (
    DIRECTIONS,
    KINDS,
    level_of,
    said_measure,
    said_reason,
    said_verdict,
    said_where,
)
from schemas.texts import N_, Translate

PPI = 200
WIDTH, HEIGHT = 1654, 2339
_LEFT, _RIGHT = 110, WIDTH - 90
_TABLE_TOP = 1330
_ROW = 30
_COLUMNS = (_LEFT, 615, 855, 1085, 1215, 1345, 1475)


def render_sheet(
    report: TargetReport, file_name: str, made_on: str, translate: Translate, decimal: str = "."
) -> bytes:
    """The page as PDF."""
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    _Sheet(page, report, translate, Said(decimal)).draw_all(file_name, made_on)
    pdf = io.BytesIO()
    page.save(pdf, "PDF", resolution=PPI, quality=92, title=file_name)
    return pdf.getvalue()


class _Sheet:
    def __init__(
        self, page: Image.Image, report: TargetReport, translate: Translate, said: Said
    ) -> None:
        self.draw = ImageDraw.Draw(page)
        self.report, self.translate, self.said = report, translate, said

    def draw_all(self, file_name: str, made_on: str) -> None:
        self._head(file_name, made_on)
        self._tone((_LEFT + 50, 570, 780, 860))
        self._response((_LEFT + 860, 570, _RIGHT, 860))
        self._differences((_LEFT + 50, 1010, _RIGHT, 1230))
        self._table()

    def _head(self, file_name: str, made_on: str) -> None:
        _, report = self.translate, self.report
        title = _(N_("Grading of a target: {name}")).format(name=file_name)
        self.draw.text((_LEFT, 80), fitted(self.draw, title, 1450, 40), BLACK, font(34, bold=True))
        named = report.target or _(KINDS.get(report.kind, report.kind))
        facts = [named]
        if report.reference:
            facts.append(_(N_("reference values {name}")).format(name=report.reference))
        facts.append(report.profile or _(N_("no colour profile")))
        facts.append(made_on)
        self.draw.text((_LEFT, 140), " · ".join(facts), GREY, font(22))
        top = 200
        for verdict in report.verdicts:
            text = said_verdict(verdict, _)
            head, _separator, tail = text.partition("; ")
            self.draw.text((_LEFT, top), head, BLACK, font(26, bold=True))
            if tail:
                short = fitted(self.draw, tail, _RIGHT - _LEFT - 20, 22)
                self.draw.text((_LEFT + 20, top + 34), short, GREY, font(22))
            top += 74

    def _tone(self, box: tuple[int, int, int, int]) -> None:
        _ = self.translate
        marks = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
        across = Axis(0, 100, marks, _(N_("L* in truth")))
        plot = Plot(self.draw, box, across, Axis(0, 100, marks, _(N_("L* in the scan"))), self.said)
        plot.frame(_(N_("Tone response")))
        plot.curve([(0, 0), (100, 100)], PALE)
        greys = [p for p in self.report.patches if p.name in self.report.greys]
        points = sorted((p.reference[0], p.lab[0]) for p in greys if p.lab is not None)
        if points:
            plot.curve(points, STRONG[0], dots=True)
        else:
            self._absent(box, "tone")

    def _response(self, box: tuple[int, int, int, int]) -> None:
        _ = self.translate
        across = Axis(0, 1, (0.0, 0.25, 0.5, 0.75, 1.0), _(N_("cycles/px")), 2)
        up = Axis(0, 1.2, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2), _(N_("modulation")), 1)
        plot = Plot(self.draw, box, across, up, self.said)
        plot.frame(_(N_("Spatial frequency response")))
        plot.upright(0.5, "Nyquist")
        for place, curve in enumerate(self.report.curves):
            points = list(zip(curve.frequencies, curve.modulation, strict=True))
            plot.curve(points, STRONG[place % len(STRONG)])
            self._key(box, place, curve)
        if not self.report.curves:
            self._absent(box, "sfr50")

    def _key(self, box: tuple[int, int, int, int], place: int, curve: ResponseCurve) -> None:
        x, y = box[2] - 250, box[1] + 30 + 34 * place
        self.draw.line([(x, y), (x + 40, y)], STRONG[place % len(STRONG)], 4)
        name = self.translate(DIRECTIONS[curve.direction])
        slant = self.said.number(curve.slant_degrees, 1)
        self.draw.text((x + 52, y), f"{name}, {slant}°", BLACK, font(20), anchor="lm")

    def _differences(self, box: tuple[int, int, int, int]) -> None:
        _, patches = self.translate, self.report.patches
        known = [p.delta_e for p in patches if p.delta_e is not None]
        most = max((4.0, *known)) * 1.1
        step = 1.0 if most < 6 else 2.0 if most < 12 else 5.0 if most < 30 else 20.0
        marks = tuple(step * n for n in range(int(most / step) + 1))
        count = max(1, len(patches))
        plot = Plot(
            self.draw, box, Axis(-0.5, count - 0.5, (), ""), Axis(0, most, marks, "ΔE2000"),
            self.said,
        )  # fmt: skip
        plot.frame(_(N_("Colour difference of each patch")))
        for number, patch in enumerate(patches):
            if patch.delta_e is not None:
                plot.bar(number, 0.8, patch.delta_e, _shade(patch.reference))
            if count <= 30:
                x, y = plot.point(number, 0)
                self.draw.text((x, y + 8), str(number + 1), GREY, font(16), anchor="ma")
        mean = self.report.measure("delta_e_mean")
        if mean is not None and mean.value is not None:
            plot.level(mean.value, _(N_("mean")))
        else:
            self._absent(box, "delta_e_mean")

    def _absent(self, box: tuple[int, int, int, int], name: str) -> None:
        measure = self.report.measure(name) or Measure(name, reason="no-chart")
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        text = f"{said_measure(measure, self.translate)}: {said_reason(measure, self.translate)}"
        text = fitted(self.draw, text, box[2] - box[0] - 20, 20)
        width = self.draw.textlength(text, font(20)) / 2 + 12
        around = [middle[0] - width, middle[1] - 20, middle[0] + width, middle[1] + 20]
        self.draw.rectangle(around, fill="white")
        self.draw.text(middle, text, GREY, font(20), anchor="mm")

    def _table(self) -> None:
        _, verdicts = self.translate, self.report.verdicts
        heads = (_(N_("Measure")), _(N_("Value")), _(N_("Where")), *(v.name for v in verdicts))
        for x, right, head in zip(_COLUMNS, (*_COLUMNS[1:], _RIGHT + 40), heads, strict=True):
            short = fitted(self.draw, head.split(":")[0], right - x - 10, 18)
            self.draw.text((x, _TABLE_TOP), short, GREY, font(18))
        top = _TABLE_TOP + 30
        for measure in self.report.measures:
            self.draw.line([(_LEFT, top), (_RIGHT + 20, top)], PALE, 1)
            self._row(measure, top + 4)
            top += _ROW
        note = _(N_("Level reached in each measure; – below every level, ? limit not known."))
        self.draw.text((_LEFT, top + 10), note, GREY, font(18))

    def _row(self, measure: Measure, top: int) -> None:
        _, size = self.translate, 19
        cells = [_(MEASURES[measure.name].text), said_measure(measure, _, self.said.decimal)]
        if measure.reason:
            reason = fitted(self.draw, f"{cells[1]}: {said_reason(measure, _)}", 920, size)
            name = fitted(self.draw, cells[0], _COLUMNS[1] - _LEFT - 12, size)
            self.draw.text((_LEFT, top), name, GREY, font(size))
            self.draw.text((_COLUMNS[1], top), reason, GREY, font(size))
            return
        cells.append(said_where(measure, _))
        for x, right, cell in zip(_COLUMNS[:3], _COLUMNS[1:4], cells, strict=True):
            self.draw.text(
                (x, top), fitted(self.draw, cell, right - x - 12, size), BLACK, font(size)
            )
        for x, verdict in zip(_COLUMNS[3:], self.report.verdicts, strict=True):
            row = next((r for r in verdict.rows if r.measure == measure.name), None)
            decided = measure.name in verdict.decided_by
            text = "" if row is None else level_of(row, verdict)
            self.draw.text((x, top), text, BLACK, font(size, bold=decided))


def _shade(lab: tuple[float, float, float]) -> Colour:
    """A colour for the eye only, of a patch's true L*a*b* (D50)."""
    y = (lab[0] + 16) / 116
    roots = (y + lab[1] / 500, y, y - lab[2] / 200)
    bend = 6 / 29
    x, y, z = (
        white * (r**3 if r > bend else 3 * bend**2 * (r - 4 / 29))
        for r, white in zip(roots, (0.9642, 1.0, 0.8249), strict=True)
    )
    linear = (
        3.1339 * x - 1.6169 * y - 0.4906 * z,
        -0.9788 * x + 1.9161 * y + 0.0335 * z,
        0.0719 * x - 0.2290 * y + 1.4052 * z,
    )
    red, green, blue = (round(255 * min(1.0, max(0.0, v)) ** (1 / 2.2)) for v in linear)
    return red, green, blue
