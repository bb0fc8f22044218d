"""The console's pages for meetings, agenda items, decisions, series and readings of minutes."""

from django.contrib import admin
from django.db import models

from collab.common.admin import ActionAdmin, actor_of
from collab.matters.admin import MatterAdmin, doing_buttons

from .actions import set_hourly_rate
from .actions.series import OWN, TAKING_PART, create_series, edit_series
from .models import (
    AgendaItem,
    Decision,
    HourlyRate,
    Meeting,
    MeetingSeries,
    Minutes,
    MinutesReading,
    Reply,
    SeriesItem,
    SeriesTopic,
)


@admin.register(Meeting)
class MeetingAdmin(MatterAdmin):
    """会议."""

    list_filter = (*MatterAdmin.list_filter, "status", "type")  # type: ignore[assignment]
    own_fields = ("series", "type", "starts_at", "ends_at", "place", "purpose", "expected_result", "minutes")


@admin.register(AgendaItem)
class AgendaItemAdmin(MatterAdmin):
    """议题."""

    own_fields = ("meeting", "sought", "presenter", "outcome")


@admin.register(Decision)
class DecisionAdmin(MatterAdmin):
    """决定."""

    list_filter = (*MatterAdmin.list_filter, "status", "method")  # type: ignore[assignment]
    own_fields = (
        "meeting",
        "agenda_item",
        "question",
        "options",
        "evidence",
        "method",
        "secret",
        "threshold",
        "quorum",
        "silence_agrees",
        "mandate_holder",
        "chosen",
        "rationale",
        "supersedes",
        "decided_at",
        "effective_on",
        "review_on",
    )


@admin.register(Minutes)
class MinutesAdmin(MatterAdmin):
    """会议纪要."""

    list_filter = (*MatterAdmin.list_filter, "status")  # type: ignore[assignment]
    own_fields = ("meeting", "text", "edition", "year", "letter", "correction", "issued_at", "silence_agrees")


@admin.register(MeetingSeries)
class MeetingSeriesAdmin(ActionAdmin):
    """Meeting series."""

    may_add = may_change = True
    list_display = ("title", "department", "rrule", "start_time", "zone", "next_at", "is_active", "trouble")
    list_filter = ("is_active", "department")
    search_fields = ("title", "department__name")
    list_select_related = ("department",)
    autocomplete_fields = ("chair", "secretary", "attendees")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_fields(self, request, obj=None):
        return ("department", *(name for name in OWN if name != "is_active"), *TAKING_PART, "seen_version")

    def get_readonly_fields(self, request, obj=None):
        return ("department",) if obj else ()

    def buttons(self, request, row):
        return doing_buttons(request, row)

    def create(self, request, form):
        given = {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
        return create_series(actor=actor_of(request), **given)

    def change(self, request, row, form) -> None:
        seen = form.cleaned_data["seen_version"]
        edit_series(series=row, actor=actor_of(request), version=seen, **form.changes())


class OfSeriesAdmin(ActionAdmin):
    """What belongs to a series; its buttons are its doings."""

    list_select_related = ("series",)
    search_fields = ("title", "series__title")

    def buttons(self, request, row):
        return doing_buttons(request, row)


@admin.register(SeriesItem)
class SeriesItemAdmin(OfSeriesAdmin):
    """Standing agenda items."""

    list_display = ("title", "series", "position", "sought", "minutes_allotted")
    fields = (
        "series",
        "position",
        "title",
        "body",
        "sought",
        "minutes_allotted",
        "presenter",
        "needs_pre_read",
    )


@admin.register(SeriesTopic)
class SeriesTopicAdmin(OfSeriesAdmin):
    """Backlog topics."""

    list_display = ("title", "series", "department", "proposed_by", "state", "created_at")
    fields = ("series", "title", "body", "sought", "department", "proposed_by", "state", "reason", "item")


@admin.register(Reply)
class ReplyAdmin(ActionAdmin):
    """Replies to invitations."""

    list_display = ("meeting", "person", "answer", "delegate", "mandate", "via", "answered_at")
    list_filter = ("answer", "via")
    list_select_related = ("meeting", "person", "delegate")
    search_fields = ("person__name", "meeting__title")
    fields = ("meeting", "person", "answer", "note", "delegate", "mandate", "via", "answered_at")


@admin.register(HourlyRate)
class HourlyRateAdmin(ActionAdmin):
    """What an hour in meetings is reckoned at; a rate for a day that has one takes its place."""

    may_add = True
    list_display = ("from_on", "amount", "currency", "set_by", "set_at")
    fields = ("from_on", "amount", "currency", "seen_version")

    def create(self, request, form):
        given = {name: form.cleaned_data[name] for name in ("from_on", "amount", "currency")}
        return set_hourly_rate(actor=actor_of(request), **given)


@admin.register(MinutesReading)
class MinutesReadingAdmin(ActionAdmin):
    """What was read from minutes; reviewed on its own page."""

    list_display = ("title", "source_name", "department", "held_on", "state", "read_by", "read_at")
    list_filter = ("state", "department")
    search_fields = ("title", "source_name")
    list_select_related = ("department", "read_by")
    fields = (
        "title",
        "source_name",
        "department",
        "held_on",
        "place",
        "language",
        "state",
        "meeting",
        "read_by",
    )
