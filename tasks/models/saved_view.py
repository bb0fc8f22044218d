"""Saved views: a filter with its layout and order under a name, for oneself or shared."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import SavedViewQuerySet


class SavedView(models.Model):
    """It keeps the question, never the answer: whoever opens it reads with their own eyes."""

    class Layout(models.TextChoices):
        LIST = "list", _("List")
        BOARD = "board", _("Board")
        CALENDAR = "calendar", _("Calendar")
        LEDGER = "ledger", _("Ledger")
        TIMELINE = "timeline", _("Timeline")

    class Scope(models.TextChoices):
        OWN = "own", _("Only me")
        DEPARTMENT = "department", _("A department")
        EVERYONE = "everyone", pgettext_lazy("shared with", "Everyone")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=100)
    layout = models.CharField(_("layout"), max_length=16, choices=Layout.choices, default=Layout.LIST)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    scope = models.CharField(_("shared with"), max_length=16, choices=Scope.choices, default=Scope.OWN)
    department = models.ForeignKey(
        "org.Department",
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    updated_at = models.DateTimeField(_("updated"), editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_view_per_name"),
            models.CheckConstraint(
                condition=models.Q(scope="department", department__isnull=False)
                | (~models.Q(scope="department") & models.Q(department=None)),
                name="a_department_view_names_its_department",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view that somebody's Work opens with."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="default_view"
    )
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults")

    class Meta:
        verbose_name = _("default view")
        verbose_name_plural = _("default views")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.view_id}"
