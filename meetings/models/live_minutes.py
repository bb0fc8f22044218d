"""Minutes as several people write them at once: the shared document, its latest updates, and who sat at it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MinutesDocument(models.Model):
    """The document behind `minutes.text`: `state`, and after it the updates in their order, are the truth.

    `compacted` is the id of the last update that went into `state`; `settled` of the last one that the readable text
    contains. `text` is the readable text as the document knows it: where the minutes say something else, they were
    changed elsewhere. `proposals` maps the key of each marked line to its finding and the digest of what it said:
    {key: [finding, digest]}; they are reviewed as `reading`.
    """

    minutes = models.OneToOneField("meetings.Minutes", on_delete=models.CASCADE, related_name="document")
    state = models.BinaryField(default=bytes)
    compacted = models.PositiveBigIntegerField(default=0)
    settled = models.PositiveBigIntegerField(default=0)
    text = models.TextField(_("text"), blank=True)
    written_at = models.DateTimeField(_("written"), null=True)
    proposals = models.JSONField(default=dict)
    reading = models.OneToOneField(
        "meetings.MinutesReading", null=True, on_delete=models.SET_NULL, related_name="document"
    )

    class Meta:
        verbose_name = _("document of minutes")
        verbose_name_plural = _("documents of minutes")

    def __str__(self) -> str:
        return f"document of {self.minutes_id}"


class MinutesUpdate(models.Model):
    """One update of the document as it came in; rows go when they are part of the document's `state`."""

    document = models.ForeignKey(MinutesDocument, on_delete=models.CASCADE, related_name="updates")
    data = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("update of minutes")
        verbose_name_plural = _("updates of minutes")

    def __str__(self) -> str:
        return f"update {self.pk} of {self.document_id}"


class MinutesSitting(models.Model):
    """That somebody writes in a document, and when they last did: a new sitting begins after a long pause."""

    document = models.ForeignKey(MinutesDocument, on_delete=models.CASCADE, related_name="sittings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    wrote_at = models.DateTimeField(_("last wrote"))

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = [
            models.UniqueConstraint(fields=["document", "person"], name="one_sitting_per_person_and_document")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.document_id}"
