"""What becomes of lessons 案例库: who found one useful, and to which work it was applied."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LessonMark(models.Model):
    """That somebody found a lesson useful."""

    lesson = models.ForeignKey("feedback.Lesson", on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["lesson", "person"], name="useful_once_per_person")]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.person_id}"


class LessonMisfit(models.Model):
    """That whoever plans some work found that a lesson does not fit it; it is not suggested there again."""

    lesson = models.ForeignKey("feedback.Lesson", on_delete=models.CASCADE, related_name="misfits")
    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="lesson_misfits")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["lesson", "matter"], name="misfit_once_per_matter")]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.matter_id}"


class LessonUse(models.Model):
    """That a lesson was applied to other work; the chain leads from its retrospective to that work.

    `taken_over`: its words were put into the draft, marked with where they come from.
    """

    lesson = models.ForeignKey("feedback.Lesson", on_delete=models.CASCADE, related_name="uses")
    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="lesson_uses")
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(_("applied"))
    taken_over = models.BooleanField(_("stands in the draft"), default=False)

    class Meta:
        verbose_name = _("applied lesson")
        verbose_name_plural = _("applied lessons")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["lesson", "matter"], name="applied_once_per_matter")]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.matter_id}"
