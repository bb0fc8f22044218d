"""Checklist 检查清单: the small steps of a task, ticked off one by one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OnTaskQuerySet


class ChecklistItem(models.Model):
    """One step; done once somebody ticked it."""

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="checklist")
    position = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("step"), max_length=300)
    done_at = models.DateTimeField(_("done"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = OnTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["task", "position"], name="checklist_order")]

    def __str__(self) -> str:
        return self.text
