"""Progress reports 进展反馈."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgressReport(models.Model):
    """What was done by an instant, in words and per cent."""

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="reports")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(_("done, %"))
    text = models.TextField(_("progress"))

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.percent} %"
