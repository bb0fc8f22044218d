"""Meeting series from a file: keyed by department, title, day and time; rhythms in words become recurrence rules."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid
from collab.common.imported import Became, Outcome
from collab.org.models import Department, Person
from meetings.actions.series import create_series, edit_series
from meetings.models import MeetingSeries

from .headers import Field, Record
from .importer import Importer, Result, departments_by_word, failed, people_by_word, skipped
from .rhythms import rule_of, starting_on, time_of, weekday_of, zone_of
from .values import day, known_people, meaningful


class SeriesImporter(Importer):
    """例会."""

    target = "series"
    label = _("Meeting series")
    required = (("title",), ("department",))
    fields = (
        Field(
            "department",
            ("host department", "host", "sig", "group", "主办部门", "主办单位", "召集部门", "部门"),
        ),
        Field("title", ("description", "name", "meeting", "series", "会议", "会议名称", "名称", "例会名称")),
        Field("day", ("weekday", "day of week", "星期", "周几", "日期")),
        Field("time", ("start", "start time", "starts at", "时间", "开始时间")),
        Field("zone", ("tz", "timezone", "time zone", "时区")),
        Field("frequency", ("cadence", "rhythm", "repeat", "recurrence", "频率", "周期")),
        Field("rrule", ("rule", "recurrence rule", "ical rule", "重复规则")),
        Field("first_on", ("first day", "first date", "since", "首次日期", "起始日期")),
        Field("minutes", ("duration", "length", "时长", "时长分钟")),
        Field("place", ("location", "room", "地点", "会议室")),
        Field("link", ("url", "join", "链接", "会议链接")),
        Field("chair", ("convener", "召集人", "主持人")),
    )

    def __init__(self, records, **context):
        super().__init__(records, **context)
        self.departments = departments_by_word()
        self.people = people_by_word()
        self.hosts = Department.objects.in_bulk()
        self.lines: dict[str, int] = {}
        for record in records:
            self.lines.setdefault(_key(record), record.line)

    def take(self, records: Sequence[Record], *, write: bool) -> list[Result]:
        keys = [_key(record) for record in records]
        stored = {row.external_key: row for row in MeetingSeries.objects.filter(external_key__in=keys)}
        return [
            self._take_one(record, key, stored.get(key), write)
            for record, key in zip(records, keys, strict=True)
        ]

    def _take_one(self, record: Record, key: str, series: MeetingSeries | None, write: bool) -> Result:
        name = record.get("title")[:150]
        department_id = self.departments.get(record.get("department").casefold())
        if not name:
            record.note("required", field="title")
        if department_id is None:
            missing = record.get("department")
            record.note(
                *("unknown_department",) if missing else ("required",), value=missing, field="department"
            )
        if not name or department_id is None:
            return failed(record, name)
        if self.lines[key] != record.line:
            record.note("second_row", line=self.lines[key])
            return skipped(record, name)
        values = self._values(record)
        try:
            outcome = self._store(series, key, department_id, values, record, write)
        except Invalid as refusal:
            outcome = Outcome(Became.FAILED, errors=refusal.errors)
        return Result(record, name, outcome)

    def _store(
        self, series, key: str, department_id: int, values: dict[str, Any], record: Record, write: bool
    ) -> Outcome:
        if series is None:
            if not write:
                return Outcome(Became.CREATED)
            told = {name: record.get(name) for name in ("day", "time", "zone", "frequency")} | record.extra
            made = create_series(
                actor=self.actor,
                department=self.hosts[department_id],
                external_key=key,
                extra={"imported": {name: text for name, text in told.items() if text}},
                **values,
            )
            return Outcome(Became.CREATED, made.pk)
        changes = {name: value for name, value in values.items() if getattr(series, name) != value and value}
        if not changes:
            return Outcome(Became.UNCHANGED, series.pk)
        if write:
            edit_series(series=series, actor=self.actor, version=series.version, **changes)
        return Outcome(Became.UPDATED, series.pk)

    def _values(self, record: Record) -> dict[str, Any]:
        values: dict[str, Any] = {"title": " ".join(record.get("title").split())}
        weekday = weekday_of(record)
        written = meaningful(record, "rrule").upper().removeprefix("RRULE:")
        values["rrule"] = written or (rule_of(record, weekday) if weekday else "")
        if first := day(record, "first_on") or starting_on(record):
            values["first_on"] = first
        values["start_time"] = time_of(record)
        values["zone"] = self._zone(record)
        values["minutes"] = self._minutes(record)
        values |= {name: meaningful(record, name)[:300] for name in ("place", "link")}
        if chairs := known_people(record, "chair", self.people):
            values["chair"] = Person.objects.get(pk=chairs[0])
        return values

    def _zone(self, record: Record) -> str:
        text = meaningful(record, "zone")
        zone = zone_of(text) if text else settings.TIME_ZONE
        if not zone:
            record.note("unknown_zone", value=text)
        return zone or settings.TIME_ZONE

    def _minutes(self, record: Record) -> int:
        text = meaningful(record, "minutes")
        if text and not text.isdecimal():
            record.note("bad_value", value=text, field="minutes")
        return int(text) if text.isdecimal() and len(text) < 6 else 60


def _key(record: Record) -> str:
    words = [record.get(name).casefold() for name in ("department", "title", "day", "time")]
    return f"{words[0][:80]}|{hashlib.sha256('|'.join(words).encode()).hexdigest()[:24]}"
