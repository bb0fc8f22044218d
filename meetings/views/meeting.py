"""A meeting's own page through prepare, run, minutes and follow-up, and the forms around it."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common import clock
from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor
from collab.deadlines.page import when_of
from collab.matters import policies as matter_policies
from collab.matters.actions import mark_read
from collab.matters.page import steps_of
from collab.matters.rows import Calendars, rows_of, tone_of, url_of
from collab.matters.views.common import MatterDialog
from collab.matters.views.page import origin_of
from collab.matters.views.parts import VersionedDialog
from collab.org.models import Person
from collab.org.standing import standing_of

from .. import policies
from ..actions import Present, add_agenda_item, create_meeting, edit_meeting, record_attendance
from ..forms import AttendanceForm, EditForm, ItemForm, MeetingForm
from ..models import AgendaItem, Decision, Meeting, Minutes
from ..selectors.preparing import unprepared
from .ballots import ballots_shown
from .common import FormPage, about, find, work_from
from .lists import when_words
from .preparing import preparation_of

STEPS_ON_TURN, STEPS_IN_WAITING = 6, 2


class MeetingPage(LoginRequiredMixin, View):
    """Everything about one meeting, in the order in which it is lived through."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = find(Meeting, request.user, pk, "series")
        parties = matter_policies.parties_of(meeting)
        if any(party.person_id == request.user.pk and party.read_at is None for party in parties):
            mark_read(matter=meeting, actor=page_actor(request))
            matter_policies.forget_parties(meeting)
        return render(request, "meetings/detail.html", context_of(meeting, request.user))


def context_of(meeting: Meeting, person) -> dict[str, Any]:
    """What the page draws."""
    actor = Actor(person, "page")
    items = agenda_of(meeting, person)
    decisions = decisions_of(meeting, person)
    deciding = [row for row in decisions if row.status == "deciding"]
    minutes = list(Minutes.objects.visible_to(person).with_card().filter(meeting=meeting))
    ids = [meeting.pk, *(item["item"].pk for item in items), *(row.pk for row in decisions)]
    work = work_from(ids, person)
    prepared = preparation_of(meeting, [row["item"] for row in items], actor)
    for row in items:
        row["begins"] = prepared["starts"].get(row["item"].pk)
        row["reads"] = prepared["pre_reads"].get(row["item"].pk, [])
    return (
        about(meeting, person, [*ids[1:], *(row.pk for row in minutes), *(row["id"] for row in work)])
        | {
            "meeting": meeting,
            "when_words": when_words(meeting),
            "when": when_of(meeting, Calendars()) if meeting.due_at else None,
            "purpose_html": markdown(meeting.purpose),
            "expected_html": markdown(meeting.expected_result),
            "minutes_html": "" if meeting.minutes_source else markdown(meeting.minutes),
            "items": items,
            "running": meeting.status == "running",
            "now": clock.now(),
            "ballots": ballots_shown(deciding, person),
            "decisions": rows_of(decisions),
            "work": work,
            "minutes": rows_of(minutes),
            "attendance": list(meeting.attendance.select_related("person", "stands_in_for")),
            "missing": unprepared(meeting) if meeting.status == "preparing" else [],
            "may_prepare": policies.can_prepare(actor, meeting) and meeting.is_open,
            "may_propose": meeting.status in ("preparing", "announced", "running")
            and policies.can_propose(actor, meeting),
            "may_attend": meeting.status in ("running", "minutes_due") and policies.runs(actor, meeting),
            "reading": meeting.readings.visible_to(person).first(),
        }
        | prepared
    )


def decisions_of(meeting: Meeting, person) -> list[Decision]:
    """What the reader sees of what is put to it, those under decision with who takes part in them."""
    rows = Decision.objects.visible_to(person).with_card().filter(meeting=meeting).order_by("pk")
    decisions = list(rows)
    for decision in decisions:
        decision.meeting = meeting
    if deciding := [row for row in decisions if row.status == "deciding"]:
        matter_policies.gather(deciding)
    return decisions


