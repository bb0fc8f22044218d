"""Asking for a later due date: nothing else moves one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.querysets import HangingQuerySet


class Extension(models.Model):
    """延期: a request with an exact new instant, decided by whoever supervises."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for a decision")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", pgettext_lazy("extension", "Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="extensions")
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

    objects = HangingQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=models.Q(state="pending"),
                name="one_pending_extension_per_matter",
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.new_due_at:%Y-%m-%d}"
