"""Asking for a later due date: nothing else moves one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.models import Matter, Party
from collab.matters.querysets import HangingQuerySet


class ExtensionQuerySet(HangingQuerySet):
    """Requests on matters the reader sees."""

    def of_the_whole(self) -> "ExtensionQuerySet":
        """Those for a matter's own date, without those for a co-department's part."""
        return self.filter(party=None)


class Extension(models.Model):
    """延期: a request with an exact new instant, decided step by step along the line of approval.

    With a `party` it asks for that party's own part only; the date of the whole stands.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for a decision")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", pgettext_lazy("extension", "Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="extensions")
    party = models.ForeignKey(
        "matters.Party", null=True, blank=True, on_delete=models.CASCADE, related_name="extensions"
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"))
    reason = models.TextField(_("reason"))
    old_due_at = models.DateTimeField(_("due before"))
    new_due_at = models.DateTimeField(_("asked for"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=models.Q(state="pending", party=None),
                name="one_pending_extension_per_matter",
            ),
            models.UniqueConstraint(
                fields=["party"],
                condition=models.Q(state="pending", party__isnull=False),
                name="one_pending_extension_per_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.new_due_at:%Y-%m-%d}"

    @property
    def held(self) -> "Matter | Party":
        """What has the date that is to move: the party with its part, or the whole."""
        return self.party or self.matter

    @property
    def waiting(self) -> "ExtensionStep | None":
        """The step that decides now; None once all is decided."""
        return next((step for step in self.steps.all() if step.state == ExtensionStep.State.WAITING), None)


class Office(models.TextChoices):
    """Who decides on more time, in this order."""

    HEAD = "head", _("Department head")
    SUPERVISOR = "supervisor", _("Supervisor")
    LEADER = "leader", _("Sponsor")


class ExtensionStep(models.Model):
    """One office's say. `department` is where the office is held; the supervisor's is held on the matter itself."""

    class State(models.TextChoices):
        LATER = "later", pgettext_lazy("approval", "To come")
        WAITING = "waiting", pgettext_lazy("approval", "Decides now")
        APPROVED = "approved", pgettext_lazy("approval", "Agreed")
        REFUSED = "refused", pgettext_lazy("approval", "Refused")
        SKIPPED = "skipped", pgettext_lazy("approval", "Skipped")
        MOOT = "moot", pgettext_lazy("approval", "No longer asked")

    extension = models.ForeignKey(Extension, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("order"))
    office = models.CharField(_("office"), max_length=16, choices=Office.choices)
    department = models.ForeignKey("org.Department", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=16, choices=State.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("step of approval")
        verbose_name_plural = _("steps of approval")
        ordering = ["extension", "position"]
        constraints = [
            models.UniqueConstraint(fields=["extension", "position"], name="one_step_per_position")
        ]
        indexes = [
            models.Index(
                fields=["office", "department"],
                name="step_waiting",
                condition=models.Q(state="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.extension_id} {self.get_office_display()}"
