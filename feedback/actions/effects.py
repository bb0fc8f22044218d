"""Whether changes worked: asked after their task is completed, answered by somebody else, and changed again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline
from collab.matters import search
from collab.matters.models import Party, PartyRole
from collab.matters.policies import acts_for, forget_parties
from collab.matters.words import iso
from collab.org.models import Person
from collab.org.selectors import calendar_of

from ..effects import events, policies
from ..effects.selectors import unchecked
from ..models import Effect, EffectCheck, Lesson, LessonKind, Retrospective
from .retrospective import hand_out_change


@transaction.atomic
def open_effect_checks(*, actor: Actor, lessons: Iterable[int]) -> list[EffectCheck]:
    """Ask for a check of each of these changes that was carried out and has none; doing it again asks nothing new."""
    found = []
    for pk in sorted(set(lessons)):
        held = Lesson.objects.filter(pk=pk).values_list("retrospective", flat=True).first()
        if held is None:
            continue
        retrospective = Retrospective.objects.lock(held)
        lesson = unchecked(pk=pk).select_related("task").first()
        checker = policies.checker_for(lesson) if lesson else None
        if lesson is None or checker is None:
            continue
        lesson.retrospective = retrospective
        found.append(_ask(lesson, checker, actor))
    return found


def _ask(lesson: Lesson, checker: Person, actor: Actor) -> EffectCheck:
    retrospective = lesson.retrospective
    due = calendar_of(retrospective.department).add_days(clock.now(), lesson.check_after)
    check = EffectCheck.objects.create(
        lesson=lesson,
        checker=checker,
        deadline=_start_clock(retrospective, checker, due),
        opened_at=clock.now(),
        due_at=due,
    )
    retrospective.save_changes()
    named = {"checker": str(checker), "people": [checker.pk], "due": iso(due)}
    task = lesson.task.number if lesson.task else ""
    record(
        events.OPENED,
        matter=retrospective,
        actor=actor,
        lesson=lesson.pk,
        text=lesson.text,
        task=task,
        **named,
    )
    return check


def _start_clock(retrospective: Retrospective, checker: Person, due: datetime) -> Deadline:
    """The checker takes part from now on, and the ladder chases them."""
    party, fresh = Party.objects.get_or_create(
        matter_id=retrospective.pk, role=PartyRole.CONSULTED, person=checker
    )
    if fresh:
        forget_parties(retrospective)
    return deadlines.start_clock(retrospective, Clock.EFFECT, due, party=party)


def _held(check: EffectCheck, version: int) -> EffectCheck:
    """The check as it is now, its retrospective locked."""
    retrospective = Retrospective.objects.lock(check.lesson.retrospective_id)
    fresh = (
        EffectCheck.objects.filter(pk=check.pk).select_related("lesson__task", "deadline", "checker").first()
    )
    if fresh is None:
        raise NotFound
    if fresh.version != version:
        raise StaleVersion(version=fresh.version)
    fresh.lesson.retrospective = retrospective
    return fresh


def _require_waiting(check: EffectCheck) -> None:
    if not check.is_waiting:
        raise Conflict(_("The effect was checked already."), code="checked_already")


@transaction.atomic
def record_effect(*, check: EffectCheck, actor: Actor, version: int, outcome: str, words: str) -> EffectCheck:
    """Say whether the change worked and what was seen; nobody says it of a change of their own."""
    check = _held(check, version)
    _require_waiting(check)
    if actor.person_id in policies.doers_of(check.lesson.task):
        raise Forbidden(_("You made this change yourself. Somebody else checks whether it worked."))
    require(policies.can_check(actor, check))
    if outcome not in Effect.values:
        raise Invalid.field("outcome", _("Say whether it worked, partly worked or did not work."))
    if not words.strip():
        raise Invalid.field("words", _("Say what you saw."), "required")
    retrospective = check.lesson.retrospective
    check.outcome, check.words = outcome, words.strip()
    check.checked_at, check.checked_by = clock.now(), actor.person
    check.version += 1
    check.save()
    Lesson.objects.filter(pk=check.lesson_id).update(effect=outcome)
    deadlines.settle(retrospective, Clock.EFFECT, actor=actor, only=check.deadline)
    retrospective.save_changes()
    absent = (
        acts_for(actor, retrospective, [PartyRole.CONSULTED]) if actor.person_id != check.checker_id else None
    )
    said = {"lesson": check.lesson_id, "outcome": outcome, "words": check.words}
    record(events.CHECKED, matter=retrospective, actor=actor, on_behalf_of=absent, **said)
    return check


@transaction.atomic
def assign_effect_check(*, check: EffectCheck, actor: Actor, version: int, checker: Person) -> EffectCheck:
    """Have somebody else check it, by the same instant; nobody who made the change."""
    check = _held(check, version)
    _require_waiting(check)
    require(policies.can_assign(actor, check))
    if checker.pk in policies.doers_of(check.lesson.task):
        raise Invalid.field("checker", _("Choose somebody who had no part in the change."), "did_it")
    if checker.pk == check.checker_id:
        raise Invalid.field("checker", _("They check it already."), "unchanged")
    retrospective, was = check.lesson.retrospective, str(check.checker)
    deadlines.cancel(retrospective, Clock.EFFECT, actor=actor, only=check.deadline)
    check.deadline = _start_clock(retrospective, checker, check.due_at)
    check.checker = checker
    check.version += 1
    check.save()
    retrospective.save_changes()
    named = {"checker": str(checker), "people": [checker.pk], "due": iso(check.due_at), "was": was}
    record(events.ASSIGNED, matter=retrospective, actor=actor, lesson=check.lesson_id, **named)
    return check


@transaction.atomic
def change_again(*, check: EffectCheck, actor: Actor, version: int, text: str, **change: Any) -> Lesson:
    """Hand out another change in place of one that did not do; `change` is what hand_out_change takes. The first
    one, its task and its check stay as they were.
    """
    check = _held(check, version)
    require(policies.can_change_again(actor, check))
    if check.outcome not in (Effect.NOT_WORKED, Effect.PARTLY):
        raise Conflict(
            _("Only what did not work, or worked in part, is changed again."), code="nothing_to_change"
        )
    if check.lesson.followed_by.exists():
        raise Conflict(_("Another change was handed out already."), code="changed_again")
    if not text.strip():
        raise Invalid.field("text", _("Say what was learned."), "required")
    retrospective = check.lesson.retrospective
    task = hand_out_change(retrospective, actor=actor, body=text.strip(), **change)
    lesson = Lesson.objects.create(
        retrospective=retrospective,
        kind=LessonKind.CHANGE,
        text=text.strip(),
        task=task,
        added_by=actor.person,
        added_at=clock.now(),
        check_after=check.lesson.check_after,
        follows=check.lesson,
    )
    check.version += 1
    check.save(update_fields=["version"])
    retrospective.save_changes()
    search.index(retrospective)
    said = {"lesson": lesson.pk, "text": lesson.text, "task": task.number, "follows": check.lesson_id}
    record(events.CHANGED_AGAIN, matter=retrospective, actor=actor, **said)
    return lesson
