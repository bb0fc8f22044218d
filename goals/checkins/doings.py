"""What can be done with a check-in, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE

from .. import actions
from ..keyresults.doings import LIGHT_CHOICES
from ..models import CheckIn
from ..models.key_result import CHECK_IN
from . import policies


def _is_open(check_in: CheckIn) -> bool:
    return check_in.acknowledged_at is None


register_doings(
    Doing(
        CHECK_IN,
        "acknowledge",
        _("Acknowledge"),
        policies.can_acknowledge,
        actions.acknowledge_check_in,
        _("the reviewer"),
        subject="check_in",
        fits=_is_open,
        asks=(NOTE,),
        tone="success",
        icon="circle-check",
        help=_("From then on its words are locked."),
    ),
    Doing(
        CHECK_IN,
        "edit",
        _("Edit the check-in"),
        policies.can_edit_check_in,
        actions.edit_check_in,
        _("its author"),
        subject="check_in",
        fits=_is_open,
        asks=(
            Ask("light", _("How it stands"), "choice", choices=LIGHT_CHOICES, initial=lambda row: row.light),
            Ask("message", _("What happened since the last time"), "text", initial=lambda row: row.message),
            Ask(
                "blockers",
                _("What stands in the way"),
                "text",
                required=False,
                initial=lambda row: row.blockers,
            ),
        ),
        icon="pencil",
    ),
)
