"""What a goal's page says of its answers, its consultation, its contributors and its versions."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from collab.common import clock
from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.matters.rows import Calendars, day_words, distance_words
from collab.matters.views.doing import row_steps

from .models import Answer, Consultation, Contribution, Goal, GoalVersion
from .models.agreement import CONSULTATION
from .models.contribution import CONTRIBUTION
from .selectors import gaps_of
from .smart import ANSWERS, Gap
from .states import AGREED
from .terms import LABELS, Terms, Words, differences, frozen, terms_of

ANSWER_TONES = {
    Answer.PENDING: "waiting",
    Answer.ACCEPTED: "good",
    Answer.CONDITIONAL: "warn",
    Answer.OBJECTED: "bad",
    Answer.MOOT: "",
}
VERSION_TONES = {
    GoalVersion.State.CONSULTING: "waiting",
    GoalVersion.State.CONFIRMED: "good",
    GoalVersion.State.DROPPED: "",
}
FIELDS_OF = {
    "specific": ("specific",),
    "measurable": ("metric", "unit", "baseline", "target"),
    "achievable": ("feasibility", "resources"),
    "relevant": ("parent", "relevance"),
    "time_bound": ("due_on",),
}


def answers_of(terms: Terms, reader, *, gate: bool) -> dict[str, Any]:
    """The five answers in words; with `gate` also what each lacks."""
    found = gaps_of(terms) if gate else []
    kept = frozen(terms)
    words = Words([kept], reader)
    rows = [
        {
            "code": code,
            "label": label,
            "question": question,
            "said": [
                {"label": LABELS[name], "text": text}
                for name in FIELDS_OF[code]
                if (text := words.of(name, kept.get(name)))
            ],
            "gaps": [gap.text for gap in found if gap.answer == code],
        }
        for code, label, question in ANSWERS
    ]
    return {"rows": rows, "complete": len([row for row in rows if not row["gaps"]]), "gate": gate}


def checked(gaps: list[Gap]) -> list[dict[str, Any]]:
    """The five answers with what each lacks, for the panel beside a form."""
    return [
        {"label": label, "gaps": [gap.text for gap in gaps if gap.answer == code]}
        for code, label, _question in ANSWERS
    ]


def contributions_of(goal: Goal, actor: Actor) -> list[dict[str, Any]]:
    """Everyone who contributes, with what they may do about their own part."""
    rows = Contribution.objects.filter(goal_id=goal.pk).select_related(
        "party__department", "party__person", "acknowledged_by"
    )
    return [_contribution(row, goal, actor) for row in rows]


def _contribution(row: Contribution, goal: Goal, actor: Actor) -> dict[str, Any]:
    row.goal = goal
    department = row.party.department
    return {
        "name": department.display_name if department else str(row.party.person),
        "is_department": department is not None,
        "role": row.role,
        "text": row.party.part,
        "acknowledged_at": row.acknowledged_at,
        "acknowledged_by": row.acknowledged_by,
        "is_awaited": goal.status in AGREED,
        "steps": row_steps(
            CONTRIBUTION, row, actor, lambda name: reverse("goals:contribution", args=[row.pk, name])
        ),
    }


def versions_of(goal: Goal) -> list[dict[str, Any]]:
    """All versions, the newest first."""
    return [
        {
            "number": row.number,
            "state": row.get_state_display(),
            "tone": VERSION_TONES[GoalVersion.State(row.state)],
            "at": row.decided_at or row.proposed_at,
            "reason": row.reason,
            "fields": [LABELS[name] for name in row.changes],
            "url": reverse("goals:version", args=[goal.pk, row.number]),
        }
        for row in goal.versions.order_by("-number")
    ]


def version_of(goal: Goal, version: GoalVersion, actor: Actor) -> dict[str, Any]:
    """One version: what it changes, what it says in full, and what every department said to it."""
    before = version.before()
    words = Words([version.snapshot], actor.person)
    return {
        "row": version,
        "state": version.get_state_display(),
        "tone": VERSION_TONES[GoalVersion.State(version.state)],
        "before": before,
        "changes": differences(before.snapshot, version.snapshot, version.changes, actor.person)
        if before
        else [],
        "terms": [
            {"label": label, "text": words.of(name, version.snapshot.get(name))}
            for name, label in LABELS.items()
            if name != "contributions"
        ],
        "contributions": [
            {"who": words.who(entry), "text": words.said(entry)}
            for entry in version.snapshot["contributions"]
        ],
        "consultations": consultations_of(version, goal, actor),
    }


def consultations_of(version: GoalVersion, goal: Goal, actor: Actor) -> list[dict[str, Any]]:
    """What each department said to a version, with the thread below it."""
    rows = version.consultations.select_related("department", "answered_by", "party")
    calendars = Calendars()
    return [
        _consultation(row, version, goal, actor, calendars)
        for row in rows.prefetch_related("replies__author")
    ]


def _consultation(
    row: Consultation, version: GoalVersion, goal: Goal, actor: Actor, calendars: Calendars
) -> dict[str, Any]:
    row.goal_version, version.goal = version, goal
    now = clock.now()
    due = row.due_at if row.answer == Answer.PENDING else None
    return {
        "name": row.department.display_name,
        "answer": row.get_answer_display(),
        "tone": ANSWER_TONES[Answer(row.answer)],
        "grounds_html": markdown(row.grounds),
        "by": row.answered_by,
        "at": row.answered_at,
        "is_late": row.is_late,
        "unanswered": row.answer == Answer.OBJECTED and row.replied_at is None,
        "about": [LABELS[name] for name in row.about if len(row.about) < len(LABELS)],
        "due_at": due,
        "due_text": day_words(due) if due else "",
        "due_relative": distance_words(now, due, calendars.of(row.department)) if due else "",
        "overdue": bool(due and due < now),
        "replies": [
            {"author": reply.author, "at": reply.said_at, "html": markdown(reply.body)}
            for reply in row.replies.all()
        ],
        "steps": row_steps(
            CONSULTATION, row, actor, lambda name: reverse("goals:consultation", args=[row.pk, name])
        ),
    }


def agreement_of(goal: Goal, actor: Actor) -> dict[str, Any]:
    """The version in consultation, if there is one, with what it changes; and all versions."""
    proposal = goal.proposal
    shown: Mapping[str, Any] = version_of(goal, proposal, actor) if proposal is not None else {}
    return {"proposal": shown, "versions": versions_of(goal)}


def page_sections(goal: Goal, actor: Actor) -> dict[str, Any]:
    """Everything of the goal's page that agreeing on it is about."""
    return {
        "answers": answers_of(terms_of(goal), actor.person, gate=goal.status == "draft"),
        "contributions": contributions_of(goal, actor),
        "agreement": agreement_of(goal, actor),
    }
