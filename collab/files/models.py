"""A file made by a job: what was asked for, how far it is, and where the file lies."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .querysets import MadeFileQuerySet


class MadeFile(models.Model):
    """`maker` says what kind of table it is and `question` of what; the question is emptied at the end.

    `attempts` tells the worker that holds it from one that was given up; `language` is the one the file speaks;
    `total` is nought where nobody knows beforehand how many rows there will be. All instants are UTC.
    """

    class State(models.TextChoices):
        READY = "ready", _("Waiting to begin")
        RUNNING = "running", _("Being written")
        DONE = "done", pgettext_lazy("file", "Ready")
        FAILED = "failed", _("Broken off")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("file", "for"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    maker = models.CharField(_("kind"), max_length=32)
    question = models.JSONField(default=dict, editable=False)
    format = models.CharField(_("format"), max_length=8)
    language = models.CharField(max_length=10)
    name = models.CharField(_("file"), max_length=200)
    path = models.CharField(max_length=200, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.READY)
    problem = models.CharField(_("why it broke off"), max_length=500, blank=True)
    position = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(_("rows"), default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(_("asked for"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    expires_at = models.DateTimeField(_("kept until"), null=True)
    lease_until = models.DateTimeField(null=True)

    objects = MadeFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file made by a job")
        verbose_name_plural = _("files made by a job")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "lease_until"], name="file_unfinished"),
            models.Index(fields=["expires_at"], name="file_expires"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self) -> int:
        """How far it is; a hundred only at its end."""
        if self.is_done:
            return 100
        return min(99, self.position * 100 // self.total) if self.total else 0

    @property
    def place(self) -> Path:
        """Where the file lies, outside of what the web server hands out by itself."""
        return Path(settings.MEDIA_ROOT) / self.path
