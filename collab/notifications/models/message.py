"""Message: the ledger of what goes out to one person by one channel, until a terminal state."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import MessageQuerySet


class Channel(models.TextChoices):
    """Ways to a person."""

    IN_APP = "in_app", _("Inbox")
    EMAIL = "email", _("E-mail")
    IM = "im", _("Instant message")


class State(models.TextChoices):
    """`unknown`: every try ended without an answer, so it may or may not have arrived."""

    PENDING = "pending", _("Waiting")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Unknown")
    SKIPPED = "skipped", _("Not needed any more")


class Message(models.Model):
    """One outgoing message. While it waits it takes in what else falls into the same `bundle`.

    `items` lists the ids of its notifications, comma-separated, so that joining a waiting message is
    one upsert on either database.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="messages"
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    bundle = models.CharField(max_length=60)
    items = models.TextField()
    is_digest = models.BooleanField(_("digest"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("due"))
    lease_until = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120, unique=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"))
    done_at = models.DateTimeField(_("ended"), null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "bundle"],
                condition=models.Q(state="pending", attempts=0),
                name="one_waiting_message_per_bundle",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="message_due",
                condition=models.Q(state__in=["pending", "sending"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} → {self.person_id} ({self.state})"

    @property
    def notification_ids(self) -> list[int]:
        return [int(part) for part in self.items.split(",") if part]
