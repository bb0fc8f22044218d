"""Who stands behind a session; demo accounts open from loopback alone, whatever backend would let them in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from collab.common import clock

from .models import Person
from .network import is_loopback
from .selectors import person_of_session


class SessionPerson:
    """Reads a session's person together with their standing."""

    def get_user(self, user_id: int) -> Person | None:
        """None where the account is disabled or gone."""
        return person_of_session(user_id, clock.now())


class AccountBackend(SessionPerson, AuthenticationBackend):
    """Local accounts and single sign-on, as allauth checks them."""


class DemoGuardBackend(SessionPerson, ModelBackend):
    """Stands before the other backends: refuses demo accounts from afar, checks no password itself."""

    def authenticate(self, request: HttpRequest | None, username=None, password=None, **kwargs: Any) -> None:
        """PermissionDenied ends the search, so that no later backend lets a demo account in."""
        handle = username or kwargs.get("email")
        if not handle or is_loopback(request):
            return
        if Person.objects.filter(is_demo=True, username__iexact=handle).exists():
            raise PermissionDenied
        if Person.objects.filter(is_demo=True, email__iexact=handle).exists():
            raise PermissionDenied
