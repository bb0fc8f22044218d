"""The console's pages for meetings, agenda items, decisions, series and readings of minutes."""

from django.contrib import admin
from django.db import models

from collab.common.admin import ActionAdmin, actor_of
from collab.matters.admin import MatterAdmin

from .actions.series import create_series, edit_series
from .models import AgendaItem, Decision, Meeting, MeetingSeries, MinutesReading


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


@admin.register(MeetingSeries)
class MeetingSeriesAdmin(ActionAdmin):
    """Meeting series."""

    may_add = may_change = True
    list_display = ("title", "department", "rrule", "start_time", "zone", "is_active")
    list_filter = ("is_active", "department")
    search_fields = ("title", "department__name")
    list_select_related = ("department",)
    autocomplete_fields = ("chair",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_fields(self, request, obj=None):
        fields = ("title", "department", "rrule", "start_time", "zone", "minutes", "place", "link", "chair")
        return (*fields, *(("is_active",) if obj else ()), "seen_version")

    def get_readonly_fields(self, request, obj=None):
        return ("department",) if obj else ()

    def create(self, request, form):
        given = {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
        return create_series(actor=actor_of(request), **given)

    def change(self, request, row, form) -> None:
        seen = form.cleaned_data["seen_version"]
        edit_series(series=row, actor=actor_of(request), version=seen, **form.changes())


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
