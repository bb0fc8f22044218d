"""Retrospective 复盘 on something that ended, and its lessons; a change is handed out as a task with its own clock."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet, audience
from collab.org.standing import standing_of

from ..retrospectives.states import MACHINE


class Retrospective(Matter):
    """`expected` was frozen when `ended` closed and is never edited; the rest is written by its owner."""

    machine = MACHINE
    chain_parent = "ended"

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_retrospective"
    )
    ended = models.OneToOneField(
        "matters.Matter",
        verbose_name=_("what ended"),
        on_delete=models.PROTECT,
        related_name="looked_back_on",
    )
    expected = models.TextField(_("expected"), editable=False)
    actual = models.TextField(_("what came of it"), blank=True)
    why = models.TextField(_("why"), blank=True)
    written_at = models.DateTimeField(_("written"), null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("retrospective")
        verbose_name_plural = _("retrospectives")


class LessonKind(models.TextChoices):
    """What a lesson says to do."""

    KEEP = "keep", _("Keep")
    CHANGE = "change", _("Change")


class LessonQuerySet(models.QuerySet):
    """Lessons are seen by whoever sees their retrospective."""

    def visible_to(self, person) -> "LessonQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(audience(standing_of(person), "retrospective__"))


class Lesson(models.Model):
    """经验教训. One to change something has the task that changes it, whose owner answers for it."""

    retrospective = models.ForeignKey(Retrospective, on_delete=models.CASCADE, related_name="lessons")
    kind = models.CharField(_("kind"), max_length=8, choices=LessonKind.choices)
    text = models.TextField(_("lesson"))
    task = models.OneToOneField(
        "tasks.Task",
        verbose_name=_("change"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lesson",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="keep", task=None) | models.Q(kind="change", task__isnull=False),
                name="a_change_has_a_task",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


register_kind(Kind.RETROSPECTIVE, Retrospective)
