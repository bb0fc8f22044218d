"""Decision 决定: what was resolved, from when it holds and when it is looked at again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet

from ..states import DECISION


class Decision(Matter):
    """The title says what was decided, `question` what was asked.

    One without an agenda item is linked to its meeting.
    """

    machine = DECISION
    chain_parent = "agenda_item"

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_decision"
    )
    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    agenda_item = models.ForeignKey(
        "meetings.AgendaItem",
        verbose_name=_("agenda item"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    question = models.TextField(_("question"), blank=True)
    in_principle = models.BooleanField(_("in principle"), default=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    effective_on = models.DateField(_("effective from"), null=True, blank=True)
    review_on = models.DateField(_("review on"), null=True, blank=True)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")


register_kind(Kind.DECISION, Decision)
