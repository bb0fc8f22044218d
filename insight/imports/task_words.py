"""The headings and words of task lists that are understood without being told."""

from collab.matters.models import Priority, Visibility
from tasks.models import Source, Task

from .headers import Field

FACTS = ("stage", "latest_milestone", "alpha", "beta", "stable")
FIELDS = (
    Field("number", ("id", "key", "external id", "no", "编号", "序号", "事项编号", "任务编号", "督办编号")),
    Field(
        "title",
        ("task", "name", "subject", "事项", "任务", "标题", "任务名称", "事项名称", "工作任务", "督办事项"),
    ),
    Field(
        "body",
        ("description", "requirement", "details", "要求", "任务内容", "工作要求", "内容", "描述", "交办要求"),
    ),
    Field("completion_standard", ("standard", "done when", "acceptance criteria", "完成标准", "办结标准")),
    Field(
        "department",
        (
            "owning department",
            "lead department",
            "owner department",
            "owning sig",
            "牵头单位",
            "牵头部门",
            "责任单位",
            "主办单位",
        ),
    ),
    Field(
        "co_departments",
        (
            "participating departments",
            "co departments",
            "participating sigs",
            "协办单位",
            "配合单位",
            "协办部门",
            "配合部门",
        ),
    ),
    Field(
        "responsible",
        (
            "authors",
            "assignee",
            "assignees",
            "owner",
            "责任人",
            "承办人",
            "负责人",
            "经办人",
            "执行",
            "执行人",
        ),
    ),
    Field("supervisor", ("approvers", "approver", "督办人", "审批人", "督办责任人", "交办领导")),
    Field("consulted", ("reviewers", "reviewer", "咨询", "审核人", "会办人")),
    Field("status", ("state", "状态", "办理状态", "办理情况", "进展状态")),
    Field(
        "due",
        (
            "due date",
            "deadline",
            "due at",
            "截止日期",
            "完成时限",
            "办理时限",
            "到期日",
            "截止时间",
            "办结时限",
            "期限",
            "时限",
            "完成期限",
            "办理期限",
            "办结期限",
        ),
    ),
    Field(
        "created",
        (
            "created at",
            "creation date",
            "issued",
            "issued on",
            "创建日期",
            "交办日期",
            "交办时间",
            "立项日期",
        ),
    ),
    Field("updated", ("last updated", "updated at", "更新日期", "最近更新")),
    Field(
        "finished", ("finished at", "closed", "closed at", "completed at", "办结日期", "完成日期", "销号日期")
    ),
    Field("priority", ("urgency", "紧急程度", "优先级")),
    Field("source", ("origin", "来源", "事项来源", "任务来源")),
    Field("visibility", ("visible to", "可见范围")),
    Field("see_also", ("relates to", "related", "相关事项")),
    Field("replaces", ("supersedes", "came from", "代替", "取代")),
    Field("superseded_by", ("replaced by", "merged into", "并入", "被取代")),
    *(Field(name) for name in FACTS),
)
_STATE_WORDS = {
    "draft": "provisional proposed new planned backlog 拟办 草稿 未交办",
    "issued": "open assigned sent 已交办 交办 待签收 未签收",
    "accepted": "signed accepted acknowledged 已签收 签收",
    "in_progress": "implementable started active doing wip ongoing 办理中 进行中 在办 推进中",
    "blocked": "stuck waiting 受阻 阻塞",
    "submitted": "delivered review 待审核 已提交",
    "verification": "verifying testing 待核查 核查中",
    "completed": "implemented done finished resolved complete 已办结 办结 已完成 完成",
    "closed": "archived 已销号 销号 已关闭",
    "suspended": "deferred paused onhold 挂账 暂缓 暂停",
    "withdrawn": "rejected replaced superseded removed cancelled canceled obsolete 已撤销 撤销 取消",
    "sent_back": "reopened 退回重办 退回",
}
STATES = {
    **{word: state for state, words in _STATE_WORDS.items() for word in words.split()},
    **{code.replace("_", " "): code for code in Task.machine.states},
    **{code: code for code in Task.machine.states},
    "on hold": "suspended",
    "to do": "issued",
}
PRIORITIES = {
    **dict.fromkeys(("normal", "low", "medium", "一般", "普通", "平件", "0"), Priority.NORMAL),
    **dict.fromkeys(("high", "紧急", "急件", "加急", "1"), Priority.HIGH),
    **dict.fromkeys(("urgent", "critical", "特急", "特提", "2"), Priority.URGENT),
}
SOURCES = {
    **{value: Source(value) for value in Source.values},
    **{
        "会议": Source.DECISION,
        "决定": Source.DECISION,
        "会议决定": Source.DECISION,
        "领导批示": Source.INSTRUCTION,
    },
    **{"领导交办": Source.INSTRUCTION, "年度计划": Source.PLAN, "计划": Source.PLAN, "反馈": Source.FEEDBACK},
}
VISIBILITIES = {
    **{value: Visibility(value) for value in Visibility.values},
    **dict.fromkeys(("public", "all", "everyone", "公开", "全体", "全组织"), Visibility.ORGANISATION),
    **dict.fromkeys(("部门", "相关部门"), Visibility.DEPARTMENTS),
    **dict.fromkeys(("private", "仅参与方", "不公开"), Visibility.PARTIES),
}
