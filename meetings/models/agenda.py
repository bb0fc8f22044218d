"""Agenda item 议题: what a meeting is to hear, talk over or decide, and what came of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet

from ..states import AGENDA_ITEM


class Sought(models.TextChoices):
    """What the item asks of the meeting."""

    INFORM = "inform", _("Inform")
    DISCUSS = "discuss", _("Discuss")
    DECIDE = "decide", _("Decide")


class AgendaItem(Matter):
    """`owner` proposes it, `department` is the proposer's; `outcome` is what the meeting said, in words.

    While it has its turn `begun_at` is set; `seconds_spent` are those of turns that are over.
    """

    machine = AGENDA_ITEM
    chain_parent = "meeting"

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_agenda_item"
    )
    meeting = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="items"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    sought = models.CharField(
        _("outcome sought"), max_length=16, choices=Sought.choices, default=Sought.DISCUSS
    )
    minutes_allotted = models.PositiveSmallIntegerField(_("minutes allotted"), null=True, blank=True)
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("presenter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="presents",
    )
    presenter_name = models.CharField(_("presenter’s name"), max_length=200, blank=True)
    needs_pre_read = models.BooleanField(_("needs pre-reads"), default=False)
    is_standing = models.BooleanField(_("standing item"), default=False, editable=False)
    outcome = models.TextField(_("outcome"), blank=True)
    begun_at = models.DateTimeField(_("its turn began"), null=True, editable=False)
    seconds_spent = models.PositiveIntegerField(_("seconds spent before"), default=0, editable=False)
    minutes_added = models.PositiveSmallIntegerField(_("minutes added"), default=0, editable=False)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        indexes = [models.Index(fields=["meeting", "position"], name="agenda_order")]

    @property
    def presented_by(self) -> str:
        """Who presents it, known or only named."""
        return str(self.presenter) if self.presenter else self.presenter_name

    def end_turn(self, at: datetime) -> bool:
        """Stop its clock, if that ran; whether it did."""
        if self.begun_at is None:
            return False
        self.seconds_spent += max(0, int((at - self.begun_at).total_seconds()))
        self.begun_at = None
        return True


register_kind(Kind.AGENDA_ITEM, AgendaItem)
