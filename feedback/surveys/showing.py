"""The frozen results of a survey in the reader's language: for its page, and as a table for a spreadsheet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collab.org.models import Department

from ..models import Asked, NamedAnswer, Survey
from .disclosure import BLANK
from .questions import CHOICES, SCALES, QuestionKind, options_of, text_of


def results_shown(survey: Survey) -> dict[str, Any]:
    """Everything the page draws: groups with their turnout, then each question with its bars and table."""
    results: dict[str, Any] = survey.results or {}
    names = group_names(results)
    known = {question["key"]: question for question in survey.questions}
    return {
        "few": results["answered"] is None,
        "rounded": results["detail"] == "rounded",
        "unlike": results["detail"] == "whole",
        "groups": [
            group | {"name": names[group["unit"]], "share": _share(group["answered"], group["asked"])}
            for group in results["groups"]
        ],
        "questions": [_question(known[one["key"]], one, names) for one in results["questions"]],
    }


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def group_names(results: Mapping[str, Any]) -> dict[int | None, str]:
    """The names of the groups told; one that leaves out departments below it says so."""
    units = {group["unit"]: group["is_whole"] for group in results["groups"]}
    rows = Department.objects.in_bulk(units)
    names = {
        pk: rows[pk].display_name
        if is_whole
        else _("%(name)s without the departments named here") % {"name": rows[pk].display_name}
        for pk, is_whole in units.items()
        if pk in rows
    }
    gone = {pk: _("A department that is no longer there") for pk in units.keys() - names.keys()}
    return {None: _("All others together"), **gone, **names}


def _question(question: Mapping[str, Any], result: Mapping[str, Any], names: Mapping) -> dict[str, Any]:
    kind = question["kind"]
    shown: dict[str, Any] = {
        "text": text_of(question),
        "ends": options_of(question) if kind in SCALES else [],
        "kind": QuestionKind(kind).label,
        "texts": result.get("texts"),
        "mean": result.get("mean"),
    }
    if kind == QuestionKind.TEXT:
        return shown
    if kind == QuestionKind.SEVERAL:
        return shown | _ticked(question, result, names)
    bars = _cells(question, result["total"])
    rows = [{"name": names[row["unit"]], "cells": _cells(question, row["cells"])} for row in result["rows"]]
    return shown | {
        "bars": bars,
        "rows": rows,
        "heads": [cell["words"] for cell in rows[0]["cells"]] if rows else [],
    }


def _ticked(question: Mapping[str, Any], result: Mapping[str, Any], names: Mapping) -> dict[str, Any]:
    """Answers of which any number may be chosen: each with who chose it, by group where that may be told."""
    words = options_of(question)
    bars: list[dict[str, Any]] = []
    rows: dict[int | None, dict[str, Any]] = {}
    for label, option in zip(words, result["options"], strict=True):
        bars.append(_yes(option["total"]) | {"words": label})
        for row in option["rows"]:
            rows.setdefault(row["unit"], {})[label] = _yes(row["cells"])
    nothing = {"count": None, "share": None}
    shown = [
        {"name": names[unit], "cells": [row.get(label, nothing) for label in words]}
        for unit, row in rows.items()
    ]
    return {"bars": bars, "rows": shown, "heads": words if rows else []}


def _yes(cells: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """How many ticked it; None where so few did, or did not, that it is not told."""
    found = next((cell for cell in cells if cell["answers"] == [True]), None)
    return {"count": found["count"] if found else None, "share": found["share"] if found else None}


def _cells(question: Mapping[str, Any], cells: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"words": bin_words(question, cell["answers"]), "count": cell["count"], "share": cell["share"]}
        for cell in cells
    ]


def bin_words(question: Mapping[str, Any], answers: list[Any]) -> str:
    """What a bin holds: neighbours on a scale as a span, answers put together one after the other."""
    given = [answer for answer in answers if answer != BLANK]
    blank = [_("no answer")] if len(given) < len(answers) else []
    if question["kind"] in CHOICES:
        options = options_of(question)
        return " / ".join([*(options[answer] for answer in given), *blank])
    if len(given) > 2 and given == list(range(given[0], given[-1] + 1)):
        return " / ".join([f"{given[0]}–{given[-1]}", *blank])
    return " / ".join([*map(str, given), *blank])


def table_of(survey: Survey) -> tuple[list[str], Iterator[list[Any]]]:
    """Heads and rows for a spreadsheet: one line per question, group and answer, exactly as published."""
    heads = [
        _("Question"),
        _("Group"),
        pgettext("survey result", "Answer"),
        _("Answers given"),
        _("Share in per cent"),
    ]
    return heads, _lines(survey)


def _lines(survey: Survey) -> Iterator[list[Any]]:
    shown, whole = results_shown(survey), _("Everybody")
    for group in shown["groups"]:
        yield [_("Turnout"), group["name"], pgettext("survey", "Answered"), group["answered"], group["share"]]
    for question in shown["questions"]:
        for text in question["texts"] or []:
            yield [question["text"], whole, text, None, None]
        for cell in question.get("bars", []):
            yield [question["text"], whole, cell["words"], cell["count"], cell["share"]]
        for row in question.get("rows", []):
            for head, cell in zip(question["heads"], row["cells"], strict=True):
                yield [question["text"], row["name"], head, cell["count"], cell["share"]]
    for person, question_text, answer in named_answers(survey):
        yield [question_text, person, answer, None, None]


def named_answers(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """Who said what, where the survey was not anonymous: person, question, answer in words."""
    if survey.anonymous:
        return
    rows = NamedAnswer.objects.filter(asked__survey=survey).select_related("asked__person")
    for row in rows.order_by("asked__person__name", "pk"):
        for question in survey.questions:
            if question["key"] in row.answers:
                value = row.answers[question["key"]]
                yield str(row.asked.person), text_of(question), _answer_words(question, value)


def _answer_words(question: Mapping[str, Any], value: Any) -> str:
    if question["kind"] in CHOICES:
        options = options_of(question)
        return ", ".join(options[one] for one in (value if isinstance(value, list) else [value]))
    return str(value)


def given_by(survey: Survey, person) -> dict[str, Any]:
    """What this person has said so far, where the survey is not anonymous."""
    asked = Asked.objects.filter(survey=survey.pk, person=person)
    return NamedAnswer.objects.filter(asked__in=asked).values_list("answers", flat=True).first() or {}
