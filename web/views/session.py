"""Signing in; signing out is Django's own."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView

from settings.demo import DEMO_USERS
from web.signing_in import is_local


class SignIn(LoginView):
    """The sign-in page; in demo mode, and on this computer only, it names the demo's users."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's users where they may be named."""
        context = super().get_context_data(**kwargs)
        if settings.DEMO and is_local(self.request):
            context["demo_users"] = [(user.name, user.password) for user in DEMO_USERS]
        return context
