"""Preparation on a meeting's page: what clashes with its time, who comes, the plan of its agenda, its pre-reads."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View

from collab.common.actor import Actor
from collab.common.errors import NotFound
from collab.common.partials import page_actor
from collab.matters.models import PartyRole
from collab.matters.policies import people_behind
from collab.matters.rows import url_of
from collab.matters.views.parts import VersionedDialog
from collab.org.models import Person

from .. import policies
from ..actions import plan_agenda
from ..forms import ClashForm, PlanForm
from ..models import AgendaItem, CarryOver, Meeting
from ..selectors.clashes import Clash, Why, clashes, clashes_of, people_of
from ..selectors.preparing import pre_reads_of, quorum_of, start_times, time_budget

AHEAD = ("preparing", "announced")


def preparation_of(meeting: Meeting, items: list[AgendaItem], actor: Actor) -> dict[str, Any]:
    """What the meeting's page shows of its preparation."""
    plans = meeting.status in AHEAD and policies.can_prepare(actor, meeting)
    return {
        "budget": time_budget(meeting, items),
        "starts": start_times(meeting, items) if not meeting.all_day else {},
        "pre_reads": pre_reads_of(meeting, items),
        "clash_rows": clash_rows(clashes_of(meeting, actor.person)) if plans else [],
        "replies": replies_of(meeting) if meeting.status in ("announced", "running") else [],
        "quorum": quorum_of(meeting),
        "carried": carried_from(meeting, actor.person),
    }


def clash_rows(found: list[Clash]) -> list[dict[str, Any]]:
    """Clashes as the page says them; those whom the hour falls outside working time stand in one line."""
    words = {Why.MEETING: _("has another meeting"), Why.ABSENCE: _("is away")}
    rows = [
        {
            "clash": clash,
            "who": clash.person,
            "words": words[clash.why],
            "meeting": clash.meeting,
            "url": url_of(clash.meeting) if clash.meeting else "",
        }
        for clash in found
        if clash.why is not Why.OFF_HOURS
    ]
    off = [str(clash.person) for clash in found if clash.why is Why.OFF_HOURS]
    if off:
        told = ngettext("does not work at that time", "do not work at that time", len(off))
        rows.append({"who": str(_(", ")).join(off), "words": told})
    return rows


def replies_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Everyone invited with their answer; one given for an earlier time asks to be renewed."""
    roles = people_behind(meeting, policies.SHARED)
    given = {row.person_id: row for row in meeting.replies.select_related("person", "delegate")}
    delegates = {row.delegate_id for row in given.values() if row.delegate_id}
    people = Person.objects.active().filter(pk__in=[*roles, *given]).exclude(pk__in=delegates - given.keys())
    return [
        {
            "person": person,
            "reply": (reply := given.get(person.pk)),
            "stale": bool(
                reply and meeting.status == "announced" and reply.sequence < meeting.timed_sequence
            ),
            "voting": roles.get(person.pk) != PartyRole.NON_VOTING,
        }
        for person in people.order_by("name", "pk")
    ]


def carried_from(meeting: Meeting, person) -> list[dict[str, Any]]:
    """Items that went on from here, as far as the reader sees them."""
    rows = CarryOver.objects.filter(
        meeting=meeting,
        item__in=AgendaItem.objects.visible_to(person),
        to_meeting__in=Meeting.objects.visible_to(person),
    )
    return [
        {
            "row": row,
            "url": url_of(row.item),
            "was": AgendaItem.machine.label(row.was),
            "to_url": url_of(row.to_meeting),
        }
        for row in rows.select_related("item", "to_meeting", "copy_of")
    ]


def opening_of(item: AgendaItem) -> list:
    """The files of one item with who has opened them."""
    return pre_reads_of(item.meeting, [item]).get(item.pk, [])


class Clashes(LoginRequiredMixin, View):
    """While a meeting is planned or moved: what stands against the time that is typed just now."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = ClashForm(request.GET, actor=page_actor(request))
        rows: list[dict[str, Any]] = []
        ready = form.is_valid() and form.cleaned_data["starts_at"] < form.cleaned_data["ends_at"]
        if ready:
            given = form.cleaned_data
            span = {"starts_at": given["starts_at"], "ends_at": given["ends_at"], "reader": request.user}
            if given["meeting"]:
                rows = clash_rows(clashes_of(given["meeting"], **span))
            else:
                rows = clash_rows(clashes(people_of(form.people(), given["departments"]), **span))
        return render(request, "meetings/_clashes.html", {"clash_rows": rows, "asked": ready})


class PlanDialog(VersionedDialog):
    """Order and time of the whole agenda at once."""

    title, submit_label = _("Plan the agenda"), _("Save")
    text = _("Places are sorted; equal ones keep their order.")

    def prepare(self) -> None:
        self.matter = Meeting.objects.select_related("department").get_visible(
            self.request.user, self.kwargs["pk"]
        )
        self.number = self.matter.number
        if not policies.can_prepare(self.actor, self.matter):
            raise NotFound
        rows = AgendaItem.objects.filter(meeting=self.matter).exclude(status="withdrawn")
        self.items = list(rows.order_by("position", "pk"))

    def form(self, data=None) -> PlanForm:
        initial = {"version": self.matter.version}
        return PlanForm(data, items=self.items, initial=initial, auto_id="dialog_%s")

    def conflict(self, form: forms.Form) -> dict[str, Any]:
        self.prepare()
        return {"fields": []}

    def carry_out(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        plan_agenda(meeting=self.matter, actor=self.actor, version=version, slots=form.slots())

    def home(self) -> str:
        return reverse("meetings:detail", args=[self.matter.pk])
