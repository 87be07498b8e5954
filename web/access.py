"""Doors: the object an address names, for those who may see it and do what they came for."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from catalogue.models import DigitalObject, User
from catalogue.rights import Act, acts_of


def person(request: HttpRequest) -> User:
    """Who asks; the sign-in middleware has seen to it that it is somebody."""
    return cast(User, request.user)


def visible_object(request: HttpRequest, name: str) -> DigitalObject:
    """The object of this name.

    Raises:
        Http404: there is none, or this person may not know of it.
    """
    return object_and_acts(request, name)[0]


def object_and_acts(request: HttpRequest, name: str) -> tuple[DigitalObject, frozenset[Act]]:
    """The object of this name, and everything this person may do to it.

    Raises:
        Http404: there is none, or this person may not know of it.
    """
    found = DigitalObject.objects.select_related("library", "device").filter(name=name).first()
    acts = acts_of(request.user, found)
    if found is None or Act.VIEW_OBJECT not in acts:
        raise Http404
    return found, acts


def object_for(request: HttpRequest, name: str, act: Act) -> DigitalObject:
    """The object of this name, for somebody who may do ``act`` to it.

    Raises:
        Http404: there is none, or this person may not know of it.
        PermissionDenied: this person may see it only.
    """
    found, acts = object_and_acts(request, name)
    if act not in acts:
        raise PermissionDenied
    return found
