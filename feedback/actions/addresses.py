"""Asking whether an address that was typed on the open form belongs to whoever reads its mail."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, NotFound

from ..intake.events import ADDRESS_CONFIRMED
from ..models import Feedback, Submitter

SALT = "feedback.address"
VALID_SECONDS = 14 * 24 * 3600


def link_to_confirm(submitter: Submitter) -> str:
    """The address of the page on which the reader of a mail says that the mailbox is theirs; it is kept nowhere."""
    token = signing.dumps(submitter.pk, salt=SALT)
    return settings.SITE_URL + reverse("voice:address", args=[token])


def submitter_of_link(token: str) -> Submitter:
    """Whose address it is about; NotFound where it was not made here or is older than two weeks."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature as error:
        raise NotFound(_("This link is not valid, or no longer. Use your follow-up code instead.")) from error
    submitter = Submitter.objects.select_related("feedback").filter(pk=pk).first()
    if submitter is None:
        raise NotFound
    return submitter


@transaction.atomic
def confirm_address(*, submitter: Submitter, actor: Actor) -> Feedback:
    """From now on the answers go there, beginning with where it stands; `actor` came by what was mailed there."""
    feedback = Feedback.objects.lock(submitter.feedback_id)
    if not Submitter.objects.filter(pk=submitter.pk, confirmed=False).update(confirmed=True):
        raise Conflict(_("This address is confirmed already."), code="already_confirmed")
    feedback.touch()
    record(ADDRESS_CONFIRMED, matter=feedback, actor=actor)
    return feedback
