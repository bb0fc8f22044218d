"""Brings the city's goals onto the stage: a past cycle closed and looked back on, the present one, and the next."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from collab.common import clock
from collab.common.actor import Actor
from collab.org.models import Person
from collab.org.selectors import front_desks
from feedback import actions as feedback
from feedback.models import EffectCheck, Retrospective
from goals import actions as goals
from goals.models import CheckIn, Consultation, Cycle, Goal, KeyResult

from ..content.goals import CARRIED, LAST_YEAR, THIS_YEAR
from ..goal_tale import GoalTale, Measure
from .stage import Stage
from .steps import take_step

FOUNDED, PAST_SCORED, PAST_CLOSED = -302, -182, -165
MONTHS_GONE = 8  # of the cycle that runs
CYCLES, NAME = ("past", "now", "next"), "更新年度 {0}/{1:02} · Renewal year"


def set_goals(stage: Stage) -> None:
    """Call for the cycles, and for every goal with each of its steps."""
    stage.call(stage.times.at(FOUNDED), lambda: _found_cycles(stage))
    stage.call(stage.times.at(PAST_SCORED), lambda: _score_past(stage))
    for tale in (*LAST_YEAR, *THIS_YEAR):
        stage.call(stage.times.at(tale.at), partial(_draft, stage, tale))
        for days, who, what, *answers in tale.steps:
            stage.call(stage.times.at(days), partial(STEPS[what], stage, tale, who, *answers))
    stage.call(stage.times.at(PAST_CLOSED), lambda: _stands(stage, "past", "closed"))


def _found_cycles(stage: Stage) -> None:
    """Set up as departments are, outside the organisation's journal, so that they can leave again."""
    today = stage.times.now.astimezone(stage.times.zone).date()
    for years, key in enumerate(CYCLES, -1):
        first = _month(today, -MONTHS_GONE + 12 * years)
        end = _month(today, -MONTHS_GONE + 12 * years + 12)
        stage.cycles[key] = Cycle.objects.create(
            name=NAME.format(first.year, (first.year + 1) % 100),
            length=Cycle.Length.YEAR,
            starts_on=first,
            ends_on=end - timedelta(days=1),
            state="planned" if key == "next" else "open",
            is_demo=True,
        )


def _month(day: date, months: int) -> date:
    """The first day of the month so many months from this one."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _cycle(stage: Stage, key: str) -> Cycle:
    return Cycle.objects.get(pk=stage.cycles[key].pk)


def _stands(stage: Stage, key: str, state: str) -> None:
    Cycle.objects.filter(pk=stage.cycles[key].pk).update(state=state)


def _score_past(stage: Stage) -> None:
    _stands(stage, "past", "scoring")
    due = stage.times.evening(PAST_SCORED + 8)
    for goal in Goal.objects.filter(cycle=stage.cycles["past"]).order_by("pk"):
        goals.begin_scoring(goal=goal, actor=stage.actor("coordinator"), version=goal.version, due_at=due)


def _goal(stage: Stage, tale: GoalTale) -> Goal:
    return Goal.objects.get(pk=stage.matters[_key(tale.key)].pk)


def _key(name: str) -> str:
    """Goals and stories share one table of what was made; a goal's key stands apart."""
    return f"goal {name}"


def _draft(stage: Stage, tale: GoalTale) -> None:
    actor = stage.actor(tale.owner)
    goal = _carried(stage, tale, actor) if tale.key in CARRIED else _fresh(stage, tale, actor)
    stage.matters[_key(tale.key)] = goal
    for measure in tale.measures:
        _measure(stage, tale, measure)


def _fresh(stage: Stage, tale: GoalTale, actor: Actor) -> Goal:
    city = stage.city
    cycle = _cycle(stage, tale.cycle)
    parent = _parent(stage, tale)
    return goals.create_goal(
        actor=actor,
        title=tale.title,
        department=city.departments[tale.lead],
        cycle=cycle,
        owner=city.people[tale.owner],
        sponsor=city.people[tale.sponsor],
        contributions=[
            goals.ContributionBrief(city.departments[part.code], part.role, part.text) for part in tale.parts
        ],
        visibility=tale.visibility,
        due_on=cycle.ends_on if tale.target is not None else None,
        **_answers(tale),
        **({"parent": parent, "is_reporting": tale.reporting} if parent else {}),
    )


