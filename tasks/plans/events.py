"""Events of plans."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_of_progress


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"plan.{code}", sentence=sentence, audience=audience, **more))


PLAN_DRAFTED = _event("drafted", _("%(actor)s began the plan %(matter)s"), audience=lambda activity: ())
PLAN_EDITED = _event(
    "edited",
    _("%(actor)s changed the period or owner of %(matter)s"),
    fields={"before", "changes"},
)
PLAN_TASK_ADDED = _event(
    "task_added", _("%(actor)s put %(task)s into %(matter)s"), audience=lambda activity: (), fields={"task"}
)
PLAN_TASK_REMOVED = _event(
    "task_removed", _("%(actor)s took %(task)s out of %(matter)s"), fields={"task", "reason"}, detail="reason"
)
PLAN_TASK_MOVED = _event(
    "task_moved",
    _("%(actor)s moved %(task)s to place %(position)s of %(matter)s"),
    audience=lambda activity: (),
    fields={"task", "position"},
)
PLAN_CONFIRMED = _event(
    "confirmed",
    _("%(actor)s confirmed %(matter)s with %(tasks)s tasks"),
    fields={"tasks", "override", "overloads"},
    detail="override",
    urgency=Urgency.PROMPT,
)
PLAN_STARTED = _event("started", pgettext_lazy("plan", "%(actor)s started %(matter)s"))
PLAN_REBASELINED = _event(
    "rebaselined",
    _("%(actor)s set baseline %(number)s of %(matter)s"),
    fields={"number", "reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
PLAN_SHIFTED = _event(
    "shifted",
    _(
        "%(actor)s shifted %(task)s in %(matter)s by %(days)s working days: "
        "%(moved)s moved, %(asked)s extensions asked, %(left)s left"
    ),
    fields={"task", "days", "moved", "asked", "left", "reason"},
    detail="reason",
)
PLAN_CLOSED = _event(
    "closed",
    pgettext_lazy("plan", "%(actor)s completed %(matter)s"),
    fields={"waiver", "open"},
    detail="waiver",
)
PLAN_CANCELLED = _event(
    "cancelled",
    pgettext_lazy("plan", "%(actor)s cancelled %(matter)s"),
    fields={"reason"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
TEMPLATE_SAVED = _event(
    "template_saved",
    _("%(actor)s saved %(matter)s as the template “%(template)s”"),
    audience=lambda activity: (),
    fields={"template"},
)
PLAN_IMPORTED = _event(
    "imported",
    _("%(actor)s made %(matter)s from imported work: %(tasks)s tasks, %(dependencies)s dependencies"),
    audience=lambda activity: (),
    fields={"tasks", "dependencies", "circles"},
)
