"""Plan 工作计划: tasks in an order, the dates they were confirmed with, and templates to begin from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet

from ..plan_states import PLAN_MACHINE


class Plan(Matter):
    """`owner` answers for it; its period runs from `starts_on` to `ends_on`, both included."""

    machine = PLAN_MACHINE

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_plan"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    override_reason = models.TextField(_("why it was confirmed in spite of overloads"), blank=True)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")


class PlanItem(models.Model):
    """A task's place in its one plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    task = models.OneToOneField("tasks.Task", on_delete=models.CASCADE, related_name="plan_item")
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("planned task")
        verbose_name_plural = _("planned tasks")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.position}"


class Baseline(models.Model):
    """The dates agreed at an instant; a new one never replaces an older one."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="baselines")
    number = models.PositiveIntegerField(_("number"))
    reason = models.TextField(_("reason"), blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(_("set"))

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_baseline_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} #{self.number}"


class BaselineItem(models.Model):
    """One task's dates, frozen."""

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="items")
    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="baselines")
    start_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["baseline", "task"], name="frozen_once_per_baseline")]

    def __str__(self) -> str:
        return f"{self.baseline_id} {self.task_id}"


class TemplateQuerySet(models.QuerySet):
    """Everyone signed in may begin from a template; it holds words and relative days, no people."""

    def visible_to(self, person) -> "TemplateQuerySet":
        return self if person and person.is_active else self.none()


class PlanTemplate(models.Model):
    """`content` holds tasks (words, role, working minutes from the plan's start) and the ties between them."""

    title = models.CharField(_("title"), max_length=300, unique=True)
    body = models.TextField(_("description"), blank=True)
    content = models.JSONField(_("tasks and dependencies"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("created"))

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan template")
        verbose_name_plural = _("plan templates")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


register_kind(Kind.PLAN, Plan)
