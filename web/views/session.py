"""Signing in; signing out is Django's own."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView

#: What the demo makes, with the passwords it gives them.
DEMO_USERS = ()


class SignIn(LoginView):
    """The sign-in page; in demo mode, and on this computer only, it names the demo's users."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's users where they may be named."""
        context = super().get_context_data(**kwargs)
        address = self.request.META.get("REMOTE_ADDR") or "0.0.0.0"
        if settings.DEMO and ip_address(address).is_loopback:
            context["demo_users"] = DEMO_USERS
        return context
