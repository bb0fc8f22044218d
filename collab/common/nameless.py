"""The addresses behind which nobody is asked who they are, even where their browser could tell.

Whoever writes without a name must not be found by what the site keeps anyway. At these addresses cookies and sign-in are
left at the door before anything reads them, none are given back, and the web process writes no line into its access
log (`deploy/gunicorn.py`). The one cookie let through names a language and nothing else.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PREFIXES = ("/voice/anonymous/", "/voice/follow-up/")
LEFT_AT_THE_DOOR = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_USER_AGENT", "HTTP_REFERER")


def is_nameless(path: str) -> bool:
    """Whether a request to this path stays without a name."""
    return path.startswith(PREFIXES)


class NoNamelessLines(logging.Filter):
    """Drops the lines that Django writes about refused requests to these addresses, each of which has a time.

    Faults of ours stay: nothing that was sent is in their lines, and somebody has to mend them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        is_fault = record.name == "django.request" and record.levelno >= logging.ERROR
        return is_fault or request is None or not is_nameless(request.path_info)


class NamelessMiddleware:
    """Stands before sessions and sign-in, so that these see nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_nameless(request.path_info):
            return self.get_response(request)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        for header in LEFT_AT_THE_DOOR:
            request.META.pop(header, None)
        request.COOKIES = {settings.LANGUAGE_COOKIE_NAME: language} if language else {}
        answer = self.get_response(request)
        answer.cookies.clear()
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        return answer
