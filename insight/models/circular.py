"""Circular 通报: what the ledger said of a period, kept as it was when it was issued."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..querysets import CircularQuerySet


class Circular(models.Model):
    """`figures` names the records every number was counted from; `taken_at` is the instant it speaks of.

    `digest` is set at issue over everything that was issued; from then on nothing here changes.
    """

    class Period(models.TextChoices):
        WEEK = "week", gettext_lazy("Week")
        MONTH = "month", gettext_lazy("Month")
        QUARTER = "quarter", gettext_lazy("Quarter")

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        ISSUED = "issued", pgettext_lazy("circular", "Issued")

    period = models.CharField(gettext_lazy("period"), max_length=8, choices=Period.choices)
    first_day = models.DateField(gettext_lazy("from"))
    last_day = models.DateField(gettext_lazy("to"))
    scope = models.ForeignKey(
        "org.Department",
        verbose_name=gettext_lazy("department and those below it"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(gettext_lazy("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    figures = models.JSONField(default=dict)
    remarks = models.TextField(gettext_lazy("remarks"), blank=True)
    corrects = models.ForeignKey(
        "self",
        verbose_name=gettext_lazy("corrects"),
        null=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    taken_at = models.DateTimeField(gettext_lazy("as of"))
    digest = models.CharField(max_length=64, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("drafted by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("issued by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_at = models.DateTimeField(gettext_lazy("issued"), null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("circular")
        verbose_name_plural = gettext_lazy("circulars")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["year", "serial"], name="one_number_per_circular")]

    def __str__(self) -> str:
        return f"{self.number} · {self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def number(self) -> str:
        """What people call it, such as 通报〔2026〕3号; a draft has none yet."""
        if self.serial is None:
            return _("Draft circular")
        return _("Circular [%(year)s] No. %(serial)s") % {"year": self.year, "serial": self.serial}

    def said(self) -> dict[str, Any]:
        """Everything the circular states, in the form its digest is taken over."""
        return {
            "year": self.year,
            "serial": self.serial,
            "period": self.period,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "scope": self.scope_id,
            "taken_at": self.taken_at.isoformat(),
            "figures": self.figures,
            "remarks": self.remarks,
            "corrects": self.corrects_id,
        }

    def seal(self) -> str:
        """The digest of what it states now."""
        told = json.dumps(self.said(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def is_intact(self) -> bool:
        """Whether an issued circular still states what was issued."""
        return self.is_draft or self.digest == self.seal()
