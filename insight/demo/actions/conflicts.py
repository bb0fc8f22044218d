"""Brings the conflicts of the demo city onto the stage, each as far as it has come."""

from collections.abc import Callable
from functools import partial
from typing import Any

from feedback import actions as feedback
from feedback.models import ConflictCase, ConflictOption, ConflictSide

from ..content.conflicts import AGREED, BOXES, CASES, OPTIONS, SCORES
from .stage import Stage

OTHERS = {
    "who-resurfaces": "lu.jia",
    "shop-fronts": "liaison",
    "bus-stop": "cao.rui",
    "stall-lists": "kang.le",
}


def disagree(stage: Stage) -> None:
    """One in negotiation with scoring open, one in mediation, one put up for a ruling, one agreed."""
    for key, title, who, code, others, days, about, body in CASES:
        given = {"title": title, "body": body}
        raising = partial(_raise, stage, key, who, code, others, about, given)
        stage.call(stage.times.at(days), raising)
        _call(stage, days + 0.4, key, feedback.take_up_conflict, OTHERS[key])
    for key, days, who, position, interests, shared in BOXES:
        said = {"position": position, "interests": interests}
        stage.call(stage.times.at(days), partial(_write, stage, key, who, said, shared))
    for place, (key, who, text) in enumerate(OPTIONS):
        _call(stage, -4 + place / 10, key, feedback.add_option, who, text=text)
    _call(stage, -2, "who-resurfaces", feedback.open_scoring, "head")
    for place, (who, values) in enumerate(SCORES):
        stage.call(stage.times.at(-1.5 + place / 2), partial(_score, stage, "who-resurfaces", who, values))
    _mediate(stage)
    _settle(stage)


def _mediate(stage: Stage) -> None:
    for key, days, reason in (
        ("shop-fronts", -9, "两份通知都在执行。Both notices are being followed."),
        ("bus-stop", -13, "谈不拢。We do not get on."),
    ):
        _call(stage, days, key, feedback.ask_mediation, OTHERS[key], reason=reason)
        mediator = stage.city.people["coordinator" if key == "shop-fronts" else "feng.tao"]
        _call(stage, days + 0.5, key, feedback.appoint_mediator, "coordinator", mediator=mediator)
    reason = "调解两次未果，入冬前必须定。Two rounds failed, and it has to be settled before winter."
    _call(stage, -2.5, "bus-stop", feedback.ask_ruling, "feng.tao", reason=reason)


def _settle(stage: Stage) -> None:
    check = stage.times.evening(4)
    _call(stage, -17, "stall-lists", feedback.write_agreement, "kang.le", agreement=AGREED, check_at=check)
    for days, who in ((-16.5, "kang.le"), (-16, "gu.qing")):
        _call(stage, days, "stall-lists", feedback.confirm_agreement, who)
    work = {
        "title": "商户信息一张表 · One list of stallholders",
        "department": stage.city.departments["DRUM"],
        "due_at": stage.times.evening(3),
    }
    _call(stage, -15, "stall-lists", feedback.hand_out_agreed, "kang.le", **work)


def _raise(stage: Stage, key: str, who: str, code: str, others: tuple, about: str, given: dict) -> None:
    stage.matters[key] = feedback.raise_conflict(
        actor=stage.actor(who),
        department=stage.city.departments[code],
        others=[stage.city.departments[other] for other in others],
        about=stage.matters[about] if about else None,
        **given,
    )


def _case(stage: Stage, key: str) -> ConflictCase:
    return ConflictCase.objects.get(pk=stage.matters[key].pk)


def _step(stage: Stage, key: str, action: Callable[..., Any], who: str, **said: Any) -> None:
    case = _case(stage, key)
    action(case=case, actor=stage.actor(who), version=case.version, **said)


def _call(stage: Stage, days: float, key: str, action: Callable[..., Any], who: str, **said: Any) -> None:
    stage.call(stage.times.at(days), partial(_step, stage, key, action, who, **said))


def _write(stage: Stage, key: str, who: str, said: dict[str, str], shared: bool) -> None:
    actor = stage.actor(who)
    side = ConflictSide.objects.get(case=_case(stage, key), department__memberships__person=actor.person)
    side = feedback.write_box(side=side, actor=actor, version=side.version, **said)
    if shared:
        feedback.share_box(side=side, actor=actor, version=side.version)


def _score(stage: Stage, key: str, who: str, values: tuple[tuple[int, ...], ...]) -> None:
    case = _case(stage, key)
    criteria = list(case.criteria.all())
    for option, given in zip(ConflictOption.objects.filter(case=case), values, strict=False):
        grades = {str(one.pk): value for one, value in zip(criteria, given, strict=True)}
        feedback.score_option(option=option, actor=stage.actor(who), version=option.version, grades=grades)