def _carried(stage: Stage, tale: GoalTale, actor: Actor) -> Goal:
    """The draft that last year's goal was carried over as, brought up to date."""
    before = stage.matters[_key(CARRIED[tale.key])]
    goal = Goal.objects.get(carried_over_from=before.pk)
    changes = {
        "title": tale.title,
        "specific": tale.specific,
        "relevance": tale.relevance,
        "parent": _parent(stage, tale),
    }
    return goals.edit_goal(goal=goal, actor=actor, version=goal.version, **changes)


def _parent(stage: Stage, tale: GoalTale) -> Goal | None:
    return Goal.objects.get(pk=stage.matters[_key(tale.parent)].pk) if tale.parent else None


def _answers(tale: GoalTale) -> dict[str, Any]:
    names = ("specific", "metric", "unit", "feasibility", "resources", "relevance", "commitment")
    figures = {name: getattr(tale, name) for name in ("baseline", "target")}
    given = {name: getattr(tale, name) for name in names}
    return given | {name: Decimal(str(value)) for name, value in figures.items() if value is not None}


def _measure(stage: Stage, tale: GoalTale, measure: Measure) -> None:
    goal, actor = _goal(stage, tale), stage.actor(tale.owner)
    more = {"metric_key": measure.metric} if measure.metric else {}
    row = goals.add_key_result(
        goal=goal,
        actor=actor,
        version=goal.version,
        title=measure.title,
        start_value=Decimal(str(measure.start)),
        target_value=Decimal(str(measure.target)),
        unit=measure.unit,
        owner=stage.city.people[measure.who],
        weight=measure.weight,
        cadence=measure.cadence,
        follows=measure.follows,
        confidence=measure.confidence,
        **more,
    )
    for key in measure.tasks:
        due = stage.times.at(LINKED)
        stage.call(due, partial(_follow, stage, tale, row.pk, key))


LINKED = -0.1  # by then every task there is stands on the stage


def _follow(stage: Stage, tale: GoalTale, pk: int, key: str) -> None:
    row = KeyResult.objects.get(pk=pk)
    goals.follow_task(
        key_result=row, actor=stage.actor(tale.owner), version=row.version, task=stage.matters[key]
    )


def _take(name: str, *asked: str) -> Callable[..., None]:
    """A step of the goal itself, with answers in this order."""

    def scene(stage: Stage, tale: GoalTale, who: str, *answers: Any) -> None:
        goal = _goal(stage, tale)
        given = dict(zip(asked, answers, strict=True))
        for due in ("until", "due_at"):
            if due in given:
                given[due] = stage.times.evening(given[due])
        getattr(goals, name)(goal=goal, actor=stage.actor(who), version=goal.version, **given)

    return scene


def _say(name: str, word: str) -> Callable[..., None]:
    """A department's word in a consultation; without a name, its front desk speaks."""

    def scene(stage: Stage, tale: GoalTale, who: str, code: str, text: str) -> None:
        department = stage.city.departments[code]
        rows = Consultation.objects.filter(goal_version__goal=_goal(stage, tale), department=department)
        row = rows.latest("pk")
        desk = Person.objects.get(pk=front_desks([department.pk])[department.pk][0])
        actor = stage.actor(who) if who else Actor(desk, "page")
        getattr(goals, name)(consultation=row, actor=actor, version=row.version, **{word: text})

    return scene


def _result(stage: Stage, tale: GoalTale, place: int) -> KeyResult:
    return KeyResult.objects.filter(goal=_goal(stage, tale)).order_by("pk")[place]


def _check(
    stage: Stage,
    tale: GoalTale,
    who: str,
    place: int,
    light: str,
    value: float,
    said: str,
    blockers: str = "",
) -> None:
    row = _result(stage, tale, place)
    given = {"light": light, "message": said, "blockers": blockers, "value": Decimal(str(value))}
    goals.check_in(key_result=row, actor=stage.actor(who), version=row.version, **given)


