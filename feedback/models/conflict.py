"""Conflict case 分歧 between departments: each side's own box, options scored by criteria, what was agreed or ruled."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common import clock
from collab.matters.models import Kind, Matter, PartyRole
from collab.matters.models.matter import register_kind
from collab.matters.querysets import HangingQuerySet, MatterQuerySet

from ..conflicts.states import MACHINE

CONFLICT_SIDE, CONFLICT_OPTION, CONFLICT_CRITERION = "conflict_side", "conflict_option", "conflict_criterion"
LEAST, MOST = 0, 10
LIGHTEST, HEAVIEST = 1, 10


def _person(**options) -> models.ForeignKey:
    kept: dict[str, Any] = {"null": True, "editable": False, "on_delete": models.PROTECT, "related_name": "+"}
    return models.ForeignKey(settings.AUTH_USER_MODEL, **kept | options)


class ConflictCase(Matter):
    """Kept to its parties for good. `round` counts how often options were scored anew; `agreement_version` how often
    the text was, so that a confirmation names what it confirmed. All instants are UTC.
    """

    machine = MACHINE
    own_step_roles = frozenset(PartyRole)

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_conflict"
    )
    about = models.ForeignKey(
        "matters.Matter",
        verbose_name=_("about"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="disputes",
    )
    round = models.PositiveSmallIntegerField(_("round of scoring"), default=0, editable=False)
    scoring = models.BooleanField(_("being scored"), default=False, editable=False)
    scores_shown_at = models.DateTimeField(_("scores shown"), null=True, editable=False)
    agreement = models.TextField(_("agreement"), blank=True)
    agreement_version = models.PositiveSmallIntegerField(default=0, editable=False)
    check_at = models.DateTimeField(_("to be checked"), null=True, blank=True)
    mediator = _person(verbose_name=_("mediator"))
    ruler = _person(verbose_name=_("ruler"))
    ruling = models.TextField(_("ruling"), blank=True)
    ruling_reason = models.TextField(_("grounds of the ruling"), blank=True)
    ruled_at = models.DateTimeField(_("ruled"), null=True, editable=False)
    ruled_by = _person()

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("conflict case")
        verbose_name_plural = _("conflict cases")

    def audience_keepers(self) -> frozenset[int]:
        """Nobody: its own steps settle who reads it."""
        return frozenset()

    @property
    def is_to_be_confirmed(self) -> bool:
        """Whether there is a text whose check still lies ahead; after that it is written down anew."""
        return self.agreement_version > 0 and self.check_at is not None and self.check_at > clock.now()

    @property
    def has_agreed_words(self) -> bool:
        """Its words stand as soon as another side has something to answer."""
        return self.status != "raised"


class OfConflictQuerySet(HangingQuerySet):
    """Rows of a case are seen by whoever sees the case; what a box says is for fewer (conflicts.policies)."""

    way = "case__"


class ConflictSide(models.Model):
    """One department's side: its box (position and interests), what it confirmed, and whether it says it was kept.

    `scored_round` is the last round in which it scored every option.
    """

    case = models.ForeignKey(ConflictCase, on_delete=models.CASCADE, related_name="sides")
    department = models.ForeignKey("org.Department", on_delete=models.PROTECT, related_name="+")
    raised_it = models.BooleanField(default=False)
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = _person()
    position = models.TextField(_("position"), blank=True)
    interests = models.TextField(_("interests"), blank=True)
    written_at = models.DateTimeField(null=True)
    written_by = _person()
    shared_at = models.DateTimeField(_("shared"), null=True)
    scored_round = models.PositiveSmallIntegerField(default=0)
    confirmed_version = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = _person()
    kept = models.BooleanField(_("kept"), null=True)
    kept_note = models.TextField(blank=True)
    kept_at = models.DateTimeField(null=True)
    kept_by = _person()
    version = models.PositiveIntegerField(default=1)

    objects = OfConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("side of a conflict")
        verbose_name_plural = _("sides of a conflict")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "department"], name="a_side_once_per_case")]

    def __str__(self) -> str:
        return str(self.department)


class ConflictOption(models.Model):
    """A way out. Once scoring has opened none is added; `dropped_at` takes one out before."""

    case = models.ForeignKey(ConflictCase, on_delete=models.CASCADE, related_name="options")
    text = models.TextField(_("option"))
    added_by = _person()
    added_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class UsualCriterion(models.TextChoices):
    """What options are mostly weighed by; every case begins with these."""

    COST = "cost", pgettext_lazy("criterion", "Cost")
    EFFECT = "effect", pgettext_lazy("criterion", "Effect")
    TIME = "time", pgettext_lazy("criterion", "Time")
    ACCEPTANCE = "acceptance", pgettext_lazy("criterion", "Acceptability")


class ConflictCriterion(models.Model):
    """What a good way out must do, and how much it counts (1 to 10). It stands while scoring is open.

    A `usual` one is named in the reader's language until somebody gives it another `name`.
    """

    kind = CONFLICT_CRITERION

    case = models.ForeignKey(ConflictCase, on_delete=models.CASCADE, related_name="criteria")
    usual = models.CharField(max_length=16, choices=UsualCriterion.choices, blank=True, editable=False)
    name = models.CharField(_("criterion"), max_length=100, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=LIGHTEST)
    dropped_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = OfConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight__gte=LIGHTEST, weight__lte=HEAVIEST), name="a_weight_from_1_to_10"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(UsualCriterion(self.usual).label)


class OptionScore(models.Model):
    """What one side gave an option in one round, a grade for each criterion; hidden until all have scored or it is
    opened.
    """

    option = models.ForeignKey(ConflictOption, on_delete=models.CASCADE, related_name="scores")
    side = models.ForeignKey(ConflictSide, on_delete=models.CASCADE, related_name="scores")
    round = models.PositiveSmallIntegerField()
    remark = models.TextField(blank=True)
    scored_by = _person()
    scored_at = models.DateTimeField()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["option", "side", "round"], name="one_score_per_side_and_round")
        ]

    def __str__(self) -> str:
        return f"{self.option_id} {self.side_id}"


class Grade(models.Model):
    """How well an option does by one criterion in the eyes of one side, 0 to 10."""

    score = models.ForeignKey(OptionScore, on_delete=models.CASCADE, related_name="grades")
    criterion = models.ForeignKey(ConflictCriterion, on_delete=models.RESTRICT, related_name="+")
    value = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["score", "criterion"], name="one_grade_per_criterion"),
            models.CheckConstraint(condition=models.Q(value__lte=MOST), name="a_grade_is_at_most_ten"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.value}"


register_kind(Kind.CONFLICT, ConflictCase)
