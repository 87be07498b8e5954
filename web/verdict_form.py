"""The form in which a verdict is given: its buttons, and the verdict that stands already."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext

from catalogue.judgement import JUDGEABLE
from catalogue.models import DigitalObject, Page, User, Verdict
from catalogue.rights import Act
from catalogue.services.verdicts import are_own_scans
from catalogue.states import ObjectState
from web.wording import VERDICT_KEYS, VERDICTS, page_heading, translated


@dataclass(frozen=True, slots=True)
class Choice:
    """One button."""

    value: str
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class StandingVerdict:
    """A verdict in force, as it is said, and where it is withdrawn."""

    label: str
    about: str
    withdraw_url: str


@dataclass(frozen=True, slots=True)
class VerdictForm:
    """Everything the form shows."""

    url: str
    note: str = ""
    error: str = ""
    refusal: str = ""
    """Why this person may not judge here; then there are no buttons."""
    last: StandingVerdict | None = None
    choices: list[Choice] = field(default_factory=list)


def verdict_form(
    digital_object: DigitalObject,
    acts: frozenset[Act],
    *,
    user: User,
    page: Page | None = None,
    note: str = "",
    error: str = "",
) -> VerdictForm | None:
    """The form for a page or the whole object; None for those who give no verdicts, or too early.

    Without a verdict on this page the person's own last one in the object stands there, so that
    a slip is mended after going on to the next page, too.
    """
    if Act.GIVE_VERDICT not in acts or not _can_be_judged(digital_object):
        return None
    if are_own_scans(digital_object, user):
        return VerdictForm(
            url="", refusal=gettext("You scanned this object; somebody else must judge it.")
        )
    address = [digital_object.name] if page is None else [digital_object.name, page.number]
    return VerdictForm(
        url=reverse("verdict" if page is None else "page-verdict", args=address),
        note=note,
        error=error,
        last=_last(digital_object, page, user),
        choices=[
            Choice(value, translated(words[0]), VERDICT_KEYS[value])
            for value, words in VERDICTS.items()
        ]
        if digital_object.state in JUDGEABLE
        else [],
    )


def said_verdict(verdict: Verdict) -> str:
    """A verdict in words: of what page, and what."""
    words = translated(VERDICTS[verdict.decision][1]) if verdict.decision else gettext("Withdrawn")
    if verdict.page is None:
        return gettext("Whole object: {verdict}").format(verdict=words)
    return f"{page_heading(verdict.page.sequence)}: {words}"


def _can_be_judged(digital_object: DigitalObject) -> bool:
    return digital_object.state in (*JUDGEABLE, ObjectState.WITHDRAWN)


def _last(digital_object: DigitalObject, page: Page | None, user: User) -> StandingVerdict | None:
    in_force = (
        Verdict.objects.filter(digital_object=digital_object, withdraws=None, withdrawn_by=None)
        .select_related("by", "page")
        .order_by("-id")
    )
    found = in_force.filter(page=page).first()
    if found is None and page is not None:
        found = in_force.filter(by=user).first()
    if found is None:
        return None
    moment = f"{localtime(found.at):%Y-%m-%d %H:%M}"
    who = found.by.get_full_name() or found.by.get_username()
    about = " · ".join(filter(None, (who, moment, found.note)))
    return StandingVerdict(
        said_verdict(found), about, reverse("withdraw", args=[digital_object.name, found.pk])
    )
