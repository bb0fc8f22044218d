"""Plays what the city looked back on: lessons, changes and effects, and a session in the middle of its vote."""

from feedback import actions as feedback
from feedback.models import EffectCheck, Lesson, Retrospective, Session

from ..content.looking_back import (
    CARDS,
    LOOKED_BACK,
    SESSION_AT,
    SESSION_EXPECTED,
    SESSION_ON,
    TOGETHER,
    USEFUL,
    VOTES,
    LookedBack,
)
from .stage import Stage
from .steps import take_step

CHANGE_STEPS = (
    (1.2, "sign", ""),
    (1.4, "start"),
    (2.6, "submit", "已落实。In place."),
    (3, "verify"),
    (3.2, "complete", ""),
)


def look_back(stage: Stage) -> None:
    """Call for every retrospective and for the session."""
    for tale in LOOKED_BACK:
        call = stage.times.at
        stage.call(call(tale.at), lambda tale=tale: _open(stage, tale.story, tale.expected))
        stage.call(call(tale.at + 0.5), lambda tale=tale: _write(stage, tale))
        stage.call(call(tale.at + 1), lambda tale=tale: _close(stage, tale))
        _carry_out(stage, tale)
        if tale.change.effect[0]:
            stage.call(call(tale.at + 1.5 + tale.change.after), lambda tale=tale: _check(stage, tale))
    stage.call(stage.times.at(SESSION_AT), lambda: _hold_session(stage))
    stage.call(stage.times.at(-0.4), lambda: _use(stage))


def _open(stage: Stage, story: str, expected: str) -> Retrospective:
    ended = stage.matters[story]
    return feedback.look_back_by_hand(ended=ended, actor=stage.actor("coordinator"), expected=expected)


def _on(stage: Stage, tale: LookedBack) -> Retrospective:
    return Retrospective.objects.get(ended=stage.matters[tale.story].pk)


def _write(stage: Stage, tale: LookedBack) -> None:
    row, actor = _on(stage, tale), stage.actor(tale.who)
    account = {"actual": tale.actual, "why": tale.why}
    row = feedback.write_retrospective(retrospective=row, actor=actor, version=row.version, **account)
    for text in tale.keeps:
        row = _on(stage, tale)
        feedback.add_lesson(retrospective=row, actor=actor, version=row.version, kind="keep", text=text)
    change, row = tale.change, _on(stage, tale)
    lesson = feedback.add_lesson(
        retrospective=row,
        actor=stage.actor(change.by),
        version=row.version,
        kind="change",
        text=change.text,
        check_after=change.after,
        change=change.title,
        department=stage.city.departments[change.to],
        responsible=stage.city.people[change.who],
        due_at=stage.times.evening(tale.at + 6),
    )
    stage.matters[_key(tale)] = lesson.task


def _key(tale: LookedBack) -> str:
    return f"learned {tale.story}"


def _close(stage: Stage, tale: LookedBack) -> None:
    row = _on(stage, tale)
    feedback.close_retrospective(retrospective=row, actor=stage.actor(tale.judge), version=row.version)


def _carry_out(stage: Stage, tale: LookedBack) -> None:
    """The change is signed for, done and verified as any other task."""
    for after, what, *answers in CHANGE_STEPS:
        who = tale.change.by if what in ("verify", "complete") else tale.change.who

        def scene(who: str = who, what: str = what, answers: tuple = tuple(answers)) -> None:
            take_step(stage, _key(tale), who, what, answers)

        stage.call(stage.times.at(tale.at + after), scene)


def _check(stage: Stage, tale: LookedBack) -> None:
    change = tale.change
    outcome, words = change.effect
    check = EffectCheck.objects.get(lesson__task=stage.matters[_key(tale)].pk)
    actor = stage.actor(check.checker.username)
    check = feedback.record_effect(
        check=check, actor=actor, version=check.version, outcome=outcome, words=words
    )
    if change.again:
        feedback.change_again(
            check=check,
            actor=stage.actor(change.by),
            version=check.version,
            text=change.again,
            change=change.again,
            department=stage.city.departments[change.to],
            responsible=stage.city.people["kang.le"],
            due_at=stage.times.evening(6),
        )


def _hold_session(stage: Stage) -> None:
    """Cards are written and revealed, two are put together, and the vote is open with some votes in."""
    row = _open(stage, SESSION_ON, SESSION_EXPECTED)
    leader = stage.actor("staff")
    session = feedback.start_session(retrospective=row, actor=leader, version=row.version, template="classic")
    cards = [
        feedback.add_card(session=session, actor=stage.actor(who), column=column, text=text)
        for who, column, text in CARDS
    ]
    session = feedback.reveal_cards(session=session, actor=leader, version=session.version)
    first, second = (cards[place] for place in TOGETHER)
    feedback.place_card(card=second, actor=leader, version=second.version, under=str(first.pk))
    session = Session.objects.get(pk=session.pk)
    feedback.open_card_voting(session=session, actor=leader, version=session.version)
    for who, place, votes in VOTES:
        feedback.vote_on_card(card=cards[place], actor=stage.actor(who), version=None, votes=votes)


def _use(stage: Stage) -> None:
    """Some lessons are found useful, two are applied to the plan of the next phase, and one does not fit it."""
    lessons = list(Lesson.objects.order_by("pk"))
    for place, lesson in enumerate(lessons):
        for handle in USEFUL[: place % (len(USEFUL) + 1)]:
            feedback.mark_lesson(lesson=lesson, actor=stage.actor(handle), useful=True)
    planned = {"matter": stage.matters["plan"], "actor": stage.actor("coordinator")}
    for lesson in lessons[:2]:
        feedback.apply_lesson(lesson=lesson, **planned)
    feedback.set_lesson_aside(lesson=lessons[2], **planned)
