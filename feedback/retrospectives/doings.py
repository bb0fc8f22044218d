"""What can be done with a retrospective, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind

from .. import actions
from ..models import LessonKind, Retrospective, Session
from ..sessions.states import TEMPLATE_CHOICES
from . import policies

WRITERS = _("whoever answered for what ended, or the lead department’s officers")
JUDGES = _("the sponsor or a coordinator, who did not write it")
ACCOUNT = (
    Ask("actual", _("What came of it"), initial=lambda retrospective: retrospective.actual),
    Ask("why", _("Why"), initial=lambda retrospective: retrospective.why),
)


CHANGE = (
    Ask(
        "change",
        _("What changes"),
        "words",
        required=False,
        help=_("For a change: it is handed out as a task to the person below."),
    ),
    Ask(
        "department",
        _("Lead department"),
        "department",
        required=False,
        initial=lambda row: row.department_id,
    ),
    Ask("responsible", _("Who sees to it"), "person", required=False),
    Ask("due_at", _("By when"), "instant", required=False),
)
CHECK_AFTER = Ask(
    "check_after",
    _("Check the effect after (working days)"),
    "number",
    required=False,
    initial=lambda _row: 20,
    help=_("Counted from the day the change is made; somebody else checks whether it worked."),
)
LESSON_KIND = Ask("kind", _("Keep or change"), "choice", choices=tuple(LessonKind.choices))


def no_session(retrospective: Retrospective) -> bool:
    """Whether nobody is looking back together on it now."""
    return not Session.objects.under_way().filter(retrospective=retrospective.pk).exists()


def _doing(name: str, run, may, who, **more) -> Doing:
    step = name.replace("-", "_")
    label = Retrospective.machine.steps[step].label
    return Doing(Kind.RETROSPECTIVE, name, label, may, run, who, step=step, subject="retrospective", **more)


register_doings(
    _doing(
        "write",
        actions.write_retrospective,
        policies.can_write,
        WRITERS,
        asks=ACCOUNT,
        tone="primary",
        icon="pencil",
        stack="do",
    ),
    _doing("revise", actions.revise_retrospective, policies.can_write, WRITERS, asks=ACCOUNT, icon="pencil"),
    _doing(
        "add-lesson",
        actions.add_lesson,
        policies.can_add_lesson,
        _("everyone who took part"),
        asks=(
            LESSON_KIND,
            Ask("text", _("What was learned")),
            *CHANGE,
            CHECK_AFTER,
        ),
        icon="bulb",
    ),
    _doing(
        "start-session",
        actions.start_session,
        policies.can_start_session,
        _("whoever writes it, the sponsor or a coordinator"),
        asks=(
            Ask("template", _("Columns"), "choice", choices=tuple(TEMPLATE_CHOICES)),
            Ask(
                "anonymous",
                _("Anonymous cards"),
                "yes",
                required=False,
                help=_("Nobody’s name is stored with a card, and it cannot be changed once written."),
            ),
            Ask("votes_each", _("Votes for each person"), "number", required=False, initial=lambda _row: 3),
            Ask(
                "minutes_each",
                _("Minutes for a topic"),
                "number",
                required=False,
                initial=lambda _row: 5,
                help=_("0 sets no limit."),
            ),
        ),
        fits=no_session,
        icon="users",
    ),
    _doing(
        "send-back",
        actions.send_back_retrospective,
        policies.can_judge,
        JUDGES,
        asks=(REASON,),
        icon="arrow-back-up",
        stack="decide",
    ),
    _doing(
        "close",
        actions.close_retrospective,
        policies.can_judge,
        JUDGES,
        asks=(NOTE,),
        tone="success",
        icon="circle-check",
        stack="decide",
    ),
)
