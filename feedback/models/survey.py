"""Survey 调查: questions, who is asked, and, kept apart from each other, who has answered and what was answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet
from collab.org.models.person import known_zone

from ..surveys.states import MACHINE


class Told(models.TextChoices):
    """Who is told the results when they are published."""

    ASKED = "asked", _("Those who were asked")
    READERS = "readers", _("Everyone who may see the survey")


class Pulse(models.Model):
    """A survey that comes round: `rrule` falls on the wall clock of `zone`, counted from `first_at`.

    Each round is open for `days_open` working days. `next_at` is when the next one opens; None where it has ended.
    """

    rrule = models.CharField(_("recurrence rule"), max_length=300)
    zone = models.CharField(_("time zone"), max_length=64, validators=[known_zone])
    first_at = models.DateTimeField(_("first time"))
    days_open = models.PositiveSmallIntegerField(_("open for (working days)"), default=5)
    next_at = models.DateTimeField(_("next round"), null=True, db_index=True)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")

    def __str__(self) -> str:
        return self.rrule


class Survey(Matter):
    """`questions` and who is asked are frozen when it opens, `results` when it closes.

    `questions` are objects as `surveys.questions` checks them. `roles` narrows the organisation or the departments
    to people who hold one of them; `people` are asked besides.
    """

    machine = MACHINE

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_survey"
    )
    anonymous = models.BooleanField(_("anonymous"), default=True)
    questions = models.JSONField(_("questions"), default=list)
    everyone = models.BooleanField(_("the whole organisation"), default=False)
    departments = models.ManyToManyField("org.Department", blank=True, related_name="+")
    roles = models.JSONField(_("roles"), default=list, blank=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    results = models.JSONField(_("results"), null=True, editable=False)
    told = models.CharField(_("told to"), max_length=8, choices=Told.choices, blank=True, editable=False)
    pulse = models.ForeignKey(
        Pulse, null=True, editable=False, on_delete=models.SET_NULL, related_name="rounds"
    )
    round = models.PositiveIntegerField(pgettext_lazy("pulse", "round"), default=1, editable=False)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    @property
    def has_agreed_words(self) -> bool:
        """Once people answer, what they were asked stays as it was."""
        return self.status != "draft"

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [models.UniqueConstraint(fields=["pulse", "round"], name="one_survey_per_round")]


class Asked(models.Model):
    """One person asked, as of the opening. Of an anonymous survey `has_answered` is cleared when it closes.

    `unit` is the department under which the person's answer is counted; of an anonymous survey one in which at
    least five are asked, or None.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Department", null=True, on_delete=models.PROTECT, related_name="+")
    has_answered = models.BooleanField(_("has answered"), default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="asked_once")]
        indexes = [
            models.Index(
                fields=["person", "survey"], name="asked_waiting", condition=models.Q(has_answered=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.person_id}"


class NamedAnswer(models.Model):
    """What one person said in a survey that is not anonymous; it can be changed until the survey closes."""

    asked = models.OneToOneField(Asked, primary_key=True, on_delete=models.CASCADE, related_name="named")
    answers = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.asked_id)


class SurveyUrn(models.Model):
    """Anonymous answers: a row is rewritten as a whole with each answer that falls into it, and gone at the close.

    `slips` maps a random key to an answer and its unit, sorted by key: nothing says whose it is, or when it came.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="urns")
    place = models.PositiveSmallIntegerField()
    slips = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["survey", "place"], name="one_urn_per_place")]

    def __str__(self) -> str:
        return f"urn {self.pk}"


register_kind(Kind.SURVEY, Survey)
