"""Corrective action 纠正措施 (8D): its steps by round, and the rule by which one is opened."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.models import Kind, Matter, PartyRole
from collab.matters.models.matter import register_kind
from collab.matters.querysets import HangingQuerySet, MatterQuerySet

from ..corrective.states import LINE, MACHINE, WORDS


class Fishbone(models.TextChoices):
    """The branch of the fishbone on which the root cause lies."""

    PEOPLE = "people", pgettext_lazy("fishbone", "People and skills")
    METHOD = "method", pgettext_lazy("fishbone", "Method and process")
    MEANS = "means", pgettext_lazy("fishbone", "Equipment and systems")
    MATERIAL = "material", pgettext_lazy("fishbone", "Material and data")
    MEASURE = "measure", pgettext_lazy("fishbone", "Checking and measuring")
    SURROUNDINGS = "surroundings", pgettext_lazy("fishbone", "Surroundings")
    MANAGEMENT = "management", pgettext_lazy("fishbone", "Management and cooperation")


class Trigger(models.TextChoices):
    """Why it was opened."""

    HAND = "hand", pgettext_lazy("trigger", "By a coordinator")
    SEVERE = "severe", pgettext_lazy("trigger", "Severe feedback")
    REPEATED = "repeated", pgettext_lazy("trigger", "Repeated feedback")
    REOPENED = "reopened", pgettext_lazy("trigger", "Feedback reopened again and again")


class CorrectiveAction(Matter):
    """What it came from hangs on it by led-to links. Its owner is whoever owes the present step, and its due date
    is that step's, so the matter's own clock, ladder, light and extensions are the step's. A check that finds no
    effect begins another `round`; the steps of earlier ones stay.
    """

    machine = MACHINE
    own_step_roles = frozenset({PartyRole.RESPONSIBLE, PartyRole.CONSULTED})

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_corrective"
    )
    trigger = models.CharField(
        _("opened because of"), max_length=16, choices=Trigger.choices, default=Trigger.HAND, editable=False
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    check_from = models.DateTimeField(_("effect is checked from"), null=True, editable=False)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("corrective action")
        verbose_name_plural = _("corrective actions")


class OfCorrectiveQuerySet(HangingQuerySet):
    """Steps are seen by whoever sees the corrective action."""

    way = "corrective__"


class CorrectiveStep(models.Model):
    """One of the five steps in one round: who owes it by when, what was handed in, why it was sent back last.

    `owner` and `due_at` may be settled ahead; without them the owner of the step before goes on, within the usual
    term. `whys` are the answers to “why?”, one a line.
    """

    corrective = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="steps")
    round = models.PositiveSmallIntegerField(_("round"))
    kind = models.CharField(_("step"), max_length=16, choices=[(code, WORDS[code]) for code in LINE])
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_at = models.DateTimeField(_("due"), null=True)
    result = models.TextField(_("result"), blank=True)
    branch = models.CharField(
        _("branch of the fishbone"), max_length=16, choices=Fishbone.choices, blank=True
    )
    whys = models.TextField(_("why, and why again"), blank=True)
    evidence = models.ForeignKey(
        "matters.Attachment",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("evidence"),
    )
    effective = models.BooleanField(_("effective"), null=True)
    done_at = models.DateTimeField(_("handed in"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_back = models.TextField(_("sent back because"), blank=True)

    objects = OfCorrectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a corrective action")
        verbose_name_plural = _("steps of corrective actions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["corrective", "round", "kind"], name="a_step_once_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.corrective_id} {self.get_kind_display()}"


class CorrectiveRule(models.Model):
    """When a corrective action is opened by itself; there is one row. `within_days` are days of the calendar,
    `check_after_days` working days from prevention to the check of its effect.
    """

    severe_opens = models.BooleanField(_("severe feedback opens one"), default=True)
    repeats = models.PositiveSmallIntegerField(
        _("so many with the same cause or about the same matter"),
        default=3,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
    )
    within_days = models.PositiveSmallIntegerField(
        _("within so many days"), default=90, validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    reopened_times = models.PositiveSmallIntegerField(
        _("reopened so often"), default=2, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    check_after_days = models.PositiveSmallIntegerField(
        _("effect is checked after (working days)"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(250)],
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rule for corrective action")
        verbose_name_plural = _("rule for corrective action")

    def __str__(self) -> str:
        return str(_("Rule for corrective action"))


register_kind(Kind.CORRECTIVE, CorrectiveAction)
