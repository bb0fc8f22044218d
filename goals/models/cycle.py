"""Cycle 周期: the stretch of time that goals are agreed for, measured in and scored at the end of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.errors import TransitionRefused

from ..querysets import CycleQuerySet
from ..states import CYCLE_MACHINE


class Cycle(models.Model):
    """From `starts_on` to `ends_on`, both included.

    While its goals are being put into scoring, batch by batch, `scoring_due_at` is set: by when their owners assess
    them. `scoring_by` had it scored, `scored_up_to` is the id of the last goal that was looked at.
    """

    class Length(models.TextChoices):
        YEAR = "year", _("Year")
        HALF = "half", _("Half-year")
        QUARTER = "quarter", _("Quarter")
        CUSTOM = "custom", pgettext_lazy("cycle", "Own dates")

    name = models.CharField(_("name"), max_length=100, unique=True)
    length = models.CharField(_("length"), max_length=8, choices=Length.choices, default=Length.YEAR)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(
        _("state"), max_length=8, choices=CYCLE_MACHINE.choices(), default="planned", editable=False
    )
    scoring_due_at = models.DateTimeField(_("goals are assessed by"), null=True, editable=False)
    scoring_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    scored_up_to = models.BigIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-starts_on", "-ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="cycle_ends_later"
            )
        ]
        indexes = [models.Index(fields=["state", "starts_on"], name="cycle_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def state_label(self) -> str:
        """The state in the reader's language."""
        return str(CYCLE_MACHINE.label(self.state))

    def take(self, step: str) -> None:
        """Take a step of the cycle's machine, or raise TransitionRefused."""
        transition = CYCLE_MACHINE.steps[step]
        if self.state not in transition.sources:
            raise TransitionRefused(
                _("The cycle %(name)s is “%(state)s”; this step does not fit.")
                % {"name": self.name, "state": self.state_label},
                state=self.state,
                allowed=CYCLE_MACHINE.steps_from(self.state),
            )
        self.state = transition.target or self.state
