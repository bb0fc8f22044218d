"""Brings corrective actions onto the stage: one being worked on, one whose effect is to be checked."""

from functools import partial
from typing import Any

from collab.matters.doings import doing_named
from collab.matters.models import Kind
from feedback.actions import open_corrective

from ..content.correctives import CORRECTIVES
from .stage import Stage


def put_right(stage: Stage) -> None:
    """Call for each corrective action and its steps."""
    for key, title, code, owner, days, source, body, steps in CORRECTIVES:
        given = {"title": title, "body": body}
        stage.call(stage.times.at(days), partial(_open, stage, key, code, owner, source, given))
        for at, who, name, answers in steps:
            stage.call(stage.times.at(at), partial(_step, stage, key, who, name, answers))


def _open(stage: Stage, key: str, code: str, owner: str, source: str, given: dict[str, str]) -> None:
    stage.matters[key] = open_corrective(
        actor=stage.actor("coordinator"),
        department=stage.city.departments[code],
        owner=stage.city.people[owner],
        source=stage.matters.get(source),
        **given,
    )


def _step(stage: Stage, key: str, who: str, name: str, answers: dict[str, Any]) -> None:
    """Take the step; an owner is named by their handle."""
    said = answers | ({"owner": stage.city.people[answers["owner"]]} if "owner" in answers else {})
    doing = doing_named(Kind.CORRECTIVE, name)
    doing.do(matter=stage.matters[key], actor=stage.actor(who), version=None, **said)
