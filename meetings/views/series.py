"""Pages of meeting series: the list, one with its coming times, standing agenda and backlog, and its dialogs."""

from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views import View

from collab.activity.models import Activity
from collab.activity.sentences import detail_of, sentence_of
from collab.common import clock
from collab.common.errors import Forbidden, NotFound
from collab.common.keyset import Page
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.matters.page import steps_of
from collab.matters.rows import day_words, live_triggers, url_of
from collab.matters.views.doing import RowDialog
from collab.org.recurrence import rule_words
from collab.org.standing import standing_of

from .. import actions
from ..filters import SeriesFilter
from ..forms import SeriesForm
from ..models import Meeting, MeetingSeries, SeriesItem, SeriesTopic, TopicState
from ..series import policies
from ..series.rhythm import falls_of
from .common import FormPage
from .lists import ListView, meeting_rows

COMING, PAST, HISTORY, TOPICS = 8, 20, 40, 100


def find_series(person, pk: int) -> MeetingSeries:
    """The series with its people, or NotFound."""
    rows = MeetingSeries.objects.visible_to(person).select_related("department", "chair", "secretary")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def rhythm_words(series: MeetingSeries) -> str:
    """How often, in words where there are any."""
    return rule_words(series.rrule) or _("Not regularly")


class SeriesList(ListView):
    """What is held regularly, as far as the reader may see it."""

    template, part, filter = "meetings/series_list.html", "meetings/_series_list.html", SeriesFilter

    def rows(self) -> QuerySet:
        return MeetingSeries.objects.visible_to(self.request.user).select_related("department", "chair")

    def shown(self, page: Page) -> dict[str, Any]:
        ahead: Any = Meeting.objects.visible_to(self.request.user)
        ahead = ahead.upcoming(clock.now())
        coming: dict[int, Meeting] = {}
        for meeting in ahead.filter(series__in=page.rows):
            coming.setdefault(meeting.series_id, meeting)  # type: ignore[arg-type]
        rows = [{"row": row, "every": rhythm_words(row), "next": coming.get(row.pk)} for row in page.rows]
        return {"rows": rows}


