"""Who has opened which pre-read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PreReadOpening(models.Model):
    """The first time somebody opened a file of an agenda item."""

    attachment = models.ForeignKey("matters.Attachment", on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attachment", "person"], name="one_opening_per_person_and_file")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.attachment_id}"
