"""A retrospective on housing's work with its people, and short ways through a session and to a completed change."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.matters.endings import look_back_on
from collab.matters.models import Party
from feedback import actions
from feedback.models import EffectCheck, Lesson, Retrospective
from tests.feedback.together.looking_back import Room, complete, fresh


@pytest.fixture
def source(make_task, by, org) -> Retrospective:
    """On a finished task of housing; colleague takes part, planning's head judges."""
    ended = make_task("completed")
    found = look_back_on(ended, actor=by(org.planner), expected="All stalls moved", supervisor=org.planner)
    Party.objects.create(matter=found, role="consulted", person=org.colleague)
    return Retrospective.objects.get(pk=found.pk)


@pytest.fixture
def room(source, org):
    """`room(**settings)` starts a session that staff facilitates."""
    return lambda **settings: Room(source, org, **settings)


@pytest.fixture
def made(source, by, org):
    """`made()` is a change that staff answers for, carried out, on a closed retrospective, with its news delivered."""

    def make(text: str = "Ask the traders first", check_after: int | None = None) -> Lesson:
        due = clock.now() + timedelta(days=20)
        change = {"change": text, "responsible": org.staff, "due_at": due, "check_after": check_after}
        lesson = actions.add_lesson(
            retrospective=fresh(source),
            actor=by(org.head),
            version=fresh(source).version,
            kind="change",
            text=text,
            **change,
        )
        account = {"actual": "Moved", "why": "Asked"}
        actions.write_retrospective(
            retrospective=source, actor=by(org.staff), version=fresh(source).version, **account
        )
        actions.close_retrospective(
            retrospective=source, actor=by(org.planner), version=fresh(source).version
        )
        complete(lesson.task, org)
        return Lesson.objects.get(pk=lesson.pk)

    return make


@pytest.fixture
def check(made) -> EffectCheck:
    """The effect check that a change carried out by staff brought about."""
    return EffectCheck.objects.get(lesson=made())
