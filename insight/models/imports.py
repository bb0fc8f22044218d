"""Runs of imports and what became of each of their rows; kept so that a killed run goes on where it stood."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.imported import Became

from ..querysets import ImportRunQuerySet, RowReportQuerySet


class ImportRun(models.Model):
    """One file taken over. `position` counts the rows that are committed; `content` names the stored file."""

    class Target(models.TextChoices):
        DEPARTMENTS = "departments", _("Departments")
        PEOPLE = "people", _("People")
        TASKS = "tasks", _("Tasks")
        SERIES = "series", _("Meeting series")

    class State(models.TextChoices):
        DRAFT = "draft", _("Columns are being matched")
        READY = "ready", _("Waiting to begin")
        RUNNING = "running", _("Running")
        DONE = "done", pgettext_lazy("import", "Finished")
        FAILED = "failed", _("Broken off")

    target = models.CharField(_("what is imported"), max_length=16, choices=Target.choices)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.CharField(max_length=200, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    mapping = models.JSONField(_("columns"), default=dict)
    statuses = models.JSONField(_("status words"), default=dict)
    dry_run = models.BooleanField(_("dry run"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.READY)
    position = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(_("rows"), default=0)
    counts = models.JSONField(default=dict)
    reported = models.PositiveIntegerField(_("rows with remarks"), default=0)
    notes = models.JSONField(default=list)
    error = models.CharField(_("error"), max_length=500, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    via = models.CharField(max_length=16, default="import")
    created_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    lease_until = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "lease_until"], name="import_unfinished")]

    def __str__(self) -> str:
        return f"{self.get_target_display()} · {self.file_name}"

    @property
    def percent(self) -> int:
        """How far it is; a hundred only at its end."""
        if self.state == self.State.DONE:
            return 100
        return min(99, self.position * 100 // self.total) if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    def tally(self) -> list[tuple[str, int]]:
        """(what became, how many), every one of the five, in the reader's language."""
        from ..imports.labels import end_word

        return [(end_word(became), self.counts.get(became.value, 0)) for became in Became]

    @property
    def taken(self) -> int:
        """Rows that are in: created, updated or there already."""
        return sum(self.counts.get(name, 0) for name in (Became.CREATED, Became.UPDATED, Became.UNCHANGED))


class ImportRowReport(models.Model):
    """What became of one row, and why a part of it was not used."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    key = models.CharField(_("key"), max_length=200, blank=True)
    became = models.CharField(_("outcome"), max_length=10)
    object_id = models.BigIntegerField(null=True)
    issues = models.JSONField(default=list)

    objects = RowReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run", "line"]
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="one_report_per_line")]

    def __str__(self) -> str:
        return f"{self.line}: {self.became}"

    @property
    def reasons(self) -> list[str]:
        """Why, in the reader's language."""
        from ..imports.reasons import words

        found: list[dict[str, Any]] = self.issues
        return [words(one) for one in found]

    @property
    def end(self) -> str:
        """What became of it, in the reader's language."""
        from ..imports.labels import end_word

        return end_word(self.became)
