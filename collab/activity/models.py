"""The journal: one append-only row per state change, which is the audit and the outbox at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .querysets import ActivityQuerySet


class Activity(models.Model):
    """What happened, to which matter, by whom, in whose name.

    Rows with the same `stream` ("matter:12" or "org") form a hash chain in `seq` order.
    `delivered_at` is the outbox mark and the only column that ever changes.
    """

    stream = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    event = models.CharField(_("event"), max_length=64, db_index=True)
    matter = models.ForeignKey(
        "matters.Matter",
        verbose_name=_("matter"),
        null=True,
        on_delete=models.PROTECT,
        related_name="activities",
        db_index=False,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("on behalf of", "for"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    via = models.CharField(_("door"), max_length=16)
    at = models.DateTimeField(_("at"))
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    delivered_at = models.DateTimeField(null=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_place_in_a_chain")]
        indexes = [
            models.Index(fields=["matter", "-id"]),
            models.Index(fields=["id"], name="undelivered", condition=models.Q(delivered_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.event} #{self.pk}"

    def save(self, *args, **kwargs) -> None:
        raise TypeError("The journal is written by record() alone.")

    def delete(self, *args, **kwargs):
        raise TypeError("The journal is append-only.")


class ChainHead(models.Model):
    """The last link of a stream, sealed with the site's secret so that a cut tail shows."""

    stream = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    seal = models.CharField(max_length=64, default="")

    class Meta:
        default_permissions = ()


class Checkpoint(models.Model):
    """A signed digest over all heads as of an activity id, against removal of whole chains."""

    at = models.DateTimeField()
    last_activity = models.BigIntegerField()
    streams = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]


class Reply(models.Model):
    """The answer to a request that carried an Idempotency-Key or a form nonce, kept for 24 hours."""

    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_reply_per_key")]
