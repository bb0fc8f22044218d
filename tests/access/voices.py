"""The voices in the world of canaries: feedback, corrective actions, conflicts, surveys, looking back."""

from datetime import timedelta
from typing import Any

from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.matters.models import Matter, Party, PartyRole
from feedback import actions
from feedback.models import ConflictSide, EffectCheck, Lesson, Retrospective
from tasks.models import Task

SOUGHT = "Wolframite"
Things = dict[str, int]


def look_back(ended: Task, by: Actor, word: str) -> Things:
    """A retrospective with a lesson, a session, a card and an effect check."""
    retrospective = actions.open_retrospective(ended=ended, actor=by, expected=f"{word} expected")
    lesson = actions.add_lesson(
        retrospective=retrospective, actor=by, version=1, kind="keep", text=f"{word} lesson"
    )
    return {"retrospective": retrospective.pk, "lesson": lesson.pk} | _look_back_together(lesson, by, word)


def _look_back_together(lesson: Lesson, by: Actor, word: str) -> Things:
    source = Retrospective.objects.get(pk=lesson.retrospective_id)
    session = actions.start_session(
        retrospective=source, actor=by, version=source.version, template="classic"
    )
    card = actions.add_card(session=session, actor=by, column="well", text=f"{word} card")
    actions.reveal_cards(session=session, actor=by, version=session.version)
    asked = {"opened_at": clock.now(), "due_at": clock.now() + timedelta(days=20)}
    change = Lesson.objects.create(
        retrospective=source,
        kind="change",
        text=f"{word} change",
        task_id=source.ended_id,
        added_at=clock.now(),
    )
    check = EffectCheck.objects.create(lesson=change, checker=by.person, **asked)
    return {"session": session.pk, "card": card.pk, "effect": check.pk}


def ask(by: Actor, doer: Actor, word: str, common: dict[str, Any]) -> Things:
    """An open survey with an answer."""
    survey = actions.create_survey(
        actor=by,
        title=f"{SOUGHT} {word} survey",
        body=f"{word} purpose",
        anonymous=False,
        questions=[{"kind": "text", "text": f"{word} question"}],
        people=[by.person, doer.person],
        due_at=clock.now() + timedelta(days=9),
        **common,
    )
    survey = actions.open_survey(survey=survey, actor=by, version=survey.version)
    actions.answer_survey(survey=survey, actor=doer, answers={"q1": f"{word} answer"})
    return {"survey": survey.pk}


def disagree(by: Actor, place, other, word: str) -> Things:
    """Conflicts are kept to their parties in either world."""
    case = actions.raise_conflict(
        actor=by,
        title=f"{SOUGHT} {word} conflict",
        department=place,
        others=[other],
        body=f"{word} facts",
    )
    side = ConflictSide.objects.get(case=case, department=place)
    actions.write_box(side=side, actor=by, version=1, position=f"{word} position")
    Matter.objects.filter(pk=case.pk).update(status="negotiation")
    now = Matter.objects.get(pk=case.pk).version
    option = actions.add_option(case=case, actor=by, version=now, text=f"{word} option")
    now = Matter.objects.get(pk=case.pk).version
    criterion = actions.add_criterion(case=case, actor=by, version=now, name=f"{word} criterion", weight=2)
    return {
        "conflict": case.pk,
        "conflict_side": side.pk,
        "conflict_option": option.pk,
        "conflict_criterion": criterion.pk,
    }


def put_right(department, head, word: str, visibility: str) -> Things:
    """A corrective action."""
    corrective = actions.open_corrective(
        actor=SYSTEM,
        title=f"{SOUGHT} {word} corrective",
        body=f"{word} harm",
        department=department,
        owner=head,
    )
    Matter.objects.filter(pk=corrective.pk).update(visibility=visibility)
    return {"corrective": corrective.pk, "corrective_step": corrective.steps.earliest("pk").pk}


def give_feedback(about: Task, by: Actor, word: str, visibility: str) -> Things:
    """Feedback that the department handles itself; what is secret is kept from coordinators, too."""
    given = actions.submit_feedback(
        actor=by, title=f"{SOUGHT} {word} feedback", body=f"{word} wish", about=about
    )
    Party.objects.filter(matter=given, role=PartyRole.LEAD).update(department=about.department)
    Party.objects.filter(matter=given, role=PartyRole.SUPERVISOR).delete()
    Matter.objects.filter(pk=given.pk).update(department=about.department, visibility=visibility)
    return {"feedback": given.pk}
