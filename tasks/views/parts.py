"""Co-departments' parts on the task's page, and the one dialog of everything done with a part."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of
from collab.matters.rows import TONES, Calendars, day_words, distance_words
from collab.matters.views.doing import HangingDialog, row_steps

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
    original = part.original_due_at  # type: ignore[attr-defined]
    running = part.status in ("open", "sent_back") and task.is_open
    return {
        "row": part,
        "party": party,
        "name": party.department.display_name if party.department else "",
        "status": part.status_label,
        "tone": TONES[PART_MACHINE.states[part.status].tone],
        "result_html": markdown(part.result),
        "due_text": day_words(party.due_at) if party.due_at else "",
        "original": original if original and original != party.due_at else None,
        "due_relative": distance_words(now, party.due_at, calendars.of(task.department))
        if running and party.due_at
        else "",
        "overdue": bool(running and party.due_at and party.due_at < now),
        "steps": row_steps(TASK_PART, part, actor, lambda name: reverse("tasks:part", args=[part.pk, name])),
    }


class PartDialog(HangingDialog):
    """The dialog of a step of one part; the version is the part's own."""

    kind = TASK_PART

    def rows(self) -> QuerySet:
        return CoPart.objects.visible_to(self.request.user).with_row()

    def matter_id(self, row: CoPart) -> int:
        return row.task_id

    def tie(self, row: CoPart, matter: Task) -> None:
        row.task = matter

    def words(self) -> str:
        return f"{self.subject.party.department.display_name}: {self.subject.party.part}".rstrip(": ")

    def misfit(self) -> str:
        return _("The part is “%(state)s” now; this step does not fit.") % {
            "state": self.subject.status_label
        }
