"""Questions of a survey and answers to them: which shapes they have, what is wrong with one, how it reads."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.common.errors import FieldError, Invalid

from .disclosure import BLANK, Bin

MOST, MOST_OPTIONS = 40, 20
LONGEST, LONGEST_OPTION, LONGEST_TEXT = 500, 200, 5_000
PARTS = {"kind", "text", "text_zh", "options", "options_zh", "required"}


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SCALE_5 = "scale_5", _("Scale 1 to 5")
    SCALE_10 = "scale_10", _("Scale 0 to 10")
    ONE = "one", _("One of several answers")
    SEVERAL = "several", _("Any number of answers")
    TEXT = "text", _("In one’s own words")


SCALES = {QuestionKind.SCALE_5: range(1, 6), QuestionKind.SCALE_10: range(11)}
CHOICES = (QuestionKind.ONE, QuestionKind.SEVERAL)
BANDS: dict[str, tuple[tuple[range, ...], ...]] = {
    QuestionKind.SCALE_5: (
        (range(1, 3), range(3, 4), range(4, 6)),
        (range(1, 4), range(4, 6)),
        (range(1, 3), range(3, 6)),
    ),
    QuestionKind.SCALE_10: (
        (range(7), range(7, 9), range(9, 11)),
        (range(7), range(7, 11)),
        (range(9), range(9, 11)),
    ),
}
FAVOURABLE = {QuestionKind.SCALE_5: range(4, 6), QuestionKind.SCALE_10: range(7, 11)}


def checked_questions(sent: Any, *, anonymous: bool) -> list[dict[str, Any]]:
    """The questions as they are stored, each with a `key` by its place; Invalid names every part that is wrong."""
    if not isinstance(sent, list) or not all(isinstance(one, Mapping) for one in sent):
        raise Invalid.field("questions", _("Send a list of objects."), "wrong_type")
    if len(sent) > MOST:
        raise Invalid.field("questions", _("Ask at most %(most)s questions.") % {"most": MOST}, "too_many")
    wrong: list[FieldError] = []
    found = []
    for place, one in enumerate(sent):
        question = _question(one, f"questions.{place}", wrong)
        if anonymous and question["kind"] == QuestionKind.SEVERAL and question["required"]:
            told = _(
                "Of an anonymous survey this cannot be required: totals would tell who chose both of two."
            )
            wrong.append(FieldError(f"questions.{place}.required", "discloses", told))
        found.append({"key": f"q{place + 1}"} | question)
    if wrong:
        raise Invalid(wrong)
    return found


def _question(sent: Mapping, at: str, wrong: list[FieldError]) -> dict[str, Any]:
    sent = {name: value for name, value in sent.items() if name != "key"}
    wrong += [
        FieldError(f"{at}.{name}", "unknown_field", _("There is no such field."))
        for name in sent
        if name not in PARTS
    ]
    kind = sent.get("kind")
    if kind not in QuestionKind.values:
        wrong.append(FieldError(f"{at}.kind", "invalid", _("Choose one of the offered kinds of question.")))
    text, text_zh = (
        _line(sent.get(name, ""), LONGEST, f"{at}.{name}", wrong) for name in ("text", "text_zh")
    )
    if not text and not text_zh:
        wrong.append(FieldError(f"{at}.text", "required", _("Write the question.")))
    options = _lines(sent.get("options", []), f"{at}.options", wrong)
    options_zh = _lines(sent.get("options_zh", []), f"{at}.options_zh", wrong)
    _check_options(kind, options or options_zh, options, options_zh, at, wrong)
    required = sent.get("required", kind not in (QuestionKind.SEVERAL, QuestionKind.TEXT))
    if not isinstance(required, bool):
        wrong.append(FieldError(f"{at}.required", "wrong_type", _("Send true or false.")))
    return {
        "kind": kind,
        "text": text,
        "text_zh": text_zh,
        "options": options,
        "options_zh": options_zh,
        "required": bool(required),
    }


def _line(value: Any, longest: int, at: str, wrong: list[FieldError]) -> str:
    if not isinstance(value, str) or "\x00" in value or len(value) > longest:
        told = _("Keep this under %(most)s characters of plain text.") % {"most": longest}
        wrong.append(FieldError(at, "max_length", told))
        return ""
    return " ".join(value.split())


def _lines(value: Any, at: str, wrong: list[FieldError]) -> list[str]:
    if not isinstance(value, list):
        wrong.append(FieldError(at, "wrong_type", _("Send a list of texts.")))
        return []
    return [line for one in value if (line := _line(one, LONGEST_OPTION, at, wrong))]


def _check_options(kind: Any, some: list, options: list, options_zh: list, at: str, wrong: list) -> None:
    if kind in CHOICES and not 2 <= len(some) <= MOST_OPTIONS:
        wrong.append(FieldError(f"{at}.options", "required", _("Offer two to twenty answers, one per line.")))
    if kind in SCALES and len(some) not in (0, 2):
        told = _("Name both ends of the scale, the lowest first, or neither.")
        wrong.append(FieldError(f"{at}.options", "invalid", told))
    if options and options_zh and len(options) != len(options_zh):
        told = _("Give as many lines in Chinese as in English, in the same order.")
        wrong.append(FieldError(f"{at}.options_zh", "invalid", told))
    if len(set(options)) < len(options) or len(set(options_zh)) < len(options_zh):
        wrong.append(FieldError(f"{at}.options", "twice", _("The same answer is offered twice.")))


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def text_of(question: Mapping[str, Any]) -> str:
    """The question in the reader's language, or in the one it was written in."""
    first, second = question["text"], question["text_zh"]
    return (second or first) if _is_chinese() else (first or second)


