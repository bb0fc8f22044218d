"""Goal 目标: what departments agree to reach in a cycle, answered for by five SMART questions."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter, PartyRole
from collab.matters.models.matter import register_kind

from ..querysets import GoalQuerySet
from ..states import GOAL_MACHINE


class Commitment(models.TextChoices):
    """How it is scored: a committed goal is met or not, an aspirational one is good from seven tenths on."""

    COMMITTED = "committed", _("Committed")
    ASPIRATIONAL = "aspirational", _("Aspirational")


class Health(models.TextChoices):
    """How a goal stands, computed; the worst comes last in `HEALTH_ORDER`."""

    NONE = "none", _("Not known yet")
    GREEN = "green", _("Goes well")
    YELLOW = "yellow", _("At risk")
    RED = "red", _("Off course")


HEALTH_ORDER = (Health.NONE, Health.GREEN, Health.YELLOW, Health.RED)


class Goal(Matter):
    """`department` leads, `owner` answers for it, `sponsor` confirms it; `due_at` is the end of the day `due_on`.

    The fields of the five answers hold what is in force; a proposed change lives in its version until confirmed.
    `progress` and `score` run from 0 to 1 and are null where a figure is missing.
    """

    machine = GOAL_MACHINE
    chain_parent = "parent"
    own_step_roles = frozenset({PartyRole.CO, PartyRole.RESPONSIBLE, PartyRole.SPONSOR})

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_goal"
    )
    cycle = models.ForeignKey(
        "goals.Cycle", verbose_name=_("cycle"), on_delete=models.PROTECT, related_name="goals"
    )
    commitment = models.CharField(
        _("commitment"), max_length=16, choices=Commitment.choices, default=Commitment.COMMITTED
    )
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sponsor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sponsored_goals",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent goal"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    is_reporting = models.BooleanField(
        _("counts towards the parent goal"),
        default=True,
        help_text=_(
            "Without it the goal is only linked: it shows below its parent and changes none of its figures."
        ),
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    specific = models.TextField(_("what exactly is to be reached"), blank=True)
    metric = models.CharField(_("metric"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=20, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=20, decimal_places=4, null=True, blank=True)
    feasibility = models.TextField(_("why it can be reached"), blank=True)
    resources = models.TextField(_("what it takes"), blank=True)
    relevance = models.TextField(_("why it matters"), blank=True)
    due_on = models.DateField(_("to be reached by"), null=True, blank=True)

    health = models.CharField(
        _("health"), max_length=8, choices=Health.choices, default=Health.NONE, editable=False
    )
    progress = models.DecimalField(_("progress"), max_digits=7, decimal_places=4, null=True, editable=False)
    health_wakes_at = models.DateTimeField(null=True, editable=False)  # when time alone turns the health next
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer of check-ins"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    last_check_in_at = models.DateTimeField(_("last check-in"), null=True, editable=False)
    activated_at = models.DateTimeField(_("started"), null=True, editable=False)

    score = models.DecimalField(_("score"), max_digits=7, decimal_places=4, null=True, editable=False)
    self_score = models.DecimalField(
        _("own score"), max_digits=7, decimal_places=4, null=True, editable=False
    )
    self_assessment = models.TextField(_("own assessment"), blank=True, editable=False)
    self_assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    self_assessed_at = models.DateTimeField(null=True, editable=False)
    sponsor_score = models.DecimalField(
        _("sponsor's score"), max_digits=7, decimal_places=4, null=True, editable=False
    )
    sponsor_assessment = models.TextField(_("sponsor's assessment"), blank=True, editable=False)
    sponsor_assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    sponsor_assessed_at = models.DateTimeField(null=True, editable=False)
    carried_over_from = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="carried_over_to"
    )

    objects = GoalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="goal_weighs_something"),
        ]
        indexes = [
            models.Index(fields=["cycle", "health"], name="goal_cycle_health"),
            models.Index(fields=["parent", "is_reporting"], name="goal_parent"),
            models.Index(fields=["sponsor"], name="goal_sponsor"),
            models.Index(
                fields=["health_wakes_at"],
                name="goal_health_wakes",
                condition=models.Q(health_wakes_at__isnull=False),
            ),
        ]

    def take(self, step: str) -> None:
        """Take a step of the machine, or raise TransitionRefused."""
        self.move(step)

    @property
    def has_agreed_words(self) -> bool:
        return self.status != "draft"

    def heirs(self) -> Iterable[Matter]:
        return self.key_results.all()

    @property
    def proposal(self) -> Any:
        """The version in consultation, read once per loaded goal; None where there is none."""
        if "_proposal" not in self.__dict__:
            self._proposal = self.versions.filter(state="consulting").first()
        return self._proposal


register_kind(Kind.GOAL, Goal)
