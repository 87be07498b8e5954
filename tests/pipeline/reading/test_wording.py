import re

from pipeline.reading.wording import WORDINGS, said_reason
from schemas.reading import Reason
from tests.journey.calls import ROOT


def test_every_reason_that_is_given_is_worded():
    given = set()
    for path in (ROOT / "pipeline/reading").glob("*.py"):
        text = path.read_text()
        given |= set(re.findall(r'Reason\(\s*"([a-z-]+)"', text))
        given |= set(re.findall(r'"(language-[a-z-]+)"', text))

    assert given == set(WORDINGS)


def test_reason_is_said_in_the_readers_words():
    reason = Reason("script-seen", {"script": "fraktur", "share": 0.93})
    lithuanian = {WORDINGS["script-seen"]: "raidės: {script} ({share})", "Fraktur": "fraktūra"}

    said = said_reason(reason, lambda text: lithuanian.get(text, text), lambda _: "0,93")

    assert said == "raidės: fraktūra (0,93)"


def test_unknown_reason_and_other_facts_are_told_plainly():
    assert said_reason(Reason("odd", {"a": 1})) == "odd: a 1"
    assert said_reason(Reason("odd")) == "odd"
    assert said_reason(Reason("model-chosen", {"way": "b"})) == "model-chosen: way b"
