"""What can be done with closed feedback and the board, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import REASON
from collab.matters.models import Kind

from .. import actions
from ..models import Consent, Feedback
from . import policies

HANDLERS = _("the handling department and coordinators")


def has_consent(feedback: Feedback) -> bool:
    """Whether the submitter lets us show their own words."""
    return Consent.objects.filter(feedback=feedback.pk).exists()


register_doings(
    Doing(
        Kind.FEEDBACK,
        "publish",
        _("Publish on the board"),
        policies.can_publish,
        actions.publish_feedback,
        HANDLERS,
        subject="feedback",
        fits=lambda feedback: feedback.status == "closed" and not policies.is_published(feedback),
        asks=(
            Ask("said", _("You said"), help=_("In your own words, so that nobody can be recognised.")),
            Ask("did", _("We did"), initial=lambda feedback: feedback.solution),
            Ask(
                "shows_words",
                _("Show the submitter’s own words too; they agreed to it"),
                "yes",
                required=False,
                when=has_consent,
            ),
        ),
        icon="speakerphone",
        help=_("Everybody who may open the board reads this."),
    ),
    Doing(
        Kind.FEEDBACK,
        "take-off-board",
        _("Take off the board"),
        policies.can_publish,
        actions.take_off_board,
        HANDLERS,
        subject="feedback",
        fits=policies.is_published,
        asks=(REASON,),
        icon="eye-off",
    ),
)