class SeriesPage(LoginRequiredMixin, View):
    """One series: when it meets next, who takes part, its standing agenda, its backlog, what it has held."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, "meetings/series.html", context_of(find_series(request.user, pk), request))


def context_of(series: MeetingSeries, request: HttpRequest) -> dict[str, Any]:
    """What the page draws."""
    person, actor = request.user, page_actor(request)
    held = Meeting.objects.visible_to(person).with_card().filter(series=series)
    meetings = list(held.order_by("-starts_at", "-pk")[: PAST + COMING])
    topics = [f"department.{series.department_id}", *(f"matter.{row.pk}" for row in meetings[:COMING])]
    backlog = list(series.seriestopics.select_related("department", "proposed_by", "item")[:TOPICS])
    return {
        "series": series,
        "every": rhythm_words(series),
        "purpose_html": markdown(series.purpose),
        "steps": steps_of(series, person, _series_url),
        "may_manage": policies.can_manage(actor, series),
        "coming": coming_of(series, meetings),
        "meetings": meeting_rows([row for row in meetings if not row.is_open or row.status == "minutes_due"]),
        "items": [
            {"row": row, "steps": steps_of(row, person, _item_url)["may"]}
            for row in series.seriesitems.select_related("presenter")
        ],
        "topics_waiting": [
            {"row": row, "steps": steps_of(row, person, _topic_url)["may"]}
            for row in backlog
            if row.state == TopicState.WAITING
        ],
        "topics_settled": [
            {"row": row, "url": url_of(row.item) if row.item else ""}
            for row in backlog
            if row.state != TopicState.WAITING
        ],
        "people": list(series.attendees.all()),
        "departments": list(series.departments.all()),
        "history": history_of(series),
        "topics": topics,
        "triggers": live_triggers(topics),
    }


def coming_of(series: MeetingSeries, meetings: list[Meeting]) -> list[dict[str, Any]]:
    """The next times, each with its meeting, the reason it is left out, or neither yet; extra meetings among them."""
    now = clock.now()
    made = {row.occurs_at: row for row in meetings if row.occurs_at}
    left = {row.at: row for row in series.leftouts.filter(at__gt=now)}
    found: list[dict[str, Any]] = []
    for at in islice(falls_of(series, now) if series.is_active else iter(()), COMING):
        meeting, left_out = made.get(at), left.get(at)
        found.append(_time(at, meeting, left_out))
    shown = {row["meeting"].pk for row in found if row["meeting"]}
    extra = [row for row in meetings if row.is_open and row.pk not in shown and row.status != "minutes_due"]
    found += [_time(row.starts_at, row, None) for row in extra]
    return sorted(found, key=lambda row: row["sorted"])


def _time(at: datetime, meeting: Meeting | None, left_out) -> dict[str, Any]:
    return {
        "at": at,
        "sorted": meeting.starts_at if meeting else at,
        "meeting": meeting,
        "url": url_of(meeting) if meeting else "",
        "moved": bool(meeting and meeting.starts_at != at),
        "left_out": left_out,
        "query": f"?at={at:%Y-%m-%dT%H:%M:%SZ}",
    }


def history_of(series: MeetingSeries) -> list[dict[str, Any]]:
    """What was done with the series, newest first."""
    rows = Activity.objects.filter(event__startswith="meeting_series.", facts__series=series.pk)
    return [
        {
            "sentence": sentence_of(row),
            "note": detail_of(row),
            "at_iso": row.at.isoformat(),
            "at_text": day_words(row.at),
            "icon": "point",
        }
        for row in rows.select_related("actor", "on_behalf_of").order_by("-pk")[:HISTORY]
    ]


def _series_url(row: MeetingSeries, name: str) -> str:
    return reverse("meetings:series_do", args=[row.pk, name])


def _item_url(row: SeriesItem, name: str) -> str:
    return reverse("meetings:series_item", args=[row.pk, name])


def _topic_url(row: SeriesTopic, name: str) -> str:
    return reverse("meetings:topic", args=[row.pk, name])


class SeriesCreate(FormPage):
    """Set up a series."""

    template = "meetings/series_form.html"

    def form(self, data=None) -> SeriesForm:
        person: Any = self.request.user
        own = sorted(standing_of(person).department_ids)
        initial = {
            "department": own[0] if own else None,
            "secretary": person.pk,
            "zone": str(person.zone),
            "first_on": clock.now().astimezone(person.zone).date(),
            "every": "FREQ=WEEKLY",
        }
        return SeriesForm(data, actor=page_actor(self.request), initial=initial)

    def carry_out(self, form: Any) -> str:
        series = actions.create_series(actor=page_actor(self.request), **form.answers())
        return reverse("meetings:one_series", args=[series.pk])


class SeriesEdit(FormPage):
    """Change a series."""

    template = "meetings/series_form.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.series = find_series(request.user, kwargs["pk"]) if request.user.is_authenticated else None

    def form(self, data=None) -> SeriesForm:
        if not policies.can_manage(page_actor(self.request), self.series):  # type: ignore[arg-type]
            raise Forbidden(_("This is for the host department, the chair or the secretary of the series."))
        return SeriesForm(data, actor=page_actor(self.request), series=self.series)

    def more(self) -> dict[str, Any]:
        return {"series": self.series}

    def carry_out(self, form: Any) -> str:
        answers = form.answers()
        version = answers.pop("version", 0)
        series = actions.edit_series(
            series=self.series,  # type: ignore[arg-type]
            actor=page_actor(self.request),
            version=version,
            **answers,
        )
        return reverse("meetings:one_series", args=[series.pk])


class SeriesRowDialog(RowDialog):
    """The dialog of a step of a series, or of what belongs to one."""

    model: type
    series: MeetingSeries

    def rows(self) -> QuerySet:
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def found(self) -> Any:
        row = super().found()
        self.series = find_series(self.request.user, row.series_id)
        return row

    def place(self) -> str:
        return self.series.title

    def topics(self):
        return [f"department.{self.series.department_id}"]

    def home(self) -> str:
        return reverse("meetings:one_series", args=[self.series.pk])


class SeriesDialog(SeriesRowDialog):
    """A step of the series itself; `at` in the address answers beforehand which time is meant."""

    kind = MeetingSeries.kind

    def found(self) -> MeetingSeries:
        self.series = find_series(self.request.user, self.kwargs["pk"])
        return self.series

    def form(self, data=None):
        form = super().form(data)
        meant = parse_datetime(self.request.GET.get("at", "")) if "at" in form.fields else None
        if meant is not None and meant.tzinfo is not None:
            form.initial["at"] = meant
        return form


class SeriesItemDialog(SeriesRowDialog):
    """A step of one standing item."""

    model, kind = SeriesItem, SeriesItem.kind


class TopicDialog(SeriesRowDialog):
    """A step of one topic of the backlog."""

    model, kind = SeriesTopic, SeriesTopic.kind
