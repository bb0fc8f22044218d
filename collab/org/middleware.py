"""Who is asking, in which language and time zone: a session's person, or the bearer of an access token."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from collab.common import clock

from .models import ApiToken
from .selectors import bearer_of

UNASKED = ("/static/", "/livez", "/readyz", "/metrics")
BEARER = "bearer "


class PersonMiddleware:
    """Resolves access tokens under /api/ and speaks to each person as they like to be spoken to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.token, request.bearer = None, False  # type: ignore[attr-defined]
        if request.path_info.startswith(UNASKED):
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            _read_token(request)
        _speak_to(request)
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


def _read_token(request: HttpRequest) -> None:
    """Put the token's person in the session's place; a wrong token is nobody, whatever the session says."""
    header = request.headers.get("Authorization", "")
    if header[: len(BEARER)].lower() != BEARER:
        return
    request.bearer = True  # type: ignore[attr-defined]
    now = clock.now()
    token, use_is_news = bearer_of(header[len(BEARER) :].strip(), now)
    request.token = token  # type: ignore[attr-defined]
    request.user = token.person if token else AnonymousUser()
    if token and use_is_news:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _speak_to(request: HttpRequest) -> None:
    user = request.user
    if not user.is_authenticated:
        return
    if user.language:
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language
    timezone.activate(user.zone)
