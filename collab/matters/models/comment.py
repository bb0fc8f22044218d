"""Discussion on a matter; the source is kept as written and rendered safely at output."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import HangingQuerySet


class Comment(models.Model):
    """A remark with @mentions, in Markdown. A withdrawn one keeps its place, not its text."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="comments"
    )
    body = models.TextField(_("text"))
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = HangingQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["matter", "id"])]

    def __str__(self) -> str:
        return self.body[:60]
