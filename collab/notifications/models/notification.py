"""Notification: the one in-app record that a person gets of one fact."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import NotificationQuerySet


class Why(models.TextChoices):
    """Why somebody hears of it, strongest first."""

    ACT = "act", _("Yours to do")
    MENTION = "mention", _("You are mentioned")
    CHASED = "chased", _("Meant for you")
    SUBMITTER = "submitter", _("You asked for it")
    PARTY = "party", _("You take part")
    WATCHER = "watcher", _("You watch it")


class Notification(models.Model):
    """`dedupe_key` names the fact: redelivery, two sweepers or two beats leave one row per person."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="notifications",
        db_index=False,
    )
    activity = models.ForeignKey(
        "activity.Activity", verbose_name=_("event"), on_delete=models.CASCADE, related_name="notifications"
    )
    matter = models.ForeignKey(
        "matters.Matter",
        verbose_name=_("matter"),
        null=True,
        on_delete=models.CASCADE,
        related_name="notifications",
    )
    why = models.CharField(_("why"), max_length=16, choices=Why.choices, default=Why.PARTY)
    urgency = models.CharField(_("urgency"), max_length=16)
    dedupe_key = models.CharField(max_length=100)
    read_at = models.DateTimeField(_("read"), null=True)
    created_at = models.DateTimeField(_("received"))

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "dedupe_key"], name="one_notification_per_key")
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_inbox"),
            models.Index(
                fields=["person", "-id"], name="notification_unread", condition=models.Q(read_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.dedupe_key}"