def agenda_of(meeting: Meeting, person) -> list[dict[str, Any]]:
    """The items the reader sees, in order, each with what this person may do with it now."""
    rows = AgendaItem.objects.visible_to(person).select_related("department", "owner", "presenter")
    items = list(rows.filter(meeting=meeting).order_by("position", "pk"))
    matter_policies.gather(items)
    every = AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk").values_list("pk", flat=True)
    places = {pk: place for place, pk in enumerate(every, start=1)}
    found = []
    for item in items:
        item.meeting = meeting
        found.append(
            {
                "item": item,
                "place": places[item.pk],
                "url": url_of(item),
                "tone": tone_of(item),
                "minutes_spent": round(item.seconds_spent / 60),
                "seconds_allotted": 60 * ((item.minutes_allotted or 0) + item.minutes_added),
                "steps": steps_of(item, person)["may"] if meeting.is_open else [],
                "shown": STEPS_ON_TURN if item.begun_at else STEPS_IN_WAITING,
            }
        )
    return found


class MeetingCreate(FormPage):
    """Begin to prepare a meeting; `?came_from=T-12` says what it is called about."""

    template = "meetings/create.html"

    def form(self, data=None) -> MeetingForm:
        own = sorted(standing_of(self.request.user).department_ids)
        initial = {"department": own[0] if own else None, "secretary": self.request.user.pk}
        return MeetingForm(data, actor=page_actor(self.request), initial=initial)

    def carry_out(self, form: MeetingForm) -> str:
        source = origin_of(self.request)
        return url_of(create_meeting(actor=page_actor(self.request), came_from=source, **form.cleaned_data))

    def more(self) -> dict[str, Any]:
        return {"came_from": origin_of(self.request)}


class MeetingDialog(MatterDialog):
    """A dialog about one meeting."""

    def prepare(self) -> None:
        self.matter = Meeting.objects.select_related("department").get_visible(
            self.request.user, self.kwargs["pk"]
        )
        self.number = self.matter.number


class EditDialog(VersionedDialog):
    """Change how it is prepared; a stale form shows both texts."""

    title, form_class = _("Edit meeting"), EditForm

    def prepare(self) -> None:
        self.matter = Meeting.objects.select_related("department").get_visible(
            self.request.user, self.kwargs["pk"]
        )
        self.number = self.matter.number

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.matter, name) for name in EditForm.base_fields if name != "version"}

    def carry_out(self, form: forms.Form) -> None:
        edit_meeting(meeting=self.matter, actor=self.actor, **form.cleaned_data)


class AddItemDialog(MeetingDialog):
    """Propose an agenda item."""

    title, submit_label = _("Add an agenda item"), _("Add")

    def form(self, data=None) -> ItemForm:
        return ItemForm(data, actor=self.actor, auto_id="dialog_%s")

    def carry_out(self, form: forms.Form) -> None:
        item = add_agenda_item(meeting=self.matter, actor=self.actor, **form.cleaned_data)
        told = _("%(number)s is on the agenda.")
        if item.status == "proposed":
            told = _("%(number)s is proposed. Those who prepare the meeting admit it, or return it for more.")
        self.said = told % {"number": item.number}


class AttendanceDialog(MeetingDialog):
    """Note who is here."""

    title, submit_label = _("Attendance"), _("Save")

    def prepare(self) -> None:
        super().prepare()
        self.rows = list(self.matter.attendance.select_related("person"))

    def form(self, data=None) -> AttendanceForm:
        invited = matter_policies.people_behind(self.matter, policies.SHARED)
        held = {row.person_id: row for row in self.rows if row.person_id}
        people = list(Person.objects.filter(pk__in={*invited, *held}).order_by("name", "pk"))
        names = "\n".join(row.name for row in self.rows if row.person_id is None)
        initial = {"version": self.matter.version, "others": names}
        return AttendanceForm(
            data, people=people, held=held, actor=self.actor, initial=initial, auto_id="dialog_%s"
        )

    def carry_out(self, form: forms.Form) -> None:
        record_attendance(
            meeting=self.matter,
            actor=self.actor,
            version=form.cleaned_data["version"],
            rows=[Present(**row) for row in form.answers()],  # type: ignore[attr-defined]
        )
