"""Every refusal as RFC 9457 problem details."""

import math
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoInvalid
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from ..errors import FieldError, Forbidden, Invalid, NotFound, Refusal, StaleVersion, TransitionRefused
from .rendering import as_json


def problem(status: int, code: str, detail: Any, errors: list[FieldError] | None = None, **more: Any) -> dict:
    """The body; `title` names the kind of problem, `detail` what to do about this one."""
    return {
        "type": "about:blank",
        "title": str(_titles().get(status, _("Not possible"))),
        "status": status,
        "detail": str(detail),
        "code": code,
        "errors": [{"field": e.field, "code": e.code, "detail": str(e.detail)} for e in errors or []],
    } | more


def as_problem(error: Exception, context: dict) -> Response | None:
    """DRF's exception handler; None lets a real fault become a 500."""
    headers: dict[str, str] = {}
    if isinstance(error, Refusal):
        body = _of_refusal(error)
        if isinstance(error, StaleVersion) and error.facts.get("version"):
            headers["ETag"] = f'"v{error.facts["version"]}"'
    elif isinstance(error, Http404):
        body = _of_refusal(NotFound())
    elif isinstance(error, PermissionDenied):
        body = _of_refusal(Forbidden())
    elif isinstance(error, RequestDataTooBig):
        body = problem(400, "too_large", _("The request is too large."))
    elif isinstance(error, DjangoInvalid):
        body = _of_refusal(Invalid([FieldError("", "invalid", text) for text in error.messages]))
    elif isinstance(error, exceptions.APIException):
        body = _of_framework(error, headers)
    else:
        return None
    return Response(body, status=body["status"], headers=headers, content_type="application/problem+json")


def problem_answer(error: Refusal) -> HttpResponse:
    """A refusal raised outside the API's own views, such as by a middleware."""
    return problem_body(_of_refusal(error))


def problem_body(body: dict) -> HttpResponse:
    """These problem details as an answer."""
    return HttpResponse(as_json(body), status=body["status"], content_type="application/problem+json")


def _of_refusal(error: Refusal) -> dict:
    more: dict[str, Any] = {}
    if isinstance(error, TransitionRefused):
        more = {key: error.facts[key] for key in ("state", "allowed") if key in error.facts}
    if isinstance(error, StaleVersion):
        more = {"version": error.facts.get("version")}
    return problem(error.status, error.code, error, getattr(error, "errors", None), **more)


def _of_framework(error: exceptions.APIException, headers: dict[str, str]) -> dict:
    if isinstance(error, exceptions.AuthenticationFailed | exceptions.NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
        return problem(401, "not_signed_in", error.detail)
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(math.ceil(getattr(error, "wait", None) or 1))
        return problem(429, "too_many_requests", error.detail)
    codes = error.get_codes()
    return problem(error.status_code, codes if isinstance(codes, str) else "invalid", error.detail)


def _titles() -> dict[int, str]:
    return {
        400: _("Please check what you sent"),
        401: _("Please sign in"),
        403: _("Not yours to do"),
        404: _("Not found"),
        405: _("Method not allowed"),
        409: _("Does not fit the present state"),
        412: _("Changed in the meantime"),
        415: _("Unsupported format"),
        422: _("Key used before"),
        428: _("Version required"),
        429: _("Too many requests"),
        500: _("A fault of ours"),
    }
