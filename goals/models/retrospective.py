"""Retrospective 复盘 of a goal: what was expected beside what came, why, what to keep and what to change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OnGoalQuerySet


class Retrospective(models.Model):
    """`expected` is frozen from the goal when scoring begins; the rest is written afterwards."""

    goal = models.OneToOneField("goals.Goal", on_delete=models.CASCADE, related_name="retrospective")
    expected = models.JSONField(_("expected"), default=dict, editable=False)
    actual = models.TextField(_("what came of it"), blank=True)
    why = models.TextField(_("why"), blank=True)
    keep = models.TextField(_("what to keep"), blank=True)
    change = models.TextField(_("what to change"), blank=True)
    opened_at = models.DateTimeField(_("opened"))
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OnGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("retrospective")
        verbose_name_plural = _("retrospectives")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.goal_id}"
