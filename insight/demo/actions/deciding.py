"""Brings one decision by each method onto the stage, each as far as it has come."""

from collections.abc import Callable
from functools import partial
from typing import Any

from collab.common import clock
from collab.matters.models import Visibility
from meetings import actions as meetings
from meetings.models import Method

from ..content.decisions import COUNTERSIGN, RULING, STREET_SIGNS, TRIAL, VOTES
from .stage import Stage


def decide(stage: Stage) -> None:
    """Call for a vote that waits for votes, a secret one that is closed, objections, countersigning, and a ruling."""
    _vote(stage)
    _secret_vote(stage)
    _consent(stage)
    _countersign(stage)
    _rule(stage)


def _propose(stage: Stage, key: str, who: str, title: str, code: str, **more: Any) -> None:
    stage.matters[key] = meetings.propose_decision(
        actor=stage.actor(who), title=title, department=stage.city.departments[code], **more
    )


def _step(stage: Stage, key: str, action: Callable[..., Any], who: str, **said: Any) -> None:
    action(decision=stage.matters[key], actor=stage.actor(who), version=None, **said)


def _call(stage: Stage, days: float, key: str, action: Callable[..., Any], who: str, **said: Any) -> None:
    stage.call(stage.times.at(days), partial(_step, stage, key, action, who, **said))


def _vote(stage: Stage) -> None:
    title, question, options, voters, votes = VOTES
    settings = {"question": question, "options": list(options), "method": Method.VOTE, "quorum": 60}
    stage.call(stage.times.at(-1.2), partial(_propose, stage, "naming", "head", title, "HCB", **settings))
    people = [stage.city.people[handle] for handle in voters]
    _call(stage, -1, "naming", meetings.open_voting, "head", voters=people)
    for place, (who, choice) in enumerate(votes):
        _call(stage, -0.9 + place / 10, "naming", meetings.cast_vote, who, choice=choice)


def _secret_vote(stage: Stage) -> None:
    title, question, voters, choices, reasons = STREET_SIGNS
    settings = {
        "question": question,
        "method": Method.VOTE,
        "secret": True,
        "visibility": Visibility.ORGANISATION,
    }
    stage.call(stage.times.at(-6), partial(_propose, stage, "signs", "head", title, "HCB", **settings))
    people = [stage.city.people[handle] for handle in voters]
    _call(stage, -5.8, "signs", meetings.open_voting, "head", voters=people)
    for place, (who, choice) in enumerate(zip(voters, choices, strict=True)):
        receipt = f"demo receipt {place} of the secret ballot"
        _call(stage, -5.5 + place / 10, "signs", meetings.cast_vote, who, choice=choice, receipt=receipt)
    _call(stage, -4.5, "signs", meetings.close_voting, "head", rationale=reasons)


def _consent(stage: Stage) -> None:
    title, question, asked, answered, objection = TRIAL
    settings = {"question": question, "method": Method.CONSENT}
    stage.call(stage.times.at(-3), partial(_propose, stage, "trial", "head", title, "HCB", **settings))
    _call(stage, -2.8, "trial", meetings.open_voting, "head")
    _call(stage, -2.5, "trial", meetings.ask_question, "staff", text=asked)
    _call(stage, -2.2, "trial", meetings.answer_question, "head", text=answered)
    _call(stage, -2, "trial", meetings.call_objections, "head")
    _call(stage, -1.5, "trial", meetings.object_to_decision, "liaison", text=objection)


def _countersign(stage: Stage) -> None:
    title, question, codes, answers = COUNTERSIGN
    settings = {"question": question, "method": Method.COUNTERSIGN, "silence_agrees": True}
    stage.call(stage.times.at(-4), partial(_propose, stage, "night-works", "head", title, "HCB", **settings))
    departments = [stage.city.departments[code] for code in codes]
    by = stage.times.evening(3)
    _call(stage, -3.8, "night-works", meetings.open_voting, "head", departments=departments, due_at=by)
    for place, (who, stance, text) in enumerate(answers):
        _call(stage, -3 + place, "night-works", meetings.respond, who, stance=stance, text=text)


def _rule(stage: Stage) -> None:
    title, question, reasons = RULING
    settings = {
        "question": question,
        "method": Method.MANDATE,
        "mandate_holder": stage.city.people["leader"],
        "review_on": (clock.now() + clock.seconds(45 * 24 * 3600)).date(),
        "visibility": Visibility.ORGANISATION,
    }
    stage.call(
        stage.times.at(-8), partial(_propose, stage, "boundary", "coordinator", title, "COORD", **settings)
    )
    _call(stage, -7.5, "boundary", meetings.adopt_decision, "leader", rationale=reasons)
