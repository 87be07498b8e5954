"""The form of a device: what it is, and what is asked of its targets."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models import Device
from catalogue.services.devices import MAX_HOURS, MAX_IMAGES, DeviceFacts
from catalogue.sessions import Policy, WhenMissing
from qa.targets.measures import MEASURES
from qa.targets.standards import CATEGORIES, STANDARDS, standard_for
from schemas.texts import N_
from web.drift import CHARTED
from web.wording import number, translated

CATEGORY_WORDS = {
    "bound-general": N_("bound, general"),
    "bound-rare": N_("bound, rare"),
    "unbound-general": N_("loose leaves, general"),
    "unbound-rare": N_("loose leaves and manuscripts, rare"),
    "oversize": N_("maps and posters"),
    "newspaper": N_("newspapers"),
    "photograph": N_("prints and photographs"),
}
assert set(CATEGORY_WORDS) == set(CATEGORIES)


class DecimalText(forms.CharField):
    """A number with comma or point, or nothing."""

    def to_python(self, value: Any) -> Any:
        """The number.

        Raises:
            ValidationError: it is none.
        """
        text = str(value or "").strip().replace(",", ".").replace("−", "-")
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            found = float("nan")
        if not abs(found) < 1e6:
            raise forms.ValidationError(_("A number is wanted."))
        return found

    def validate(self, value: Any) -> None:
        """Nothing beyond what ``to_python`` has seen to."""

    def run_validators(self, value: Any) -> None:
        """None: validators of texts do not know numbers."""


class DeviceForm(forms.Form):
    """Facts, policy and alarm limits of one device."""

    maker = forms.CharField(max_length=200, required=False, label=_("Maker"))
    model = forms.CharField(max_length=200, required=False, label=_("Model"))
    serial_number = forms.CharField(max_length=100, required=False, label=_("Serial number"))
    lens = forms.CharField(max_length=200, required=False, label=_("Lens"))
    software = forms.CharField(max_length=200, required=False, label=_("Software"))
    valid_hours = forms.IntegerField(
        min_value=1,
        max_value=MAX_HOURS,
        required=False,
        label=_("A target is valid for so many hours"),
        help_text=_("Empty in both fields: no targets are asked for."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    valid_images = forms.IntegerField(
        min_value=1,
        max_value=MAX_IMAGES,
        required=False,
        label=_("A target is valid for so many images"),
        help_text=_("Whichever ends first, the hours or the images."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    required_level = forms.ChoiceField(required=False, label=_("Level asked for"))
    category = forms.ChoiceField(label=_("Judged as"))
    when_missing = forms.ChoiceField(label=_("An object without a valid target is"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("required_level", list(_levels()))
        self._choose("category", [(key, translated(CATEGORY_WORDS[key])) for key in CATEGORIES])
        self._choose(
            "when_missing",
            [
                (WhenMissing.WARNING.value, gettext("a warning: it waits for a verdict")),
                (WhenMissing.INFO.value, gettext("a remark only")),
            ],
        )
        for name in CHARTED:
            for end in ("low", "high"):
                self.fields[f"{end}_{name}"] = DecimalText(required=False, max_length=20)

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """An alarm limit above its upper one is said at its field."""
        cleaned = super().clean() or self.cleaned_data
        for name in CHARTED:
            low, high = cleaned.get(f"low_{name}"), cleaned.get(f"high_{name}")
            if low is not None and high is not None and low >= high:
                self.add_error(f"low_{name}", gettext("The lower limit lies above the upper one."))
        return cleaned

    @property
    def facts(self) -> DeviceFacts:
        """What people say of the device."""
        names = ("maker", "model", "serial_number", "lens", "software")
        return DeviceFacts(**{name: self.cleaned_data[name] for name in names})

    @property
    def policy(self) -> Policy:
        """What is asked of it."""
        data = self.cleaned_data
        standard, _separator, level = data["required_level"].partition(":")
        return Policy(
            valid_hours=data["valid_hours"],
            valid_images=data["valid_images"],
            standard=standard,
            level=level,
            category=data["category"],
            when_missing=WhenMissing(data["when_missing"]),
        )

    @property
    def alarms(self) -> dict[str, tuple[float | None, float | None]]:
        """The alarm limits by measure; measures without any are left out."""
        data = self.cleaned_data
        pairs = {name: (data[f"low_{name}"], data[f"high_{name}"]) for name in CHARTED}
        return {name: pair for name, pair in pairs.items() if pair != (None, None)}

    def facts_fields(self) -> list[forms.BoundField]:
        """The first part of the form."""
        return [self[name] for name in ("maker", "model", "serial_number", "lens", "software")]

    def policy_fields(self) -> list[forms.BoundField]:
        """The second part."""
        names = ("valid_hours", "valid_images", "required_level", "category", "when_missing")
        return [self[name] for name in names]

    def alarm_rows(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """The third part: a measure with its unit, its lower and its upper limit."""
        return [
            (
                translated(MEASURES[name].text),
                translated(MEASURES[name].unit),
                self[f"low_{name}"],
                self[f"high_{name}"],
            )
            for name in CHARTED
        ]


def initial_of(device: Device) -> dict[str, Any]:
    """The form as the device stands now."""
    plain = ("maker", "model", "serial_number", "lens", "software", "valid_hours", "valid_images")
    found: dict[str, Any] = {name: getattr(device, name) for name in plain}
    found["required_level"] = f"{device.standard}:{device.level}" if device.standard else ""
    found |= {"category": device.category, "when_missing": device.when_missing}
    for name, pair in device.alarms.items():
        for end, value in zip(("low", "high"), pair, strict=True):
            found[f"{end}_{name}"] = "" if value is None else number(value)
    return found


def _levels() -> Iterator[tuple[str, Any]]:
    yield "", gettext("any, if it was graded")
    for key in STANDARDS:
        standard = standard_for(key, CATEGORIES[0])
        levels = [(f"{key}:{level}", f"{standard.name}: {level}") for level in standard.levels]
        yield standard.name, levels
