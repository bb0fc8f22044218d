"""Whether a change worked 成效核验: asked some time after its task was completed, of somebody who did not do it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.querysets import HangingQuerySet

EFFECT_CHECK = "effect_check"


class Effect(models.TextChoices):
    """What a change came to."""

    WORKED = "worked", pgettext_lazy("effect", "Worked")
    PARTLY = "partly", pgettext_lazy("effect", "Partly worked")
    NOT_WORKED = "not_worked", pgettext_lazy("effect", "Did not work")


class EffectCheckQuerySet(HangingQuerySet):
    """Seen by whoever sees the retrospective."""

    way = "lesson__retrospective__"

    def waiting(self) -> "EffectCheckQuerySet":
        return self.filter(outcome="")


class EffectCheck(models.Model):
    """`outcome` is empty until `checker` has said; the clock hangs on the retrospective, for the checker as party."""

    kind = EFFECT_CHECK

    lesson = models.ForeignKey("feedback.Lesson", on_delete=models.CASCADE, related_name="effect_checks")
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checks it"),
        on_delete=models.PROTECT,
        related_name="effect_checks",
    )
    deadline = models.OneToOneField(
        "deadlines.Deadline", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened"))
    due_at = models.DateTimeField(_("due"))
    outcome = models.CharField(_("effect"), max_length=12, choices=Effect.choices, blank=True)
    words = models.TextField(_("what was seen"), blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EffectCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("effect check")
        verbose_name_plural = _("effect checks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson"], condition=Q(outcome=""), name="one_waiting_effect_check"
            )
        ]
        indexes = [models.Index(fields=["checker", "due_at"], name="effect_waiting", condition=Q(outcome=""))]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.outcome}"

    @property
    def department_id(self) -> int:
        """The department of the retrospective."""
        return self.lesson.retrospective.department_id

    @property
    def is_waiting(self) -> bool:
        return not self.outcome
