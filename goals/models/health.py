"""How a goal's health was set by hand for a while, and how it turned through time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OnGoalQuerySet
from .goal import Health


class HealthMark(models.Model):
    """A value set by hand with a reason; it counts until `expires_at` or until it is taken back."""

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="health_marks")
    value = models.CharField(_("health"), max_length=8, choices=Health.choices)
    reason = models.TextField(_("reason"))
    expires_at = models.DateTimeField(_("until"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(_("set"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True)

    objects = OnGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("health set by hand")
        verbose_name_plural = _("health set by hand")
        ordering = ["-set_at", "-pk"]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=models.Q(withdrawn_at=None), name="health_mark_expires"
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.value}"


class HealthPoint(models.Model):
    """A turn of the computed health, with what made it so; the history drawn on the goal's page."""

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="health_points")
    value = models.CharField(_("health"), max_length=8, choices=Health.choices)
    progress = models.DecimalField(_("progress"), max_digits=7, decimal_places=4, null=True)
    causes = models.JSONField(_("because of"), default=dict)
    at = models.DateTimeField(_("at"))

    objects = OnGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn of health")
        verbose_name_plural = _("turns of health")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["goal", "at"], name="health_point_goal")]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.value}"
