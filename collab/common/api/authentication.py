"""Who may knock: a token within its scope, or a session with CSRF protection."""

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission


class DoorAuthentication(BaseAuthentication):
    """The middleware has resolved the token or the session; here the session's writes prove their origin."""

    def authenticate(self, request):
        plain = request._request
        if getattr(plain, "bearer", False):
            if plain.token is None:
                raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
            return plain.user, plain.token
        if not plain.user.is_authenticated or not plain.user.is_active:
            return None
        SessionAuthentication().enforce_csrf(request)
        return plain.user, None

    def authenticate_header(self, request) -> str:
        return "Bearer"


class SignedInWithinScope(BasePermission):
    """Everyone signs in; a token without the write scope only reads."""

    def has_permission(self, request, view) -> bool:
        if request.user is None or not request.user.is_authenticated:
            raise NotAuthenticated
        if request.method not in SAFE_METHODS and request.auth is not None and not request.auth.may_write:
            raise PermissionDenied(_("This token may only read."), code="scope")
        return True
