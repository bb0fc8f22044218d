"""Demo accounts open from loopback alone, whatever backend would let them in."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import Person
from .network import is_loopback


class DemoGuardBackend(ModelBackend):
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

    def user_can_authenticate(self, user) -> bool:
        return bool(user.is_active)
