"""Has the demo city asked: three rounds of a pulse, a survey that led to a task, one that is answered under names."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from collab.common.actor import Actor
from collab.matters.models import Visibility
from feedback import actions as feedback
from feedback.models import Asked, Survey
from tasks import actions as tasks

from ..content import surveys as content
from ..time import HALF_HOUR
from .stage import Stage

WEEK, DAY, BEGUN = timedelta(days=7), timedelta(days=1), timedelta(days=16)  # the third round is two days old
ASKED, ENDED, TOLD = -40, -35, -33
MISSING = 12  # one of so many does not answer a survey


def ask(stage: Stage) -> None:
    """Call for every survey with what happens to it."""
    begun = stage.times.now - BEGUN
    stage.call(begun, partial(_begin_pulse, stage, begun))
    for count, answers in enumerate(content.PULSE_ANSWERS):
        after = begun + WEEK * (count + 1) + HALF_HOUR
        stage.call(begun + WEEK * count + DAY, partial(_answer_round, stage, count + 1, answers))
        stage.call(after, feedback.carry_on_surveys)
        stage.call(after + HALF_HOUR, partial(_publish_round, stage, count + 1))
    stage.call(stage.times.at(ASKED), partial(_ask_about_hall, stage))
    stage.call(stage.times.at(ASKED + 2), partial(_answer_about_hall, stage))
    stage.call(stage.times.at(ENDED), partial(_step, stage, "hall", "close"))
    told = {"told": "readers", "note": content.HALL_NOTE}
    stage.call(stage.times.at(TOLD), partial(_step, stage, "hall", "publish", **told))
    stage.call(stage.times.at(TOLD + 0.5), partial(_hand_out, stage))
    stage.call(stage.times.at(-3), partial(_ask_for_training, stage))
    stage.call(stage.times.at(-1), partial(_answer_for_training, stage))
    stage.call(stage.times.at(-0.5), partial(_give_training_longer, stage))


def _open(stage: Stage, key: str, who: str, code: str, due: datetime, **brief: Any) -> Survey:
    actor, department = stage.actor(who), stage.city.departments[code]
    survey = feedback.create_survey(actor=actor, department=department, due_at=due, is_demo=True, **brief)
    survey = feedback.open_survey(survey=survey, actor=actor, version=survey.version)
    stage.matters[f"survey {key}"] = survey
    return survey


def _survey(stage: Stage, key: str) -> Survey:
    return Survey.objects.get(pk=stage.matters[f"survey {key}"].pk)


def _step(stage: Stage, key: str, name: str, **answers: Any) -> None:
    survey, actor = _survey(stage, key), stage.actor("coordinator")
    getattr(feedback, f"{name}_survey")(survey=survey, actor=actor, version=survey.version, **answers)


def _begin_pulse(stage: Stage, begun: datetime) -> None:
    words = {"title": content.PULSE_TITLE, "body": content.PULSE_BODY, "questions": content.PULSE}
    whom = {"everyone": True, "visibility": Visibility.ORGANISATION}
    survey = _open(stage, "pulse", "coordinator", "COORD", begun + DAY * 5, **words, **whom)
    rule = {"rrule": "FREQ=WEEKLY", "first_at": begun, "days_open": 4}
    feedback.repeat_survey(survey=survey, actor=stage.actor("coordinator"), version=survey.version, **rule)


def _round(stage: Stage, count: int) -> Survey:
    return Survey.objects.get(pulse__rounds=stage.matters["survey pulse"].pk, round=count)


def _answer_round(stage: Stage, count: int, answers: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    survey = _round(stage, count)
    for place, row in enumerate(_some(survey)):
        first, second = answers[(row.unit_id or 0) % len(answers)][place % 2]
        said = content.HELD_UP[place % len(content.HELD_UP)] if place % 5 == count else ""
        given = {"q1": first, "q2": second, "q3": said}
        feedback.answer_survey(survey=survey, actor=Actor(row.person, "page"), answers=given)


def _some(survey: Survey) -> list[Asked]:
    """Nearly everybody who was asked."""
    rows = Asked.objects.filter(survey=survey).select_related("person").order_by("pk")
    return [row for place, row in enumerate(rows) if place % MISSING != MISSING - 1]


def _publish_round(stage: Stage, count: int) -> None:
    survey = _round(stage, count)
    actor = stage.actor("coordinator")
    feedback.publish_survey(survey=survey, actor=actor, version=survey.version, told="asked")


def _ask_about_hall(stage: Stage) -> None:
    words = {"title": content.HALL_TITLE, "body": content.HALL_BODY, "questions": content.HALL}
    whom = {"everyone": True, "visibility": Visibility.ORGANISATION}
    _open(stage, "hall", "coordinator", "COORD", stage.times.evening(ENDED + 1), **words, **whom)


def _answer_about_hall(stage: Stage) -> None:
    survey = _survey(stage, "hall")
    for place, row in enumerate(_some(survey)):
        answers = content.HALL_ANSWERS[(row.unit_id or 0) % len(content.HALL_ANSWERS)]
        given = dict(answers[place % len(answers)])
        if place % 6 == 0:
            given["q5"] = content.HALL_WORDS[place // 6 % len(content.HALL_WORDS)]
        feedback.answer_survey(survey=survey, actor=Actor(row.person, "page"), answers=given)


def _hand_out(stage: Stage) -> None:
    tasks.create_task(
        actor=stage.actor("coordinator"),
        title=content.HALL_TASK,
        department=stage.city.departments["COORD"],
        responsible=stage.city.people["kong.lin"],
        due_at=stage.times.evening(12),
        source="feedback",
        came_from=_survey(stage, "hall"),
        visibility=Visibility.ORGANISATION,
        issue=True,
    )


def _ask_for_training(stage: Stage) -> None:
    words = {
        "title": content.TRAINING_TITLE,
        "body": content.TRAINING_BODY,
        "questions": content.TRAINING,
        "anonymous": False,
    }
    whom = {"departments": [stage.city.departments["HCB"]]}
    _open(stage, "training", "head", "HCB", stage.times.evening(6), **words, **whom)


def _answer_for_training(stage: Stage) -> None:
    survey = _survey(stage, "training")
    for handle, answers in content.TRAINING_ANSWERS.items():
        feedback.answer_survey(survey=survey, actor=stage.actor(handle), answers=answers)


def _give_training_longer(stage: Stage) -> None:
    _step(stage, "training", "extend", due_at=stage.times.evening(9), reason=content.TRAINING_LONGER)
