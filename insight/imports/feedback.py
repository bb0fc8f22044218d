"""Feedback from a hotline's list: keyed by its number, or by its words where it has none; the same row is taken once."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid, Refusal
from collab.common.imported import Became, Outcome
from collab.org.models import Department
from feedback.actions import Call, Words, log_call
from feedback.models import Caller, Feedback, FeedbackType, Severity

from .headers import Field, Record
from .importer import Importer, Result, departments_by_word, failed
from .values import meaningful

TYPES = {
    "problem": FeedbackType.PROBLEM,
    "问题": FeedbackType.PROBLEM,
    "suggestion": FeedbackType.SUGGESTION,
    "建议": FeedbackType.SUGGESTION,
    "help": FeedbackType.HELP,
    "求助": FeedbackType.HELP,
    "complaint": FeedbackType.COMPLAINT,
    "投诉": FeedbackType.COMPLAINT,
}
SEVERITIES = {
    "low": Severity.LOW,
    "较低": Severity.LOW,
    "normal": Severity.NORMAL,
    "一般": Severity.NORMAL,
    "high": Severity.HIGH,
    "较高": Severity.HIGH,
    "severe": Severity.SEVERE,
    "严重": Severity.SEVERE,
}


class FeedbackImporter(Importer):
    """热线记录."""

    target = "feedback"
    label = _("Feedback by telephone")
    required = (("title",),)
    fields = (
        Field("number", ("id", "no", "case", "case number", "编号", "工单号", "受理编号")),
        Field("title", ("subject", "summary", "标题", "主题", "事项")),
        Field("body", ("description", "details", "text", "内容", "描述", "诉求内容")),
        Field("type", ("category", "类型", "类别", "诉求类型")),
        Field("severity", ("严重程度", "程度")),
        Field("department", ("about", "concerns", "部门", "涉及部门", "涉及单位")),
        Field("caller", ("caller name", "name", "来电人", "姓名")),
        Field("phone", ("telephone", "tel", "mobile", "电话", "来电号码", "手机")),
        Field("email", ("e-mail", "mail", "邮箱", "电子邮件")),
    )

    def __init__(self, records, **context):
        super().__init__(records, **context)
        self.departments = departments_by_word()
        self.rows = Department.objects.in_bulk()

    def take(self, records: Sequence[Record], *, write: bool) -> list[Result]:
        keys = [_key(record) for record in records]
        stored = Feedback.objects.filter(external_key__in=keys)
        known = {str(row.external_key): row.pk for row in stored.only("external_key")}
        found = []
        for record, key in zip(records, keys, strict=True):
            found.append(self._take_one(record, key, known, write))
        return found

    def _take_one(self, record: Record, key: str, known: dict[str, int], write: bool) -> Result:
        name = record.get("number") or record.get("title")[:80]
        if not record.get("title"):
            record.note("required", field="title")
            return failed(record, name)
        if key in known:
            return Result(record, name, Outcome(Became.UNCHANGED, known[key]))
        try:
            outcome = Outcome(Became.CREATED, self._store(record, key) if write else None)
        except Invalid as refusal:
            outcome = Outcome(Became.FAILED, errors=refusal.errors)
        except Refusal as refusal:
            outcome = Outcome(Became.FAILED, errors=Invalid.field("title", str(refusal)).errors)
        if outcome.became == Became.CREATED:
            known[key] = outcome.pk or 0
        return Result(record, name, outcome)

    def _store(self, record: Record, key: str) -> int:
        words = Words(
            title=record.get("title"),
            body=record.get("body"),
            type=_word(record, "type", TYPES, FeedbackType.PROBLEM),
            severity=_word(record, "severity", SEVERITIES, Severity.NORMAL),
            about_department=self._about(record),
        )
        call = Call(
            name=meaningful(record, "caller")[:200],
            phone=meaningful(record, "phone")[:40],
            email=_address(record),
        )
        feedback, _code = log_call(actor=self.actor, words=words, call=call, external_key=key)
        return feedback.pk

    def _about(self, record: Record) -> Department | None:
        text = meaningful(record, "department")
        found = self.departments.get(text.casefold()) if text else None
        if text and found is None:
            record.note("unknown_department", value=text, field="department")
        return self.rows.get(found) if found else None


def _key(record: Record) -> str:
    """Its number, or what its words come to."""
    number = record.get("number")
    words = "|".join(record.get(name) for name in ("title", "body", "phone"))
    return Caller.key_of(number or hashlib.sha256(words.encode()).hexdigest()[:40])


def _address(record: Record) -> str:
    text = meaningful(record, "email")
    try:
        if text:
            validate_email(text)
    except ValidationError:
        record.note("bad_value", value=text, field="email")
        return ""
    return text


def _word(record: Record, field: str, words: Mapping[str, Any], default: Any) -> Any:
    text = meaningful(record, field)
    if text and text.casefold() not in words:
        record.note("bad_value", value=text, field=field)
    return words.get(text.casefold(), default)
