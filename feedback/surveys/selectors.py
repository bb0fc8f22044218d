"""Reads of surveys across models: who is awaited, what lacks, the rounds of a pulse."""

from typing import Any

from django.db.models import Expression, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.charts import Series, line_chart
from collab.matters.models import Kind, Link, LinkKind
from collab.matters.rows import url_of

from ..models import Asked, Survey, Told
from . import policies
from .disclosure import turnout
from .questions import FAVOURABLE, text_of
from .release import ROUNDED, favourable

MOST_ROUNDS = 26


def awaited(person_id: int | Expression) -> QuerySet[Asked]:
    """Open surveys that this person has yet to answer."""
    return Asked.objects.filter(person=person_id, has_answered=False, survey__status="open")


def turnout_of(survey: Survey) -> dict[str, Any]:
    """How many were asked and, as far as it may be told, have answered; None where they are still too few."""
    if survey.results is not None:
        asked, answered = survey.results["asked"], survey.results["answered"]
    else:
        rows = Asked.objects.filter(survey=survey)
        asked, count = rows.count(), rows.filter(has_answered=True).count()
        answered = turnout(count) if survey.anonymous else count
    share = round(100 * answered / asked) if answered is not None and asked else None
    return {"asked": asked, "answered": answered, "share": share}


def open_ends(ids: list[int]) -> dict[int, list]:
    """Surveys whose results nobody has published, or from which nothing has followed; not every round must lead on."""
    rows = Survey.objects.filter(pk__in=ids, status__in=("closed", "published"))
    led = Link.objects.filter(source__in=ids, kind=LinkKind.LED_TO).exclude(target__kind=Kind.SURVEY)
    followed = set(led.values_list("source_id", flat=True))
    found: dict[int, list] = {}
    for pk, status, pulse in rows.values_list("pk", "status", "pulse"):
        if status == "closed":
            found[pk] = [_("results not published yet")]
        elif pk not in followed and pulse is None:
            found[pk] = [_("nothing follows from it yet")]
    return found


def trend_of(survey: Survey, person) -> list[dict[str, Any]]:
    """Each scale with the favourable share of every round of the pulse whose results this person may see."""
    if survey.pulse_id is None:
        return []
    rows = Survey.objects.visible_to(person).filter(pulse=survey.pulse_id, results__isnull=False)
    if not policies.can_run(Actor(person, "page"), survey):
        mine = Asked.objects.filter(person=person, survey__pulse=survey.pulse_id).values("survey")
        rows = rows.filter(Q(told=Told.READERS) | Q(pk__in=mine), status="published")
    rounds = list(rows.order_by("-round")[:MOST_ROUNDS])[::-1]
    if len(rounds) < 2:
        return []
    return [_trend(question, rounds) for question in survey.questions if question["kind"] in FAVOURABLE]


def _trend(question: dict[str, Any], rounds: list[Survey]) -> dict[str, Any]:
    ends, points = FAVOURABLE[question["kind"]], [_point(row, question) for row in rounds]
    text = text_of(question)
    return {
        "text": text,
        "words": _("Share of answers from %(low)s to %(high)s") % {"low": ends[0], "high": ends[-1]},
        "points": points,
        "chart": line_chart(
            [str(row.round) for row in rounds], [Series(text, [point["share"] for point in points])]
        ),
    }


def _point(survey: Survey, question: dict[str, Any]) -> dict[str, Any]:
    results = {one["key"]: one for one in survey.results["questions"]}  # type: ignore[index]
    known = results.get(question["key"])
    return {
        "url": url_of(survey),
        "label": f"{survey.round} · {survey.number}",
        "share": favourable(question, known, FAVOURABLE[question["kind"]]) if known else None,
        "rounded": survey.results["detail"] == ROUNDED,  # type: ignore[index]
    }
