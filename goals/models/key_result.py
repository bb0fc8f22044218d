"""Key result 关键结果 and check-in 进展更新: by what figures a goal is measured, and what was said of them when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter, PartyRole
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet

from ..querysets import OnGoalQuerySet, OnKeyResultQuerySet
from ..states import KEY_RESULT_MACHINE
from .goal import Health

CHECK_IN = "check_in"


class Cadence(models.TextChoices):
    """How often a figure is to be told."""

    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")


class Follows(models.TextChoices):
    """Where the current figure comes from."""

    MANUAL = "manual", _("Told in check-ins")
    TASKS_COUNT = "tasks_count", _("Linked tasks, by number")
    TASKS_WEIGHT = "tasks_weight", _("Linked tasks, by weight")
    TASKS_HOURS = "tasks_hours", _("Linked tasks, by hours")
    METRIC = "metric", _("Another system, through the API")


class KeyResult(Matter):
    """A figure that goes from `start_value` to `target_value`; `current_value` null means nobody has told it yet.

    `confidence` is a per cent; `score` runs from 0 to 1. It has the goal's parties and audience.
    """

    machine = KEY_RESULT_MACHINE
    chain_parent = "goal"
    own_step_roles = frozenset({PartyRole.CO, PartyRole.RESPONSIBLE, PartyRole.SPONSOR})

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_key_result"
    )
    goal = models.ForeignKey(
        "goals.Goal", verbose_name=_("goal"), on_delete=models.PROTECT, related_name="key_results"
    )
    start_value = models.DecimalField(_("start"), max_digits=20, decimal_places=4)
    target_value = models.DecimalField(_("target"), max_digits=20, decimal_places=4)
    current_value = models.DecimalField(_("current"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    confidence = models.PositiveSmallIntegerField(_("confidence, %"), null=True, blank=True)
    cadence = models.CharField(_("check-in"), max_length=12, choices=Cadence.choices, default=Cadence.MONTHLY)
    follows = models.CharField(_("follows"), max_length=16, choices=Follows.choices, default=Follows.MANUAL)
    metric_key = models.SlugField(_("name of the metric"), max_length=80, blank=True)
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=4, null=True, editable=False)
    last_check_in_at = models.DateTimeField(_("last check-in"), null=True, editable=False)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("key result")
        verbose_name_plural = _("key results")
        constraints = [
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="key_result_weighs_something"),
            models.CheckConstraint(
                condition=models.Q(confidence=None) | models.Q(confidence__lte=100),
                name="key_result_confidence_per_cent",
            ),
        ]
        indexes = [models.Index(fields=["goal", "follows"], name="key_result_goal")]

    def take(self, step: str) -> None:
        """Take a step of the machine, or raise TransitionRefused."""
        self.move(step)


class CheckIn(models.Model):
    """What its author said of a period, with the figures as they stood; acknowledging it locks it.

    `key_result` is null where the goal as a whole is spoken of. `figures` maps key result ids to their values.
    """

    kind = CHECK_IN

    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="check_ins")
    key_result = models.ForeignKey(
        KeyResult, null=True, blank=True, on_delete=models.CASCADE, related_name="check_ins"
    )
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    light = models.CharField(_("light"), max_length=8, choices=Health.choices, default=Health.GREEN)
    figures = models.JSONField(_("figures"), default=dict)
    message = models.TextField(_("message"), blank=True)
    blockers = models.TextField(_("what stands in the way"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="check_ins")
    made_at = models.DateTimeField(_("made"))
    edited_at = models.DateTimeField(null=True, editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        null=True,
        on_delete=models.PROTECT,
        related_name="reviewed_check_ins",
    )
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("reviewer's note"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OnGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["goal", "-made_at"], name="check_in_goal"),
            models.Index(fields=["key_result", "-made_at"], name="check_in_key_result"),
            models.Index(
                fields=["reviewer"], condition=models.Q(acknowledged_at=None), name="check_in_unreviewed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.period_to}"


class Figure(models.Model):
    """One value of a key result at an instant; nothing is ever overwritten."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="figures")
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    at = models.DateTimeField(_("at"))
    source = models.CharField(_("source"), max_length=16, choices=Follows.choices, default=Follows.MANUAL)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    check_in = models.ForeignKey(CheckIn, null=True, on_delete=models.CASCADE, related_name="values")

    objects = OnKeyResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["key_result", "at"], name="figure_key_result")]

    def __str__(self) -> str:
        return f"{self.key_result_id} {self.value}"


register_kind(Kind.KEY_RESULT, KeyResult)
