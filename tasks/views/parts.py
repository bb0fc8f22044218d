"""Co-departments' parts on the task's page, and the one dialog of everything done with a part."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import NotFound
from collab.common.markdown import render as markdown
from collab.matters.doings import doing_named, doings_of
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of
from collab.matters.rows import TONES, Calendars, day_words, distance_words
from collab.matters.views.common import concrete
from collab.matters.views.doing import DoingDialog

from ..models import CoPart, Task
from ..models.part import TASK_PART
from ..states import PART_MACHINE


def parts_of(task: Task, person, calendars: Calendars) -> list[dict[str, Any]]:
    """A row for each co-department; nothing is read where there is none."""
    if not any(party.role == PartyRole.CO for party in parties_of(task)):
        return []
    actor = Actor(person, "page")
    return [_row(part, task, actor, calendars) for part in task.co_parts.with_row()]


def _row(part: CoPart, task: Task, actor: Actor, calendars: Calendars) -> dict[str, Any]:
    part.task = task
    now, party = clock.now(), part.party
    running = part.status in ("open", "sent_back") and task.is_open
    return {
        "row": part,
        "party": party,
        "name": party.department.display_name if party.department else "",
        "status": part.status_label,
        "tone": TONES[PART_MACHINE.states[part.status].tone],
        "result_html": markdown(part.result),
        "due_text": day_words(party.due_at) if party.due_at else "",
        "due_relative": distance_words(now, party.due_at, calendars.of(task.department))
        if running and party.due_at
        else "",
        "overdue": bool(running and party.due_at and party.due_at < now),
        "steps": [
            {"label": doing.label, "icon": doing.icon, "tone": doing.tone, "url": _url(part, doing.name)}
            for doing in doings_of(TASK_PART).values()
            if doing.suits(part) and doing.may(actor, part)
        ],
    }


def _url(part: CoPart, name: str) -> str:
    return reverse("tasks:part", args=[part.pk, name])


class PartDialog(DoingDialog):
    """The dialog of a step of one part; the version is the part's own."""

    def prepare(self) -> None:
        self.subject = self.found()
        self.matter = self.subject.task
        self.doing = doing_named(TASK_PART, self.kwargs["name"])
        self.number, self.title = self.matter.number, self.doing.label
        self.text = f"{self.subject.party.department.display_name}: {self.subject.party.part}".rstrip(": ")
        self.danger = self.doing.tone == "danger"
        self.said = f"{self.number}: {self.doing.label}"

    def found(self) -> CoPart:
        """The part inside the reader's audience, with its task."""
        rows = CoPart.objects.visible_to(self.request.user).with_row()
        part = rows.filter(pk=self.kwargs["pk"]).first()
        if part is None:
            raise NotFound
        part.task = concrete(self.request.user, part.task_id)
        return part

    def misfit(self) -> str:
        return _("The part is “%(state)s” now; this step does not fit.") % {
            "state": self.subject.status_label
        }

    def conflict(self, form: forms.Form) -> dict[str, Any]:
        self.subject = self.found()
        saved = {ask.name: ask.initial(self.subject) for ask in self.doing.asks if ask.initial}
        fields = [
            {"label": form.fields[name].label, "mine": form.cleaned_data[name], "theirs": value}
            for name, value in saved.items()
            if value != form.cleaned_data[name]
        ]
        return {"fields": fields, "state": self.subject.status_label}
