"""Who may sign in: staff with their password; the demo's people only in the demo, only here."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from catalogue.models import User
from settings.demo import PREFIX


def is_local(request: HttpRequest | None) -> bool:
    """Whether the question comes from this very machine."""
    address = request.META.get("REMOTE_ADDR") if request is not None else None
    return bool(address) and ip_address(str(address)).is_loopback


class StaffBackend(ModelBackend):
    """Django's own, but that the demo's people are refused outside of the demo."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The account of this name and password, where it may be used from there."""
        if username and username.startswith(PREFIX) and not (settings.DEMO and is_local(request)):
            return None
        return super().authenticate(request, username, password, **kwargs)

    def get_user(self, user_id: int) -> User | None:
        """The account of a session; those of the demo end with the demo."""
        user = super().get_user(user_id)
        if user is not None and user.get_username().startswith(PREFIX) and not settings.DEMO:
            return None
        return user
