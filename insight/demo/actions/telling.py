"""Brings the stories of tasks onto the stage."""

from functools import partial
from zlib import crc32

from collab.matters import actions as matters
from collab.matters.models import PartyRole
from meetings.actions import carry_out_decision
from meetings.models import Decision
from tasks.actions import create_task
from tasks.actions.parts import PartBrief
from tasks.models import Task

from ..content.meetings import CAME_FROM
from ..story import Story
from .convening import decision_key
from .stage import Stage
from .steps import take_step

HOURS = (6, 10, 16, 24, 40, 0)


def tell(stage: Stage, story: Story) -> None:
    """Call for this story's beginning and for each of its steps."""
    stage.call(stage.times.at(story.at), partial(_open, stage, story))
    for days, who, what, *answers in story.steps:
        stage.call(stage.times.at(days), partial(take_step, stage, story.key, who, what, tuple(answers)))


def _open(stage: Stage, story: Story) -> None:
    city, actor = stage.city, stage.actor(story.by)
    decision = stage.matters.get(decision_key(CAME_FROM.get(story.key, "")))
    task = create_task(
        actor=actor,
        title=story.title,
        body=story.body,
        department=city.departments[story.to],
        responsible=city.people[story.who] if story.who else None,
        supervisor=city.people[story.supervisor] if story.supervisor else None,
        parts=[PartBrief(city.departments[code], story.co_work) for code in story.co],
        due_at=_due(stage, story),
        estimate_minutes=_estimate(story),
        priority=story.priority,
        source=story.source,
        completion_standard=story.standard,
        report_every_days=story.report_every,
        visibility=story.visibility,
        parent=stage.matters.get(story.parent),
        came_from=decision,
        is_light=story.light,
        issue=not story.draft,
    )
    stage.matters[story.key] = task
    if decision and Decision.objects.filter(pk=decision.pk, status="adopted").exists():
        carry_out_decision(decision=decision, actor=stage.actor("coordinator"), version=None)
    _surround(stage, story, task)


def _surround(stage: Stage, story: Story, task: Task) -> None:
    """Who else is told of it, and under which labels it stands."""
    city, actor = stage.city, stage.actor(story.by)
    for handle in story.informed:
        person = city.people[handle]
        matters.add_party(matter=task, actor=actor, version=None, role=PartyRole.INFORMED, person=person)
    if story.labels:
        labels = [city.labels[name] for name in story.labels]
        matters.label_matter(matter=task, actor=actor, version=None, labels=labels)
    for handle in story.watchers:
        matters.watch_matter(matter=task, actor=stage.actor(handle))


def _estimate(story: Story) -> int | None:
    """Minutes of work by the story's key, always the same; work without a date, and some with one, has none."""
    hours = HOURS[crc32(story.key.encode()) % len(HOURS)] if story.due is not None else 0
    return hours * 60 or None


def _due(stage: Stage, story: Story):
    if story.due is None:
        return None
    return stage.times.half_hour(story.due) if story.exact else stage.times.evening(story.due)
