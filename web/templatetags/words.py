"""Numbers and values in templates, written as their reader writes them."""

from django import template

from web.wording import number

register = template.Library()


@register.filter
def decimal(value: float | None) -> str:
    """A number with the reader's decimal sign; a dash where there is none."""
    return "–" if value is None else number(value)


@register.filter
def megabytes(size_bytes: int) -> str:
    """A size in megabytes, with one place below ten; small ones in kilobytes."""
    if size_bytes < 100_000:
        return f"{number(-(-size_bytes // 1000))} kB"
    size = size_bytes / 1_000_000
    return f"{number(round(size, 1 if size < 10 else 0))} MB"
