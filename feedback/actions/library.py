"""What becomes of lessons: marked as useful, applied to new work or taken over into it, taken off, found not to fit."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from collab.activity.journal import record
from collab.activity.topics import announce
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, NotFound, require
from collab.matters.actions import edit_matter
from collab.matters.models import Link, LinkKind, Matter
from collab.matters.models.matter import class_of
from collab.matters.rows import url_of
from tasks.actions import add_checklist_item
from tasks.models import Task

from ..lessons import events, policies
from ..models import Lesson, LessonMark, LessonMisfit, LessonUse

LONGEST_STEP = 300  # as a checklist takes them


@transaction.atomic
def mark_lesson(*, lesson: Lesson, actor: Actor, useful: bool) -> Lesson:
    """Say that a lesson is useful to oneself, or no longer say so; doing it twice changes nothing."""
    if actor.person is None:
        raise Forbidden
    if useful:
        LessonMark.objects.get_or_create(lesson=lesson, person=actor.person)
    else:
        LessonMark.objects.filter(lesson=lesson, person=actor.person).delete()
    announce({f"matter.{lesson.retrospective_id}"})
    return lesson


@transaction.atomic
def apply_lesson(*, lesson: Lesson, matter: Matter, actor: Actor) -> LessonUse:
    """Apply a lesson to open work; the chain leads from its retrospective to that work."""
    matter = _planned(lesson, matter, actor)
    use = _use(lesson, matter, actor)
    matter.touch()
    record(
        events.LESSON_APPLIED,
        matter=matter,
        actor=actor,
        lesson=lesson.pk,
        other=lesson.retrospective.number,
    )
    return use


@transaction.atomic
def take_lesson_over(*, lesson: Lesson, matter: Matter, actor: Actor) -> LessonUse:
    """Apply a lesson and put its words into the draft, marked with where they come from: a step of the checklist of a
    task, the end of the description of anything else.
    """
    matter = _planned(lesson, matter, actor)
    if not policies.is_drafted(matter):
        raise Conflict(
            _("This is no draft any more. Apply the lesson, and change the words as usual."), code="no_draft"
        )
    use = _use(lesson, matter, actor, taken_over=True)
    source = lesson.retrospective
    if isinstance(matter, Task):
        step = f"{lesson.text[: LONGEST_STEP - len(source.number) - 3]} ({source.number})"
        add_checklist_item(task=matter, actor=actor, text=" ".join(step.split()))
    else:
        said = _("Learned from %(source)s: %(lesson)s") % {
            "source": f"[{source.number}]({url_of(source)})",
            "lesson": " ".join(lesson.text.split()),
        }
        body = f"{matter.body.rstrip()}\n\n> {said}".strip()
        edit_matter(matter=matter, actor=actor, version=matter.version, body=body)
    told = {"lesson": lesson.pk, "other": source.number, "text": lesson.text}
    record(events.LESSON_TAKEN_OVER, matter=matter, actor=actor, **told)
    return use


@transaction.atomic
def set_lesson_aside(*, lesson: Lesson, matter: Matter, actor: Actor) -> LessonMisfit:
    """Say that a lesson does not fit this work; it is counted, and not suggested here again. Twice changes nothing."""
    matter = _planned(lesson, matter, actor)
    if LessonUse.objects.filter(lesson=lesson, matter_id=matter.pk).exists():
        raise Conflict(_("This lesson is applied here. Take it off first."), code="applied_already")
    said = {"said_by": actor.person, "said_at": clock.now()}
    misfit, fresh = LessonMisfit.objects.get_or_create(lesson=lesson, matter_id=matter.pk, defaults=said)
    if fresh:
        matter.touch()
        told = {"lesson": lesson.pk, "other": lesson.retrospective.number}
        record(events.LESSON_SET_ASIDE, matter=matter, actor=actor, **told)
        announce({f"matter.{lesson.retrospective_id}"})
    return misfit


@transaction.atomic
def suggest_lesson_again(*, lesson: Lesson, matter: Matter, actor: Actor) -> None:
    """It may fit this work after all: what was said against it counts no longer. Twice changes nothing."""
    matter = _planned(lesson, matter, actor)
    if LessonMisfit.objects.filter(lesson=lesson, matter_id=matter.pk).delete()[0]:
        matter.touch()
        told = {"lesson": lesson.pk, "other": lesson.retrospective.number}
        record(events.LESSON_SUGGESTED_AGAIN, matter=matter, actor=actor, **told)
        announce({f"matter.{lesson.retrospective_id}"})


def _planned(lesson: Lesson, matter: Matter, actor: Actor) -> Any:
    """The work, locked, for whoever may edit it while it is open."""
    matter = class_of(matter.kind).objects.lock(matter.pk)
    require(policies.can_apply_to(actor, matter), _("Lessons are applied to open work that you may edit."))
    source = lesson.retrospective
    if matter.pk in (source.pk, source.ended_id):
        raise Conflict(_("The lesson comes from this very work."), code="own_lesson")
    return matter


def _use(lesson: Lesson, matter: Matter, actor: Actor, *, taken_over: bool = False) -> LessonUse:
    """Note the use and link the chain; what was said against it before counts no longer."""
    given = {"applied_by": actor.person, "applied_at": clock.now(), "taken_over": taken_over}
    use, fresh = LessonUse.objects.get_or_create(lesson=lesson, matter_id=matter.pk, defaults=given)
    if not fresh:
        raise Conflict(_("This lesson is applied here already."), code="applied_already")
    LessonMisfit.objects.filter(lesson=lesson, matter_id=matter.pk).delete()
    linked = {"created_by": actor.person, "created_at": clock.now()}
    ends = {"source_id": lesson.retrospective_id, "target_id": matter.pk, "kind": LinkKind.LED_TO}
    Link.objects.get_or_create(**ends, defaults=linked)
    announce({f"matter.{lesson.retrospective_id}"})
    return use


@transaction.atomic
def take_lesson_back(*, use: LessonUse, actor: Actor) -> None:
    """Take a lesson off work it does not fit after all; the history keeps that it was there."""
    matter = class_of(use.matter.kind)._base_manager.get(pk=use.matter_id)
    require(policies.can_apply_to(actor, matter), _("Lessons are applied to open work that you may edit."))
    source = use.lesson.retrospective
    rows = LessonUse.objects.filter(matter=matter.pk)
    if not rows.filter(pk=use.pk).delete()[0]:
        raise NotFound
    if not rows.filter(lesson__retrospective=source).exists():
        Link.objects.filter(source=source.pk, target=matter.pk, kind=LinkKind.LED_TO).delete()
    matter.touch()
    record(events.LESSON_TAKEN_BACK, matter=matter, actor=actor, lesson=use.lesson_id, other=source.number)
    announce({f"matter.{source.pk}"})
