"""Retrospective 复盘 on something that ended, and its lessons; a change is handed out as a task with its own clock."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import HangingQuerySet, MatterQuerySet

from ..retrospectives.states import MACHINE
from .effect import Effect


class Retrospective(Matter):
    """`expected` and `figures` (matters.endings.Measured) were frozen when `ended` closed and are never edited; the
    rest is written by its owner.
    """

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
    figures = models.JSONField(_("figures"), default=list, editable=False)
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

    @classmethod
    def further_words(cls, pk: int) -> Iterable[str]:
        """The account and the lessons are found by their words too."""
        account = cls._base_manager.filter(pk=pk).values_list("expected", "actual", "why")
        measured = cls._base_manager.filter(pk=pk).values_list("figures", flat=True)
        lessons = Lesson.objects.filter(retrospective=pk).values_list("text", flat=True)
        named = [line["name"] for lines in measured for line in lines]
        return [*(text for row in account for text in row), *named, *lessons]


class LessonKind(models.TextChoices):
    """What a lesson says to do."""

    KEEP = "keep", _("Keep")
    CHANGE = "change", _("Change")


class LessonQuerySet(HangingQuerySet):
    """Lessons are seen by whoever sees their retrospective."""

    way = "retrospective__"


class Lesson(models.Model):
    """经验教训. One to change something has the task that changes it, whose owner answers for it.

    `check_after` are working days from the end of that task until its effect is checked; `effect` is what the last
    check said. `follows` is the change that did not work and that this one takes the place of.
    """

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
    check_after = models.PositiveSmallIntegerField(_("effect checked after (working days)"), default=20)
    effect = models.CharField(_("effect"), max_length=12, choices=Effect.choices, blank=True, editable=False)
    follows = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.RESTRICT, related_name="followed_by"
    )

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
        indexes = [
            models.Index(fields=["-added_at", "-id"], name="lesson_added"),
            models.Index(fields=["kind", "effect"], name="lesson_kind_effect"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


register_kind(Kind.RETROSPECTIVE, Retrospective)