def options_of(question: Mapping[str, Any]) -> list[str]:
    """The offered answers, or the words at both ends of a scale, in the reader's language."""
    first, second = question["options"], question["options_zh"]
    return (second or first) if _is_chinese() else (first or second)


def values_of(question: Mapping[str, Any]) -> list[int]:
    """What may be answered to a scale, or the places of the offered answers."""
    kind = question["kind"]
    return list(SCALES[kind]) if kind in SCALES else list(range(len(options_of(question))))


def levels_of(question: Mapping[str, Any]) -> list[list[Bin]]:
    """The bins by which answers may be told, from narrow to wide; a blank one always stands for itself."""
    levels: list[list[Bin]] = [[(value,) for value in values_of(question)]]
    levels += [[tuple(band) for band in row] for row in BANDS.get(question["kind"], ())]
    return [[*level, (BLANK,)] for level in levels]


def checked_answers(questions: Iterable[Mapping[str, Any]], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by key as they are stored, blank ones left out; Invalid names every question that is wrong."""
    known = {question["key"]: question for question in questions}
    wrong = [
        FieldError(key, "unknown_field", _("There is no such question.")) for key in sent if key not in known
    ]
    found: dict[str, Any] = {}
    for key, question in known.items():
        value = sent.get(key)
        if value in (None, "", []) or (isinstance(value, str) and not value.strip()):
            if question["required"]:
                wrong.append(FieldError(key, "required", _("Please answer this question.")))
        elif (told := _wrong_answer(question, value)) is not None:
            wrong.append(FieldError(key, "invalid", told))
        else:
            found[key] = _stored(question, value)
    if wrong:
        raise Invalid(wrong)
    return found


def _wrong_answer(question: Mapping[str, Any], value: Any) -> Any:
    kind = question["kind"]
    if kind == QuestionKind.TEXT:
        fine = isinstance(value, str) and len(value) <= LONGEST_TEXT and "\x00" not in value
        return None if fine else _("Keep this under 5,000 characters of plain text.")
    offered = values_of(question)
    given = value if kind == QuestionKind.SEVERAL and isinstance(value, list) else [value]
    if all(isinstance(one, int) and not isinstance(one, bool) and one in offered for one in given):
        return None
    return _("Choose among the offered answers.")


def _stored(question: Mapping[str, Any], value: Any) -> Any:
    if question["kind"] == QuestionKind.SEVERAL:
        return sorted(set(value if isinstance(value, list) else [value]))
    return value.strip() if isinstance(value, str) else value
