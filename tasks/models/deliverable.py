"""Deliverables 成果 of a task and the evidence 佐证 handed in for them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OnTaskQuerySet


class EvidenceKind(models.TextChoices):
    """What has to be handed in for a deliverable."""

    NONE = "none", _("Nothing, its name is enough")
    FILE = "file", _("A file")
    LINK = "link", _("A link")
    TEXT = "text", _("A description")


class Deliverable(models.Model):
    """What a task has to produce; a required one without evidence holds up submission."""

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="deliverables")
    name = models.CharField(_("deliverable"), max_length=300)
    requires = models.CharField(
        _("evidence"), max_length=8, choices=EvidenceKind.choices, default=EvidenceKind.FILE
    )
    is_required = models.BooleanField(_("required"), default=True)

    objects = OnTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["task", "name"], name="one_deliverable_of_a_name")]

    def __str__(self) -> str:
        return self.name


class EvidenceQuerySet(models.QuerySet):
    """Evidence stands until it is taken back, or its file is removed from the task."""

    def standing(self) -> "EvidenceQuerySet":
        return self.filter(taken_back_at=None).exclude(attachment__removed_at__isnull=False)


class Evidence(models.Model):
    """One file, link or description handed in for a deliverable."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="evidence")
    attachment = models.ForeignKey(
        "matters.Attachment", null=True, on_delete=models.CASCADE, related_name="evidence"
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    text = models.TextField(_("description"), blank=True)
    at = models.DateTimeField(_("handed in"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.attachment.name if self.attachment else self.url or self.text[:80]