def _feed(stage: Stage, tale: GoalTale, who: str, place: int, value: float) -> None:
    """As a script of another system sends it."""
    row = _result(stage, tale, place)
    actor = Actor(stage.city.people[who], "api")
    goals.feed_figure(key_result=row, actor=actor, value=Decimal(str(value)), at=clock.now())


def _acknowledge_check(stage: Stage, tale: GoalTale, who: str, note: str) -> None:
    row = CheckIn.objects.filter(goal=_goal(stage, tale), acknowledged_at=None).latest("pk")
    goals.acknowledge_check_in(check_in=row, actor=stage.actor(who), version=row.version, note=note)


def _change(stage: Stage, tale: GoalTale, who: str, reason: str, changes: dict[str, float]) -> None:
    goal = _goal(stage, tale)
    terms = {name: Decimal(str(value)) for name, value in changes.items()}
    goals.propose_change(goal=goal, actor=stage.actor(who), version=goal.version, reason=reason, **terms)


def _retrospective(stage: Stage, tale: GoalTale) -> Retrospective:
    return Retrospective.objects.get(ended=stage.matters[_key(tale.key)].pk)


def _look_back(stage: Stage, tale: GoalTale, who: str, actual: str, why: str) -> None:
    row = _retrospective(stage, tale)
    given = {"actual": f"{actual}\n\n{row.actual}", "why": why}
    feedback.write_retrospective(retrospective=row, actor=stage.actor(who), version=row.version, **given)


def _learn(stage: Stage, tale: GoalTale, who: str, kind: str, text: str, *change: Any) -> None:
    row = _retrospective(stage, tale)
    more: dict[str, Any] = {}
    if change:
        title, code, handle, due = change
        more = {"change": title, "department": stage.city.departments[code]}
        more |= {"responsible": stage.city.people[handle], "due_at": stage.times.evening(due)}
    lesson = feedback.add_lesson(
        retrospective=row, actor=stage.actor(who), version=row.version, kind=kind, text=text, **more
    )
    if lesson.task:
        stage.matters[f"change {tale.key}"] = lesson.task


def _follow(stage: Stage, tale: GoalTale, who: str, what: str, *answers: Any) -> None:
    """A step of the task that a lesson led to."""
    take_step(stage, f"change {tale.key}", who, what, answers)


def _effect(stage: Stage, tale: GoalTale, who: str, outcome: str, words: str) -> None:
    """Whoever is asked says whether the change worked."""
    check = EffectCheck.objects.get(lesson__retrospective=_retrospective(stage, tale).pk)
    given = {"actor": stage.actor(check.checker.username), "version": check.version}
    feedback.record_effect(check=check, outcome=outcome, words=words, **given)


def _end_looking_back(stage: Stage, tale: GoalTale, who: str, note: str) -> None:
    row = _retrospective(stage, tale)
    feedback.close_retrospective(retrospective=row, actor=stage.actor(who), version=row.version, note=note)


STEPS: dict[str, Callable[..., None]] = {
    "consult": _take("consult_goal"),
    "confirm": _take("confirm_goal"),
    "activate": _take("activate_goal"),
    "pause": _take("pause_goal", "reason"),
    "cancel": _take("cancel_goal", "reason"),
    "set_health": _take("set_health", "health", "reason", "until"),
    "check_goal": _take("check_in_goal", "light", "message"),
    "score": _take("begin_scoring", "due_at"),
    "assess": _take("assess_goal", "percent", "text"),
    "judge": _take("judge_goal", "percent", "text"),
    "close": _take("close_goal", "note"),
    "carry": _take("carry_over_goal"),
    "accept": _say("accept_goal", "note"),
    "conditions": _say("accept_with_conditions", "conditions"),
    "object": _say("object_to_goal", "grounds"),
    "reply": _say("reply_to_consultation", "text"),
    "check": _check,
    "feed": _feed,
    "acknowledge_check": _acknowledge_check,
    "change": _change,
    "look_back": _look_back,
    "learn": _learn,
    "follow": _follow,
    "effect": _effect,
    "end_looking_back": _end_looking_back,
}
