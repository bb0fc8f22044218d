"""Saved views: a list's filter with its layout and order under a name, for oneself or shared."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.org.standing import standing_of


class SavedViewQuerySet(models.QuerySet):
    """One's own, those of one's departments, and those for everyone."""

    def visible_to(self, person) -> "SavedViewQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        mine = Q(scope="department", department__in=standing_of(person).department_ids)
        return self.filter(Q(owner=person) | mine | Q(scope="everyone"))


class SavedView(models.Model):
    """It keeps the question, never the answer: whoever opens it reads with their own eyes.

    `listing` is the code of the list it belongs to, as declared in collab/matters/listings.py.
    """

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
    listing = models.CharField(_("list"), max_length=32)
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
            models.UniqueConstraint(fields=["owner", "listing", "name"], name="one_view_per_name"),
            models.CheckConstraint(
                condition=models.Q(scope="department", department__isnull=False)
                | (~models.Q(scope="department") & models.Q(department=None)),
                name="a_department_view_names_its_department",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view that one of somebody's lists opens with."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="default_views"
    )
    listing = models.CharField(_("list"), max_length=32)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults")

    class Meta:
        verbose_name = _("default view")
        verbose_name_plural = _("default views")
        constraints = [
            models.UniqueConstraint(fields=["person", "listing"], name="one_default_view_per_list")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.view_id}"


class PinnedView(models.Model):
    """A view that somebody keeps in their menu."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pinned_views"
    )
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="pins")

    class Meta:
        verbose_name = _("pinned view")
        verbose_name_plural = _("pinned views")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "view"], name="pinned_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.view_id}"
