"""What can be done with minutes, declared once for every door."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common import clock
from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind, PartyRole
from collab.matters.policies import parties_of
from collab.org.selectors import calendar_of

from .. import actions
from ..actions.countersigning import ANSWER_TERM_DAYS
from ..decisions.doings import ASKED, POSITIONS, departments_asked
from ..models import Minutes, Stance
from ..policies import can_write_minutes
from . import policies

KEEPERS = _("the secretary or the chair")
CHAIR = _("the chair")
WRITERS = _("the secretary, the chair and those who were present")


def _minutes(name: str, run, may, who, **more) -> Doing:
    step = name.replace("-", "_")
    label = more.pop("label", None) or Minutes.machine.steps[step].label
    return Doing(Kind.MINUTES, name, label, may, run, who, step=step, subject="minutes", **more)


def _lacks_minutes(meeting) -> bool:
    return meeting.status == "minutes_due" and not Minutes.objects.filter(meeting=meeting).exists()


def _invited(minutes) -> list[int]:
    roles = (PartyRole.ATTENDEE, PartyRole.NON_VOTING)
    return [row.department_id for row in parties_of(minutes) if row.department_id and row.role in roles]


def _answer_by(minutes):
    return calendar_of(minutes.department).add_days(clock.now(), ANSWER_TERM_DAYS)


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
        help=_("What came of each agenda item is taken over from the records, below what is written on it."),
    ),
    _minutes(
        "circulate",
        actions.circulate_minutes,
        policies.keeps,
        KEEPERS,
        asks=(
            Ask("departments", _("Who countersigns"), "departments", required=False, initial=_invited),
            Ask("due_at", _("Answer by"), "instant", required=False, initial=_answer_by),
            Ask("silence_agrees", _("Silence counts as no objection"), "yes", required=False),
        ),
        tone="primary",
        icon="send",
        stack="do",
        help=_(
            "With no department chosen it goes to the chair at once. The text stands until it is taken back."
        ),
    ),
    _minutes(
        "countersign",
        actions.countersign_minutes,
        policies.can_countersign,
        ASKED,
        asks=(
            Ask("department", _("Department"), "choice", choices=departments_asked),
            Ask(
                "stance",
                pgettext_lazy("countersigning", "Position"),
                "choice",
                required=False,
                choices=POSITIONS,
                initial=lambda minutes: Stance.AGREES.value,
            ),
            Ask("text", _("In words"), required=False, help=_("An objection or a comment says why.")),
        ),
        tone="primary",
        icon="writing-sign",
    ),
    _minutes(
        "take-back",
        actions.take_back_minutes,
        policies.keeps,
        KEEPERS,
        asks=(REASON,),
        icon="arrow-back-up",
        stack="do",
    ),
    _minutes(
        "issue",
        actions.issue_minutes,
        policies.can_issue,
        CHAIR,
        asks=(Ask("departments", _("Also send to"), "departments", required=False),),
        tone="success",
        icon="file-check",
        help=_("It gets its number and does not change any more. Every department invited signs for it."),
    ),
    _minutes(
        "sign-for",
        actions.sign_for_minutes,
        policies.can_sign,
        _("officers of the departments it was sent to"),
        asks=(NOTE,),
        tone="primary",
        icon="writing-sign",
        stack="sign",
    ),
    _minutes("archive", actions.archive_minutes, policies.keeps, KEEPERS, asks=(REASON,), icon="archive"),
    _minutes(
        "correct",
        actions.correct_minutes,
        policies.keeps,
        KEEPERS,
        asks=(REASON,),
        icon="file-pencil",
        help=_("What was issued is kept as it is. Another version is drafted, which is signed for anew."),
    ),
)
