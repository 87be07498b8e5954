"""``/health``: whether the site's database and storage answer, for whoever watches over it."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from schemas.errors import LibraryError
from web.stored import stored_files


@login_not_required
@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """``ok`` for each part that answers; status 503 as soon as one does not."""
    parts = {"database": _answers(_ask_database), "storage": _answers(_ask_storage)}
    is_well = all(parts.values())
    answer = {name: "ok" if answers else "failed" for name, answers in parts.items()}
    return JsonResponse(answer, status=200 if is_well else 503)


def _answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except (DatabaseError, LibraryError, OSError):
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_storage() -> None:
    stored_files().root.store.entries("")
