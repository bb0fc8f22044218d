"""Private addresses under which calendar programs read meetings: hashed at rest, revocable."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import FeedQuerySet


class CalendarFeed(models.Model):
    """What `person` may see of their own meetings, of one series, or of one department's meetings.

    Only the SHA-256 of the address's secret is kept; the address is shown once, when it is made.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="feeds"
    )
    series = models.ForeignKey(
        "meetings.MeetingSeries",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="feeds",
    )
    department = models.ForeignKey(
        "org.Department",
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=12, editable=False)
    created_at = models.DateTimeField(_("created"))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(series=None) | models.Q(department=None), name="a_feed_is_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return str(self.series or self.department or self.person)
