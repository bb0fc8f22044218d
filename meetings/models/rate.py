"""What an hour of one person's time in meetings is reckoned at."""

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class HourlyRate(models.Model):
    """Holds for meetings held on or after `from_on`, until the next one; what was reckoned before stays as it was."""

    from_on = models.DateField(_("holds from"), unique=True)
    amount = models.DecimalField(
        _("amount per person and hour"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="CNY",
        validators=[RegexValidator("^[A-Z]{3}$", _("Three capital letters, as in CNY."))],
        help_text=_("ISO 4217"),
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(_("set"), editable=False)

    class Meta:
        verbose_name = _("hourly rate of meetings")
        verbose_name_plural = _("hourly rates of meetings")
        ordering = ["-from_on"]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
