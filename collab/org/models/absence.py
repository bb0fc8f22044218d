"""Absence with a delegate 代理: who acts for whom, when, and in what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import AbsenceQuerySet


class Scope(models.TextChoices):
    """What a delegate may do in the absent person's place."""

    ALL = "all", _("Everything")
    RECEIPT = "receipt", _("Sign for")
    APPROVAL = "approval", pgettext_lazy("delegation", "Approve")


class Absence(models.Model):
    """From `starts_at` (inclusive) to `ends_at` (exclusive), both instants."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="absences"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("delegate"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stands_in_for",
    )
    scope = models.CharField(_("scope"), max_length=16, choices=Scope.choices, default=Scope.ALL)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="absence_ends_later"
            ),
        ]
        indexes = [models.Index(fields=["delegate", "ends_at"]), models.Index(fields=["person", "ends_at"])]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_at:%Y-%m-%d} – {self.ends_at:%Y-%m-%d}"
