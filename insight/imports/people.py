"""People from a file: keyed by handle without regard to case, with their roles in departments."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from collab.org.actions.importing import PersonRow, import_people
from collab.org.models import Role

from .departments import awaited_roles
from .events import PERSON_IMPORTED
from .headers import Field, Record
from .importer import Importer, Result, departments_by_word, failed, skipped
from .values import is_placeholder, items, known_departments, meaningful

ROLES = {
    Role.HEAD: ("head", "heads", "chair", "chairs", "lead", "leads", "负责人", "主任", "科长", "处长"),
    Role.DEPUTY: ("deputy", "deputies", "tech_lead", "tech_leads", "deputy head", "副职", "副主任", "副处长"),
    Role.LIAISON: ("liaison", "liaisons", "liaison officer", "联络员"),
    Role.SPONSOR: ("sponsor", "leader", "分管领导"),
    Role.COORDINATOR: ("coordinator", "协调员", "督办"),
    Role.MEMBER: ("member", "members", "staff", "成员", "科员", "干部"),
}
ROLE_WORDS = {word: role.value for role, words in ROLES.items() for word in words}
FORMER = re.compile(r"emerit|former|alumni|^原|^前")
ZONES = {"北京时间": "Asia/Shanghai", "cst": "Asia/Shanghai"}
LANGUAGES = {
    "english": "en",
    "chinese": "zh-hans",
    "中文": "zh-hans",
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "英文": "en",
}


class PersonImporter(Importer):
    """人员."""

    target = "people"
    label = _("People")
    event = PERSON_IMPORTED
    required = (("handle",),)
    fields = (
        Field(
            "handle",
            (
                "username",
                "user name",
                "user",
                "login",
                "account",
                "github",
                "账号",
                "用户名",
                "工号",
                "登录名",
            ),
        ),
        Field("name", ("full name", "display name", "姓名", "名字")),
        Field("email", ("e-mail", "mail", "邮箱", "电子邮箱", "电子邮件")),
        Field("title", ("position", "job title", "职务", "职位", "岗位")),
        Field("language", ("lang", "语言")),
        Field("time_zone", ("timezone", "tz", "时区")),
        Field("company", ("organisation", "organization", "employer", "单位", "公司")),
        Field("roles", ("department roles", "memberships", "角色", "部门角色")),
        Field("department", ("departments", "department code", "部门", "所属部门", "部门编码", "科室")),
    )

    def __init__(self, records, **context):
        super().__init__(records, **context)
        self.departments = departments_by_word()
        self.awaited = awaited_roles()
        self.lines: dict[str, int] = {}
        for record in records:
            self.lines.setdefault(record.get("handle").casefold(), record.line)

    def take(self, records: Sequence[Record], *, write: bool) -> list[Result]:
        results: dict[int, Result] = {}
        rows: list[tuple[Record, PersonRow]] = []
        for record in records:
            handle = record.get("handle")
            if not handle or is_placeholder(handle):
                record.note(*("placeholder",) if handle else ("required",), field="handle", value=handle)
                results[record.line] = skipped(record, handle) if handle else failed(record)
                continue
            rows.append((record, self._row(record, handle)))
        outcomes = import_people([row for _, row in rows], actor=self.actor, write=write)
        for (record, row), outcome in zip(rows, outcomes, strict=True):
            results[record.line] = Result(record, row.handle, outcome)
        return [results[record.line] for record in records]

    def _row(self, record: Record, handle: str) -> PersonRow:
        values = {name: meaningful(record, name) for name in ("name", "email", "title")}
        values["language"] = self._known(record, "language", LANGUAGES)
        values["time_zone"] = self._known(record, "time_zone", ZONES)
        extra: dict = {"columns": record.extra} if record.extra else {}
        if company := meaningful(record, "company"):
            extra["company"] = company
        row = PersonRow(handle, values, extra)
        if (first := self.lines[handle.casefold()]) != record.line:
            record.note("duplicate_row", line=first)
            row.fill = True
        row.roles = self._roles(record) + self.awaited.get(handle.casefold(), [])
        return row

    def _known(self, record: Record, field: str, words: dict[str, str]) -> str:
        text = meaningful(record, field)
        return words.get(text.casefold(), text)

    def _roles(self, record: Record) -> list[tuple[str, int]]:
        """From “code:role” entries, and membership from a plain department column."""
        found = [(Role.MEMBER.value, pk) for pk in known_departments(record, "department", self.departments)]
        for entry in items(record, "roles"):
            word, _sep, role = (part.strip() for part in re.sub("：", ":", entry).rpartition(":"))
            if not word:
                self._role_everywhere(record, role, found)
            elif FORMER.search(role.casefold()):
                record.note("role_not_kept", value=entry)
            elif (code := ROLE_WORDS.get(role.casefold())) is None:
                record.note("unknown_role", value=entry)
            elif (pk := self.departments.get(word.casefold())) is None:
                record.note("unknown_department", value=word, field="roles")
            else:
                found.append((code, pk))
        return list(dict.fromkeys(found))

    def _role_everywhere(self, record: Record, role: str, found: list[tuple[str, int]]) -> None:
        """A role without a department holds in the departments of the other column."""
        code = ROLE_WORDS.get(role.casefold())
        if code is None:
            record.note("unknown_role", value=role)
        else:
            found[:] = [(code, pk) for _role, pk in found] or found
