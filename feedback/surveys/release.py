"""The results of a survey as they are frozen when it closes: everything that is ever told comes from here."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .disclosure import BLANK, THRESHOLD, Bin, Told, groups_of, tell, turnout
from .questions import CHOICES, SCALES, QuestionKind, levels_of, values_of

GROUPS, WHOLE, ROUNDED = "groups", "whole", "rounded"
TENS = 10


@dataclass(frozen=True)
class Slip:
    """One person's answers with the department under which they count; nothing says whose they are."""

    unit: int | None
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Ground:
    """What is counted: the questions, all slips, how many were asked by department, and the tree of departments."""

    questions: Sequence[Mapping[str, Any]]
    slips: Sequence[Slip]
    asked: Mapping[int | None, int]
    parents: Mapping[int | None, int | None]


def groups_told(ground: Ground, *, anonymous: bool) -> dict[int | None, int | None]:
    """Department → the group it is told in; empty where too few answered for anything to be told."""
    counts = Counter(slip.unit for slip in ground.slips)
    if anonymous:
        return groups_of(ground.parents, dict.fromkeys(ground.asked, 0) | counts)
    return {unit: unit for unit in ground.asked}


def released(
    ground: Ground, groups: Mapping[int | None, int | None], *, anonymous: bool, detail: str = GROUPS
) -> dict[str, Any]:
    """The results as JSON. `detail` WHOLE leaves out groups; ROUNDED tells shares in tens and no counts."""
    asked = sum(ground.asked.values())
    if anonymous and not groups:
        return {"asked": asked, "answered": None, "detail": detail, "groups": [], "questions": []}
    if detail != GROUPS:
        groups = dict.fromkeys(groups, None)
    heads = sorted({head for head in groups.values() if head is not None})
    answered = len(ground.slips)
    found = {
        "asked": asked,
        "answered": turnout(answered) if detail == ROUNDED else answered,
        "detail": detail,
        "groups": [_group(head, groups, ground) for head in heads] if len(set(groups.values())) > 1 else [],
        "questions": [_question(one, ground, groups, anonymous) for one in ground.questions],
    }
    return _rounded(found) if detail == ROUNDED else found


def _group(head: int | None, groups: Mapping, ground: Ground) -> dict[str, Any]:
    units = [unit for unit, told in groups.items() if told == head]
    below = {unit for unit, _told in groups.items() if _is_below(unit, head, ground.parents)}
    return {
        "unit": head,
        "is_whole": below <= set(units),
        "asked": sum(ground.asked.get(unit, 0) for unit in units),
        "answered": sum(slip.unit in units for slip in ground.slips),
    }


def _is_below(unit: int | None, head: int | None, parents: Mapping) -> bool:
    while unit is not None and unit != head:
        unit = parents.get(unit)
    return unit == head


def _question(
    question: Mapping[str, Any], ground: Ground, groups: Mapping, anonymous: bool
) -> dict[str, Any]:
    key, kind = question["key"], question["kind"]
    if kind == QuestionKind.TEXT:
        return {"key": key, "texts": _texts(key, ground.slips, anonymous)}
    if kind == QuestionKind.SEVERAL:
        return {
            "key": key,
            "options": [_option(key, place, ground, groups, anonymous) for place in values_of(question)],
        }
    cells = _cells(ground.slips, groups, lambda answers: answers.get(key, BLANK))
    levels = levels_of(question)
    found = tell(cells, levels, ordered=kind in SCALES) if anonymous else _exact(cells, levels[0])
    return {"key": key} | _told(found, cells, kind)


def _option(key: str, place: int, ground: Ground, groups: Mapping, anonymous: bool) -> dict[str, Any]:
    """Of each answer that may be ticked beside others: who ticked it, and who did not."""
    cells = _cells(ground.slips, groups, lambda answers: place in answers.get(key, ()))
    level: list[Bin] = [(True,), (False,)]
    return _told(tell(cells, [level]) if anonymous else _exact(cells, level), cells, "")


def _cells(slips: Iterable[Slip], groups: Mapping, answer: Any) -> dict[int | None, Counter]:
    cells: dict[int | None, Counter] = {head: Counter() for head in groups.values()}
    for slip in slips:
        cells[groups[slip.unit]][answer(slip.answers)] += 1
    return cells


def _exact(cells: Mapping[int | None, Counter], level: Sequence[Bin]) -> Told:
    rows = {unit: {bin: row[bin[0]] for bin in level} for unit, row in cells.items() if unit is not None}
    whole = sum(cells.values(), Counter())
    return Told({bin: whole[bin[0]] for bin in level}, rows)


def _told(found: Told | None, cells: Mapping[int | None, Counter], kind: str) -> dict[str, Any]:
    if found is None:
        return {"total": [], "rows": [], "mean": None}
    rows: list[dict[str, Any]] = [
        {"unit": unit, "cells": _as_cells(row)} for unit, row in sorted(found.rows.items(), key=str)
    ]
    if rows and len(rows) < len(cells):
        rows.append({"unit": None, "cells": _as_cells(_rest(found))})
    return {
        "total": _as_cells(found.total),
        "rows": rows if len(cells) > 1 else [],
        "mean": _mean(found.total) if kind in SCALES else None,
    }


def _rest(found: Told) -> dict[Bin, int]:
    """The whole minus the rows, by the rows' own bins."""
    wide = next(iter(found.rows.values()))
    return {
        bin: sum(count for small, count in found.total.items() if set(small) <= set(bin))
        - sum(row[bin] for row in found.rows.values())
        for bin in wide
    }


def _as_cells(row: Mapping[Bin, int]) -> list[dict[str, Any]]:
    whole = sum(row.values()) or 1
    return [
        {"answers": list(bin), "count": count, "share": round(100 * count / whole)}
        for bin, count in row.items()
        if count or bin != (BLANK,)
    ]


def _mean(total: Mapping[Bin, int]) -> float | None:
    """The average of a scale, where every value of it is told by itself."""
    if any(len(bin) > 1 for bin in total):
        return None
    given = {bin[0]: count for bin, count in total.items() if bin != (BLANK,)}
    answered = sum(given.values())
    return round(sum(value * count for value, count in given.items()) / answered, 2) if answered else None


def _texts(key: str, slips: Iterable[Slip], anonymous: bool) -> list[str]:
    """Texts in no order, beside nothing else; of an anonymous survey five of them or none."""
    texts = [slip.answers[key] for slip in slips if key in slip.answers]
    if anonymous and len(texts) < THRESHOLD:
        return []
    secrets.SystemRandom().shuffle(texts)
    return texts


def _rounded(found: dict[str, Any]) -> dict[str, Any]:
    for question in found["questions"]:
        for part in [question, *question.get("options", [])]:
            part |= {"rows": [], "mean": None} if "total" in part else {}
            for cell in part.get("total", []):
                cell |= {"count": None, "share": TENS * round(cell["share"] / TENS)}
    return found


def favourable(question: Mapping[str, Any], result: Mapping[str, Any], range_: range) -> int | None:
    """The share in per cent of answers within `range_` among those given; None where the bins do not tell it."""
    given = [cell for cell in result.get("total", []) if cell["answers"] != [BLANK]]
    inside = [cell for cell in given if set(cell["answers"]) <= set(range_)]
    astride = [cell for cell in given if cell not in inside and set(cell["answers"]) & set(range_)]
    if astride or not given or question["kind"] in CHOICES:
        return None
    weight = "share" if any(cell["count"] is None for cell in given) else "count"
    whole = sum(cell[weight] for cell in given)
    return round(100 * sum(cell[weight] for cell in inside) / whole) if whole else None
