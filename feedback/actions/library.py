"""What becomes of lessons: marked as useful, applied to new work, taken off it again."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.topics import announce
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, NotFound, require
from collab.matters.models import Link, LinkKind, Matter
from collab.matters.models.matter import class_of

from ..lessons import events, policies
from ..models import Lesson, LessonMark, LessonUse


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
    matter = class_of(matter.kind)._base_manager.get(pk=matter.pk)
    require(policies.can_apply_to(actor, matter), _("Lessons are applied to open work that you may edit."))
    source = lesson.retrospective
    if matter.pk in (source.pk, source.ended_id):
        raise Conflict(_("The lesson comes from this very work."), code="own_lesson")
    applied = {"applied_by": actor.person, "applied_at": clock.now()}
    use, fresh = LessonUse.objects.get_or_create(lesson=lesson, matter_id=matter.pk, defaults=applied)
    if not fresh:
        raise Conflict(_("This lesson is applied here already."), code="applied_already")
    linked = {"created_by": actor.person, "created_at": clock.now()}
    ends = {"source_id": source.pk, "target_id": matter.pk, "kind": LinkKind.LED_TO}
    Link.objects.get_or_create(**ends, defaults=linked)
    matter.touch()
    record(events.LESSON_APPLIED, matter=matter, actor=actor, lesson=lesson.pk, other=source.number)
    announce({f"matter.{source.pk}"})
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
