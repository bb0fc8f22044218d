"""Dependency 依赖: what must have begun or ended before another task may begin or end."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from collab.matters.querysets import audience
from collab.org.standing import standing_of


class LinkType(models.TextChoices):
    """Which end of the predecessor holds up which end of the successor."""

    FINISH_START = "finish_start", _("Finish to start")
    START_START = "start_start", _("Start to start")
    FINISH_FINISH = "finish_finish", _("Finish to finish")
    START_FINISH = "start_finish", _("Start to finish")


class LagUnit(models.TextChoices):
    """Working time in which a lag is told."""

    DAYS = "days", _("working days")
    MINUTES = "minutes", _("working minutes")


class DependencyQuerySet(models.QuerySet):
    """Seen by whoever sees either end; the other end may be a placeholder."""

    def visible_to(self, person) -> "DependencyQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        standing = standing_of(person)
        return self.filter(audience(standing, "predecessor__") | Q(audience(standing, "successor__")))

    def among(self, ids) -> "DependencyQuerySet":
        """Both ends are among these tasks."""
        return self.filter(predecessor__in=ids, successor__in=ids)


class Dependency(models.Model):
    """`successor` waits for `predecessor`; a negative lag is a lead. Lag is told in the successor's working time."""

    predecessor = models.ForeignKey(
        "tasks.Task", verbose_name=_("predecessor"), on_delete=models.CASCADE, related_name="held_up"
    )
    successor = models.ForeignKey(
        "tasks.Task", verbose_name=_("successor"), on_delete=models.CASCADE, related_name="waits_for"
    )
    kind = models.CharField(
        _("kind of dependency"), max_length=16, choices=LinkType.choices, default=LinkType.FINISH_START
    )
    lag = models.IntegerField(_("lag"), default=0)
    lag_unit = models.CharField(_("unit"), max_length=8, choices=LagUnit.choices, default=LagUnit.DAYS)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = DependencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "kind"], name="one_dependency"),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="no_dependency_on_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.kind} {self.successor_id}"

    @property
    def lag_words(self) -> str:
        """The lag or lead in the reader's language; nothing for none."""
        if not self.lag:
            return ""
        size = abs(self.lag)
        if self.lag_unit == LagUnit.DAYS:
            words = ngettext("%(n)d working day", "%(n)d working days", size)
        else:
            words = ngettext("%(n)d working minute", "%(n)d working minutes", size)
        pattern = _("%(span)s later") if self.lag > 0 else _("%(span)s overlap")
        return pattern % {"span": words % {"n": size}}
