"""Which tasks a key result follows, and how much each of them weighs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OnKeyResultQuerySet
from .key_result import KeyResult


class Followed(models.Model):
    """One task, known here as a matter only, since the room of tasks stands above this one."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="followed")
    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="followed_by")
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    objects = OnKeyResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed task")
        verbose_name_plural = _("followed tasks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["key_result", "matter"], name="follow_a_task_once"),
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="followed_task_weighs_something"),
        ]

    def __str__(self) -> str:
        return f"{self.key_result_id} ← {self.matter_id}"
