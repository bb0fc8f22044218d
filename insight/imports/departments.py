"""Departments from a file: keyed by code; officers who are not there yet are linked when they come."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from collab.org.actions.importing import DepartmentRow, import_departments, place_departments
from collab.org.models import Department, Role

from .events import DEPARTMENT_IMPORTED
from .headers import Field, Record
from .importer import Importer, Result, departments_by_word, failed, people_by_word, skipped
from .values import handles, items, known_people, meaningful

OFFICERS = {"head": Role.HEAD, "deputy": Role.DEPUTY, "liaison": Role.LIAISON, "sponsor": Role.SPONSOR}
AWAITED = "officers"


class DepartmentImporter(Importer):
    """部门."""

    target = "departments"
    label = _("Departments")
    event = DEPARTMENT_IMPORTED
    required = (("code",),)
    fields = (
        Field(
            "code", ("department code", "dept code", "id", "部门编码", "部门代码", "编码", "代码", "单位编码")
        ),
        Field("name", ("department", "department name", "title", "名称", "部门", "部门名称", "单位名称")),
        Field("name_zh", ("chinese name", "中文名", "中文名称")),
        Field("kind", ("type", "category", "类型", "类别", "部门类型")),
        Field("mission", ("description", "charter", "职责", "部门职责", "使命", "说明")),
        Field("parent", ("part of", "parent code", "parent department", "上级部门", "上级单位", "上级编码")),
        Field("head", ("chairs", "chair", "heads", "manager", "lead", "负责人", "部门负责人", "主任")),
        Field("deputy", ("tech leads", "deputies", "deputy head", "副职", "副主任", "分管副职")),
        Field("liaison", ("liaisons", "liaison officer", "contact", "联络员")),
        Field("sponsor", ("sponsors", "leader", "分管领导")),
        Field("stakeholders", ("stakeholder departments", "partners", "相关部门", "相关单位")),
    )

    def __init__(self, records, **context):
        super().__init__(records, **context)
        self.people = people_by_word()
        self.words = departments_by_word()
        for record in records:
            self.words |= {
                word.casefold(): 0 for word in (record.get("code"), record.get("name")) if word
            } | self.words
        self.lines: dict[str, int] = {}
        for record in records:
            self.lines.setdefault(record.get("code").casefold(), record.line)

    def take(self, records: Sequence[Record], *, write: bool) -> list[Result]:
        results: dict[int, Result] = {}
        rows: list[tuple[Record, DepartmentRow]] = []
        for record in records:
            code = meaningful(record, "code")
            if not code:
                record.note("required", field="code")
                results[record.line] = failed(record)
            elif (first := self.lines[code.casefold()]) != record.line:
                record.note("second_row", line=first)
                results[record.line] = skipped(record, code)
            else:
                rows.append((record, self._row(record, code)))
        outcomes = import_departments([row for _, row in rows], actor=self.actor, write=write)
        for (record, row), outcome in zip(rows, outcomes, strict=True):
            results[record.line] = Result(record, row.code, outcome)
        return [results[record.line] for record in records]

    def _row(self, record: Record, code: str) -> DepartmentRow:
        values = {name: meaningful(record, name) for name in ("name", "name_zh", "kind", "mission")}
        values["name"] = values["name"] or code
        extra: dict = {"columns": record.extra} if record.extra else {}
        row = DepartmentRow(code, values, extra)
        for field, role in OFFICERS.items():
            if named := handles(record, field):
                extra.setdefault(AWAITED, {})[role.value] = named
            ids = known_people(record, field, self.people, missing="person_to_come")
            row.officers += [(role.value, person_id) for person_id in ids]
        if partners := items(record, "stakeholders"):
            extra["stakeholders"] = partners
            for word in partners:
                if word.casefold() not in self.words:
                    record.note("unknown_department", value=word, field="stakeholders")
        return row

    def finish(self, *, write: bool) -> list[Result]:
        """Put departments below their parents, wherever in the file those stand."""
        placed = [record for record in self.records if meaningful(record, "parent") and record.get("code")]
        if not placed:
            return []
        ids = departments_by_word()
        touched: list[Record] = []
        pairs: dict[int, tuple[int, Record]] = {}
        for record in placed:
            child, parent = (ids.get(record.get(name).casefold()) for name in ("code", "parent"))
            known = parent or record.get("parent").casefold() in self.words
            if not known:
                record.note("unknown_department", value=record.get("parent"), field="parent")
                touched.append(record)
            elif child and parent:
                pairs[child] = (parent, record)
        if write:
            for pk in place_departments(
                [(pk, parent) for pk, (parent, _r) in pairs.items()], actor=self.actor
            ):
                pairs[pk][1].note("cycle", value=pairs[pk][1].get("parent"))
                touched.append(pairs[pk][1])
        return [failed(record, record.get("code")) for record in touched]


def awaited_roles() -> dict[str, list[tuple[str, int]]]:
    """Handle → (role, department) of people whom departments named before they were there."""
    found: dict[str, list[tuple[str, int]]] = {}
    for pk, extra in Department.objects.values_list("pk", "extra"):
        for role, named in (extra.get(AWAITED) or {}).items():
            for handle in named:
                found.setdefault(handle.casefold(), []).append((role, pk))
    return found
