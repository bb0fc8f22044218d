"""Opening corrective action by the rule, and changing the rule."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import FieldError, Invalid, StaleVersion, require
from collab.matters.actions.links import led_to
from collab.matters.models import Kind
from collab.matters.models.matter import number_of
from collab.org.models import Person
from collab.org.selectors import front_desks

from ..corrective import events, policies
from ..corrective.rule import alike, hung_on, rule, trigger_of
from ..models import CorrectiveAction, CorrectiveRule, Feedback, Trigger
from .corrective import open_corrective

FIELDS = ("severe_opens", "repeats", "within_days", "reopened_times", "check_after_days")


def watch_feedback(feedback: Feedback) -> CorrectiveAction | None:
    """Open corrective action, or hang the feedback on the one that is open for its like, where the rule says so.

    Part of the action that accepted the feedback, found its cause or reopened it, in its transaction. None where
    the rule does not apply or it hangs on one already. The title names the feedback's number alone, since more people
    may read the corrective action than the feedback.
    """
    trigger = trigger_of(feedback)
    if not trigger:
        return None
    CorrectiveRule.objects.select_for_update().first()  # one at a time, lest two open the same
    if hung_on([feedback.pk]).exists():
        return None
    others = (
        list(alike(feedback, rule().within_days).exclude(pk=feedback.pk))
        if trigger == Trigger.REPEATED
        else []
    )
    link = hung_on([one.pk for one in others]).order_by("pk").first()
    if link is not None:
        corrective = CorrectiveAction.objects.get(pk=link.target_id)
        led_to(feedback, corrective, actor=SYSTEM)
        record(events.HUNG_ON, matter=corrective, actor=SYSTEM, source=feedback.number)
        return corrective
    owner = feedback.owner or _desk(feedback)
    if owner is None:
        return None
    number = number_of(Kind.FEEDBACK, feedback.serial)
    corrective = open_corrective(
        actor=SYSTEM,
        title=f"{number} 纠正措施 · Corrective action on {number}",
        department=feedback.department,
        owner=owner,
        source=feedback,
        trigger=trigger,
    )
    for one in others:
        led_to(one, corrective, actor=SYSTEM)
    return corrective


def _desk(feedback: Feedback) -> Person | None:
    desk = front_desks([feedback.department_id])[feedback.department_id]
    return Person.objects.filter(pk__in=desk[:1]).first()


@transaction.atomic
def save_rule(*, actor: Actor, version: int, **changes: Any) -> CorrectiveRule:
    """Change when corrective action is opened and when its effect is checked; for coordinators."""
    require(policies.can_open(actor), _("This rule is for coordinators."))
    known = CorrectiveRule.objects.select_for_update().order_by("pk").first() or CorrectiveRule()
    if known.version != version:
        raise StaleVersion(version=known.version)
    for name, value in changes.items():
        if name not in FIELDS:
            raise Invalid.field(name, _("This cannot be edited."))
        setattr(known, name, value)
    try:
        known.full_clean()
    except ValidationError as wrong:
        raise Invalid(
            [FieldError(name, "invalid", found[0]) for name, found in wrong.message_dict.items()]
        ) from None
    known.version += 1
    known.save()
    record(events.RULE_SAVED, actor=actor, rule={name: getattr(known, name) for name in FIELDS})
    return known
