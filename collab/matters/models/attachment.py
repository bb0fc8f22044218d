"""Files on a matter, kept by content hash and served only as attachments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import HangingQuerySet


class Attachment(models.Model):
    """`path` is relative to MEDIA_ROOT and derived from the content's SHA-256.

    `uploaded_by` is None where somebody without an account sent it.
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=200)
    path = models.CharField(max_length=200, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="uploads"
    )
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = HangingQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
