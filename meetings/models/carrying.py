"""That an agenda item went on from one meeting to another, moved or copied, and how it stood then."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OfMeetingQuerySet


class CarryOver(models.Model):
    """`item` is what `to_meeting` deals with; `copy_of` the item it was copied from, null where it was moved."""

    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.CASCADE, related_name="carried")
    copy_of = models.ForeignKey(
        "meetings.AgendaItem", null=True, on_delete=models.CASCADE, related_name="copies"
    )
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="carried_on")
    to_meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="carried_in")
    was = models.CharField(_("stood at"), max_length=24)
    at = models.DateTimeField(_("at"))

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("carried item")
        verbose_name_plural = _("carried items")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.meeting_id} → {self.to_meeting_id}"
