"""What can be done with minutes, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Doing, register_doings
from collab.matters.models import Kind

from .. import actions
from ..models import Minutes
from ..policies import can_write_minutes
from . import policies

KEEPERS = _("the secretary or the chair")
WRITERS = _("the secretary, the chair and those who were present")


def _minutes(name: str, run, may, who, **more) -> Doing:
    step = name.replace("-", "_")
    label = more.pop("label", None) or Minutes.machine.steps[step].label
    return Doing(Kind.MINUTES, name, label, may, run, who, step=step, subject="minutes", **more)


def _lacks_minutes(meeting) -> bool:
    return meeting.status == "minutes_due" and not Minutes.objects.filter(meeting=meeting).exists()


register_doings(
    Doing(
        Kind.MEETING,
        "begin-minutes",
        _("Begin the minutes"),
        can_write_minutes,
        actions.begin_minutes,
        KEEPERS,
        subject="meeting",
        fits=_lacks_minutes,
        tone="primary",
        icon="file-text",
    ),
    _minutes(
        "fill-in",
        actions.fill_in_minutes,
        policies.can_write,
        WRITERS,
        icon="table-import",
        help=_("Attendance, outcomes and work handed out are taken over from the meeting’s records."),
    ),
)
