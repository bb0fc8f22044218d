"""How pages answer refusals: missing and foreign look the same, the others say what to do next."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from .api.problems import problem, problem_answer, problem_body
from .errors import Forbidden, NotFound, Refusal


class RefusalMiddleware:
    """Turns a Refusal that left a view into the door's own answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_refusal(request, error) if isinstance(error, Refusal) else None


def answer_refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
    """Problem details for the API, a toast where htmx asked, else a page."""
    if request.path_info.startswith("/api/"):
        return problem_answer(error)
    if request.headers.get("HX-Request") and error.status in (400, 409, 412, 422, 428):
        answer = HttpResponse(status=error.status)
        answer["HX-Reswap"] = "none"
        answer["HX-Trigger"] = json.dumps({"toast": {"text": str(error), "tone": "bad"}})
        return answer
    return refused(request, error)


def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    """The page for a refusal; 404 tells nothing about what there is."""
    if isinstance(error, NotFound):
        return render(request, "404.html", status=404)
    template = "403.html" if isinstance(error, Forbidden) else "400.html"
    return render(request, template, {"reason": str(error)}, status=error.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: an address that leads nowhere looks like one that is not shown."""
    return answer_refusal(request, NotFound())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return answer_refusal(request, Forbidden())


def fault(request: HttpRequest) -> HttpResponse:
    """handler500: a fault of ours, in the form the door promises."""
    if request.path_info.startswith("/api/"):
        words = _("Something went wrong on our side. It was recorded; try again later.")
        return problem_body(problem(500, "fault", words))
    return server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open too long, or from elsewhere."""
    context = {"reason": _("This page was open for a long time. Load it again and repeat the last step.")}
    return render(request, "403.html", context, status=403)
