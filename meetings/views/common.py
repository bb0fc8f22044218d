"""What the pages of a meeting, an agenda item and a decision have in common."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from collab.common.actor import Actor
from collab.common.errors import NotFound, Refusal
from collab.common.markdown import render as markdown
from collab.common.partials import show_refusal
from collab.matters import policies as matter_policies
from collab.matters.models import Kind, Link, LinkKind, Matter
from collab.matters.page import people_of, steps_of, talk_of
from collab.matters.rows import LIGHT_WORDS, live_triggers, rows_of, tone_of, url_of
from collab.matters.views.discussion import CommentForm, FileForm
from collab.matters.views.page import watched
from tasks.models import Task

from ..models import MinutesReading


def find(model: type[Matter], person, pk: int, *more: str) -> Any:
    """The matter with what its page shows, or NotFound."""
    rows = model.objects.visible_to(person).select_related("department", "owner", "created_by", *more)
    return watched(rows, person, pk)


def about(matter: Any, person, live: Iterable[int] = ()) -> dict[str, Any]:
    """What every page of a matter draws; `live` are further matters whose changes it shows."""
    actor = Actor(person, "page")
    may_edit = matter_policies.can_edit(actor, matter)
    topics = [f"matter.{pk}" for pk in (matter.pk, *live)]
    return {
        "matter": matter,
        "url": url_of(matter),
        "tone": tone_of(matter),
        "light_label": LIGHT_WORDS[matter.light],
        "body_html": markdown(matter.body),
        "steps": steps_of(matter, person),
        "line": matter.machine.line(matter.status),
        "people": people_of(matter, (), may_edit),
        "labels": list(matter.labels.all()),
        "may_edit": may_edit,
        "watching": matter.is_watched,
        "comment_form": CommentForm(),
        "file_form": FileForm(),
        "topics": topics,
        "triggers": live_triggers(topics),
        "source": source_of(matter, person),
    } | talk_of(matter, person)


def source_of(matter: Matter, person) -> dict[str, Any] | None:
    """The line of minutes it was taken over from, with its address where the reader may review them."""
    source = (matter.extra or {}).get("source")
    if not source:
        return None
    seen = MinutesReading.objects.visible_to(person).filter(pk=source["reading"]).exists()
    return source | {
        "url": f"{reverse('meetings:review', args=[source['reading']])}#line-{source['line']}" if seen else ""
    }


def work_from(ids: Iterable[int], person) -> list[dict[str, Any]]:
    """Rows of the tasks that came from these matters, as far as the reader sees them."""
    led = Link.objects.filter(source__in=list(ids), kind=LinkKind.LED_TO, target__kind=Kind.TASK)
    tasks = Task.objects.visible_to(person).with_card().filter(pk__in=led.values("target"))
    return rows_of(tasks.order_by("pk")[:200])


class FormPage(LoginRequiredMixin, View):
    """A form on a page of its own; a refusal keeps what was typed."""

    template: str

    def form(self, data=None) -> forms.Form:
        raise NotImplementedError

    def carry_out(self, form: Any) -> str:
        """Do it; the address to go to."""
        raise NotImplementedError

    def more(self) -> dict[str, Any]:
        """What the template shows beside the form."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            address = self.carry_out(form)
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, refusal.status)
        return redirect(address)

    def show(self, form: forms.Form, status: int = 200) -> HttpResponse:
        return render(self.request, self.template, {"form": form} | self.more(), status=status)
