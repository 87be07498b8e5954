"""What is wanted, and whether it was met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.evaluation.ocr.scores import GroupScore, Routed
from tests.evaluation.ocr.searching import Found

#: Real sets: so many fewer errors than the base line where that is above the floor.
FEWER, FLOOR = 0.20, 0.02
#: No page may be worse than the base line's by more.
WORSE_POINTS = 0.02
#: Highest folded error rates of Lithuanian classes.
MOST_CER = {"lit-modern": 0.007, "lit-antiqua": 0.018, "lit-fraktur": 0.04}
NEWSPAPERS = ("deu-nzz-newspaper", "newspaper")
LEAST_BAG, LEAST_ROUTED, LEAST_RECALL, LEAST_PRECISION = 0.88, 0.98, 0.90, 0.90
OURS, BASE = "skrynia", "tesseract"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that was wanted; ``is_met`` is None where it was not measured."""

    name: str
    wanted: str
    measured: str
    is_met: bool | None


def targets_of(
    groups: Sequence[GroupScore], routes: Routed | None, found: Mapping[str, Found]
) -> list[Target]:
    """All targets, met or missed."""
    by_name = {(one.group, one.reader): one for one in groups}
    out: list[Target] = []
    for (group, reader), ours in by_name.items():
        if reader == OURS:
            base = by_name.get((group, BASE))
            out += _of_group(ours, base)
    if routes is not None and routes.pages:
        share = routes.both / routes.pages
        out.append(Target("script and language", f"≥ {LEAST_ROUTED:.0%}", f"{share:.1%} of "
                          f"{routes.pages}", share >= LEAST_ROUTED))  # fmt: skip
    out += _of_search(found)
    return out


def _of_group(ours: GroupScore, base: GroupScore | None) -> Iterator[Target]:
    rate = ours.rate("cer")
    if rate is None:
        return
    if ours.group in MOST_CER:
        most = MOST_CER[ours.group]
        yield Target(f"{ours.group}: CER", f"≤ {most:.1%}", f"{rate:.2%}", rate <= most)
    if ours.group in NEWSPAPERS:
        bag = ours.bag_f1 or 0.0
        yield Target(
            f"{ours.group}: bag of words", f"≥ {LEAST_BAG}", f"{bag:.3f}", bag >= LEAST_BAG
        )
    if base is not None and ours.is_real:
        yield _against(ours, base, rate)
        yield _worst_page(ours, base)


def _against(ours: GroupScore, base: GroupScore, rate: float) -> Target:
    other = base.rate("cer") or 0.0
    most = other * (1 - FEWER) if other > FLOOR else other
    wanted = f"≤ {most:.2%} (base {other:.2%})"
    return Target(f"{ours.group}: CER", wanted, f"{rate:.2%}", rate <= most)


def _worst_page(ours: GroupScore, base: GroupScore) -> Target:
    before = {one.page.name: one.cer for one in base.pages}
    apart = {
        one.page.image.name: one.cer - before[one.page.name]
        for one in ours.pages
        if one.page.name in before
    }
    name = max(apart, key=apart.__getitem__)
    worst = apart[name]
    return Target(
        f"{ours.group}: worst page", f"≤ +{100 * WORSE_POINTS:.1f} points",
        f"{100 * worst:+.2f} ({name})", worst <= WORSE_POINTS,
    )  # fmt: skip


def _of_search(found: Mapping[str, Found]) -> Iterator[Target]:
    for name in ("typed rightly", "without marks"):
        one = found.get(f"{OURS} index, {name}")
        if one is None or one.recall is None:
            continue
        precision = one.precision or 0.0
        yield Target(
            f"search, {name}",
            f"recall@50 ≥ {LEAST_RECALL:.0%}, precision@10 ≥ {LEAST_PRECISION}",
            f"{one.recall:.1%}, {precision:.3f}, {one.queries} queries",
            one.recall >= LEAST_RECALL and precision >= LEAST_PRECISION,
        )
