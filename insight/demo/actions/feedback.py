"""Brings feedback onto the stage: given by name, or told on the hotline by somebody who gives none."""

from functools import partial
from typing import Any

from collab.common.actor import UNNAMED
from collab.matters.doings import doing_named
from collab.matters.models import Kind, Matter
from feedback.actions import Giver, submit_feedback
from feedback.intake.selectors import intake_settings
from feedback.models import ONLY, IntakeSettings

from ..content.feedback import FEEDBACK, Given
from .stage import Stage


def hear(stage: Stage) -> None:
    """Call for each piece of feedback and what came of it."""
    _open_doors()
    for given in FEEDBACK:
        stage.call(stage.times.at(given.at), partial(_give, stage, given))
        for days, who, name, answers in given.steps:
            stage.call(stage.times.at(days), partial(_step, stage, given.key, who, name, answers))


def _open_doors() -> None:
    """Everybody may write, with or without a name, and reads the board; where coordinators have not said otherwise."""
    doors = {"writers": "everyone", "allows_anonymous": True, "board_is_public": True}
    IntakeSettings.objects.get_or_create(pk=ONLY, defaults={**doors, "is_demo": True})
    intake_settings.forget()


def _give(stage: Stage, given: Given) -> None:
    about = stage.matters.get(given.about)
    stage.matters[_place(given.key)] = submit_feedback(
        actor=stage.actor(given.by) if given.by else UNNAMED,
        giver=None if given.by else Giver(anonymous=True),
        title=given.title,
        body=given.body,
        type=given.type,
        severity=given.severity,
        channel=given.channel,
        about=about,
        about_department=stage.city.departments[given.on] if given.on else None,
        visibility=given.visibility,
    )


def _step(stage: Stage, key: str, who: str, name: str, answers: dict[str, Any]) -> None:
    """Take the step; what stands for a department, a person or other feedback is looked up."""
    named: dict[str, Any] = {
        "department": stage.city.departments.get,
        "responsible": stage.city.people.get,
        "into": lambda other: Matter.objects.get(pk=stage.matters[_place(other)].pk),
    }
    said = {field: named[field](value) if field in named else value for field, value in answers.items()}
    doing = doing_named(Kind.FEEDBACK, name)
    doing.do(matter=stage.matters[_place(key)], actor=stage.actor(who), version=None, **said)


def _place(key: str) -> str:
    """Where a piece of feedback stands among the matters of the stage."""
    return f"feedback {key}"
