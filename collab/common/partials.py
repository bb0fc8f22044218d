"""How a step opens as a dialog and how its outcome reaches the page: refusals keep what was typed."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from .actor import Actor
from .errors import Invalid, NotFound, Refusal, StaleVersion


def page_actor(request: HttpRequest) -> Actor:
    """The signed-in person, acting through a page."""
    return Actor(request.user, "page")


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page rather than the whole."""
    return bool(getattr(request, "htmx", False))


def done(
    request: HttpRequest,
    *,
    topics: Iterable[str] = (),
    url: str = "",
    said: str = "",
    tone: str = "good",
    leave: bool = False,
) -> HttpResponse:
    """The answer to a change that went in: close the dialog and fetch again what it touched.

    Without htmx, or with `leave`, go to `url` instead. `tone` is "bad" where `said` tells why it did not go in.
    """
    if not wants_part(request):
        return redirect(url or "/")
    answer = HttpResponse(status=204)
    if leave:
        answer["HX-Redirect"] = url
        return answer
    events: dict[str, Any] = {topic.replace(".", "-"): {} for topic in topics}
    if said:
        events["toast"] = {"text": said, "tone": tone}
    answer["HX-Trigger"] = json.dumps(events | {"closeDialog": {}})
    return answer


def show_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside the field it is about, or above the form."""
    errors = refusal.errors if isinstance(refusal, Invalid) else []
    for error in errors:
        form.add_error(error.field if error.field in form.fields else None, str(error.detail))
    if not errors:
        form.add_error(None, str(refusal))


class DialogView(LoginRequiredMixin, View):
    """GET shows the form; POST carries the step out, or shows the form again with what was typed.

    A kind of dialog says what it is about in `prepare`, which form it asks for in `form`, what it does in
    `carry_out`, and what changed by it in `topics`.
    """

    template = "components/dialog.html"
    title: Any = ""
    submit_label: Any = ""
    text: Any = ""
    number = ""
    danger = False
    refused = ""
    action = ""
    said: Any = ""
    leave = False

    def prepare(self) -> None:
        """Find what the step is about, inside the reader's audience, or raise NotFound."""

    def form(self, data=None) -> forms.Form:
        return forms.Form(data)

    def carry_out(self, form: forms.Form) -> None:
        raise NotImplementedError

    def topics(self) -> Iterable[str]:
        return ()

    def home(self) -> str:
        """Where to go when there is no dialog to close."""
        return "/"

    def more(self) -> dict[str, Any]:
        """What this dialog's own template shows beside."""
        return {}

    def conflict(self, form: forms.Form) -> dict[str, Any] | None:
        """Both texts, for a form that went stale; the form itself then carries the new version."""
        return None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.form(self.data())
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            self.carry_out(form)
        except StaleVersion as stale:
            conflict = self.conflict(form)
            fresh = self.renewed(form) if conflict else form
            if conflict is None:
                show_refusal(fresh, stale)
            return self.show(fresh, status=stale.status, conflict=conflict)
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, status=refusal.status)
        return done(request, topics=self.topics(), url=self.home(), said=str(self.said), leave=self.leave)

    def data(self) -> Any:
        return self.request.POST

    def renewed(self, form: forms.Form) -> forms.Form:
        """The same answers on the version that is current now."""
        return form

    def show(
        self, form: forms.Form, status: int = 200, conflict: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "title": self.title,
            "submit_label": self.submit_label,
            "text": self.text,
            "number": self.number,
            "danger": self.danger,
            "refused": self.refused,
            "form": form,
            "action": self.action or self.request.get_full_path(),
            "conflict": conflict,
        } | self.more()
        template = self.template if wants_part(self.request) else "components/dialog_page.html"
        return render(self.request, template, context, status=status)
