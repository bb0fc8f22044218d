"""What can be done with a plan, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import REASON
from collab.matters.models import Kind

from ..actions import plan_items, plan_templates, plans
from ..models import Plan
from ..plan_states import PLANNED
from . import policies
from .selectors import task_numbered

PLANNERS = _("the plan's owner, the department's managers and coordinators")
MANAGERS = _("the department's managers and coordinators")
NUMBER = Ask("number", _("Task"), "words", help=_("Its number, such as T-12."))


def _doing(name: str, run, may, who, **more) -> Doing:
    step = more.pop("step", name)
    label = more.pop("label", None) or Plan.machine.steps[step].label
    return Doing(Kind.PLAN, name, label, may, run, who, step=step, subject="plan", **more)


def _about_task(action):
    """The action with its task found by the number people say aloud, inside the actor's audience."""

    def run(*, number: str, actor, **given):
        return action(task=task_numbered(actor.person, number), actor=actor, **given)

    return run


def _changes(plan: Plan) -> bool:
    return plan.status in PLANNED


register_doings(
    _doing(
        "confirm",
        plans.confirm_plan,
        policies.can_confirm,
        MANAGERS,
        asks=(
            Ask(
                "override",
                _("Reason to confirm in spite of overloads"),
                "text",
                required=False,
                help=_("Only where somebody has more work than the week holds."),
            ),
        ),
        tone="primary",
        icon="checklist",
    ),
    _doing("start", plans.start_plan, policies.can_plan, PLANNERS, tone="primary", icon="player-play"),
    _doing(
        "add-task",
        _about_task(plan_items.add_to_plan),
        policies.can_plan,
        PLANNERS,
        step=None,
        fits=_changes,
        label=_("Put a task in"),
        asks=(NUMBER,),
        icon="plus",
    ),
    _doing(
        "move-task",
        _about_task(plan_items.move_in_plan),
        policies.can_plan,
        PLANNERS,
        step=None,
        fits=_changes,
        label=_("Change the order"),
        asks=(NUMBER, Ask("position", _("Place, counted from one"), "number")),
        icon="list",
    ),
    _doing(
        "remove-task",
        _about_task(plan_items.remove_from_plan),
        policies.can_plan,
        PLANNERS,
        step=None,
        fits=_changes,
        label=_("Take a task out"),
        asks=(NUMBER, Ask("reason", _("Reason"), "text", required=False)),
        icon="link-off",
    ),
    _doing(
        "rebaseline",
        plans.rebaseline_plan,
        policies.can_confirm,
        MANAGERS,
        asks=(REASON,),
        icon="calendar-plus",
    ),
    _doing(
        "close",
        plans.close_plan,
        policies.can_plan,
        PLANNERS,
        asks=(Ask("waiver", _("Reason to end with open tasks"), "text", required=False),),
        tone="success",
        icon="circle-check",
    ),
    _doing(
        "save-template",
        plan_templates.save_template,
        policies.can_plan,
        PLANNERS,
        step=None,
        label=_("Save as template"),
        asks=(Ask("title", _("Title of the template"), "words", initial=lambda plan: plan.title),),
        icon="copy",
    ),
    _doing(
        "cancel",
        plans.cancel_plan,
        policies.can_plan,
        PLANNERS,
        asks=(REASON,),
        tone="danger",
        icon="trash-x",
    ),
)
