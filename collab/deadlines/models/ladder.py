"""An escalation ladder: who is told, how long before or after a due instant."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .deadline import Clock


class Unit(models.TextChoices):
    """What an offset counts. Emergency activations count clock time, everything else working time."""

    WORKING_DAY = "working_day", _("working days")
    WORKING_MINUTE = "working_minute", _("working minutes")
    CLOCK_MINUTE = "clock_minute", _("minutes by the clock")


class Target(models.TextChoices):
    """A step of the management line."""

    ASSIGNEE = "assignee", _("Assignee")
    ACCOUNTABLE = "accountable", _("Who answers for the whole")
    LIAISON = "liaison", _("Liaison officer")
    HEAD = "head", _("Department head")
    SPONSOR = "sponsor", _("Sponsor")
    CIRCULAR = "circular", _("Circular")
    COORDINATORS = "coordinators", _("Coordinators")
    SUBMITTER = "submitter", pgettext_lazy("feedback", "Submitter")


PRIORITIES = ("0", "1", "2")
SEVERITIES = ("low", "normal", "high", "severe")
BY_SEVERITY = (Clock.ACCEPTANCE, Clock.ANSWER, Clock.SOLUTION, Clock.REPLY, Clock.CONFIRMATION)


def term_keys(clock: str) -> tuple[str, ...]:
    """What the terms of a ladder of this kind are given by: the severity of feedback, else the priority."""
    return SEVERITIES if clock in BY_SEVERITY else PRIORITIES


class Ladder(models.Model):
    """`terms` gives the working minutes until it is due: a receipt by priority, {"0": 480, "1": 240, "2": 120};
    the clocks of feedback by severity, {"low": 960, "normal": 480, "high": 240, "severe": 120}.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    clock = models.CharField(_("for"), max_length=16, choices=Clock.choices)
    is_default = models.BooleanField(_("default"), default=False)
    terms = models.JSONField(_("terms by priority or severity"), default=dict, blank=True)
    leader_after_days = models.PositiveSmallIntegerField(
        _("the sponsor decides beyond (working days)"),
        default=10,
        help_text=_("An extension this many working days past the original date needs the sponsor as well."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("escalation ladder")
        verbose_name_plural = _("escalation ladders")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=models.Q(is_default=True), name="one_default_ladder_per_clock"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Rung(models.Model):
    """`offset` is negative before the due instant, zero at it, positive after it."""

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="rungs")
    position = models.PositiveSmallIntegerField(_("order"))
    offset = models.IntegerField(_("offset"))
    unit = models.CharField(_("unit"), max_length=16, choices=Unit.choices, default=Unit.WORKING_DAY)
    targets = models.JSONField(_("who is told"), default=list)

    class Meta:
        verbose_name = _("rung")
        verbose_name_plural = _("rungs")
        ordering = ["ladder", "position"]
        constraints = [models.UniqueConstraint(fields=["ladder", "position"], name="one_rung_per_position")]

    def __str__(self) -> str:
        return f"{self.offset:+d} {self.get_unit_display()}"


class Firing(models.Model):
    """That a rung has fired for one version of a deadline: once, whatever crashes."""

    deadline = models.ForeignKey("deadlines.Deadline", on_delete=models.CASCADE, related_name="firings")
    version = models.PositiveIntegerField()
    rung = models.ForeignKey(Rung, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    people = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "version", "rung"], name="one_firing_per_rung_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id} v{self.version} {self.rung_id}"
