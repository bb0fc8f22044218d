"""One clock on a matter: what is due, since when, until when, and when the sweep must look again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.models import Light

from ..querysets import DeadlineQuerySet


class Clock(models.TextChoices):
    """What is awaited."""

    RECEIPT = "receipt", _("Sign for")
    DUE = "due", _("Completion")
    CHECK_IN = "check_in", _("Check-in")
    EFFECT = "effect", pgettext_lazy("clock", "Effect check")
    ACCEPTANCE = "acceptance", pgettext_lazy("clock", "Acceptance")
    ANSWER = "answer", pgettext_lazy("clock", "First answer")
    SOLUTION = "solution", pgettext_lazy("clock", "Solution")
    REPLY = "reply", pgettext_lazy("clock", "Reply of the submitter")
    CONFIRMATION = "confirmation", pgettext_lazy("clock", "Confirmation, after which it is closed")


WHOLE = (
    Clock.DUE,
    Clock.SOLUTION,
)  # clocks of a whole matter: their due instant and light are the matter's own


class State(models.TextChoices):
    """A running clock is watched; a paused one waits; the others are over."""

    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    MET = "met", _("Met")
    CANCELLED = "cancelled", _("Cancelled")


class Deadline(models.Model):
    """All instants are UTC. `version` rises whenever the due instant moves; `since` is when this version began.

    `step` is the state of the matter it is for, where each state has a clock of its own.
    `wake_at` is the next instant at which a rung fires or the light changes; the sweep looks at nothing else.
    """

    matter = models.ForeignKey(
        "matters.Matter", on_delete=models.CASCADE, related_name="deadlines", db_index=False
    )
    party = models.ForeignKey(
        "matters.Party", null=True, blank=True, on_delete=models.SET_NULL, related_name="deadlines"
    )
    clock = models.CharField(_("for"), max_length=16, choices=Clock.choices)
    step = models.CharField(_("step"), max_length=32, blank=True)
    ladder = models.ForeignKey("deadlines.Ladder", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.RUNNING)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(_("started"))
    since = models.DateTimeField()
    due_at = models.DateTimeField(_("due"))
    original_due_at = models.DateTimeField(_("original due"))
    paused_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    report_every_days = models.PositiveSmallIntegerField(_("report every (working days)"), default=5)
    last_report_at = models.DateTimeField(null=True)
    light = models.CharField(_("light"), max_length=8, choices=Light.choices, default=Light.GREEN)
    override_light = models.CharField(max_length=8, choices=Light.choices, blank=True)
    override_until = models.DateTimeField(null=True)
    override_reason = models.TextField(blank=True)
    wake_at = models.DateTimeField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["matter", "clock"], name="deadline_matter"),
            models.Index(
                fields=["wake_at"],
                name="deadline_wakes",
                condition=models.Q(state="running", wake_at__isnull=False),
            ),
            models.Index(
                fields=["clock", "due_at"], name="deadline_running_due", condition=models.Q(state="running")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clock_display()} {self.due_at:%Y-%m-%d %H:%M}"

    def awaited(self, kind: str) -> str:
        """What is awaited of a matter of this kind, as facts keep it and `clock_word` says it."""
        return f"{kind}.{self.step}" if self.step else self.clock

    @property
    def is_running(self) -> bool:
        return self.state == State.RUNNING
