"""The usual courses that work takes: each turns a title into a task with a full history in one line."""

from zlib import crc32

from .story import Step, Story

REPORTS = (
    "现场踏勘已完成，正在汇总各单位意见。Site visits are done; the departments' comments are coming in.",
    "Draft circulated to the co-departments; two comments are outstanding. 初稿已征求意见，尚有两条待答复。",
    "材料已收齐八成，剩余部分本周补齐。Four fifths of the papers are in.",
    "Contractor confirmed the schedule; work proceeds lane by lane. 施工单位已确认进度，逐巷推进。",
    "已与街道逐户核对，数据一致。Checked house by house with the sub-district; the figures agree.",
    "The first of three sites is finished and photographed. 三处中第一处已完工并留影。",
)
RESULTS = (
    "已按完成标准逐项落实，佐证材料齐全。Every point of the standard is met, evidence attached.",
    "Delivered in full; the users have confirmed in writing. 已全部交付并经使用单位书面确认。",
    "任务完成，台账与照片已归档。Done; ledger and photographs are filed.",
)
STANDARDS = (
    "形成正式文件并归档。A signed document on file.",
    "相关部门书面确认无异议。Agreed in writing by the departments concerned.",
    "现场验收合格，留存前后对比照片。Accepted on site, with photographs before and after.",
    "数据准确到户。Figures right to the household.",
)


def pick(options: tuple[str, ...], key: str) -> str:
    """Always the same one of these for the same key."""
    return options[crc32(key.encode()) % len(options)]


def routine(key: str, title: str, by: str, to: str, who: str, at: float, course: str, **more) -> Story:
    """A task that takes one of COURSES; `more` are further fields of the story."""
    due, steps, fixed = COURSES[course](key, by, who, at)
    fields = {"standard": pick(STANDARDS, key), "due": due} | fixed | more
    return Story(key, title, by, to, at, who=who, steps=tuple(steps), **fields)


def _begun(key: str, who: str, at: float) -> list[Step]:
    return [(at + 0.3 + crc32(key.encode()) % 4 / 10, who, "sign"), (at + 0.8, who, "start")]


def _reported(key: str, who: str, at: float, percent: int) -> list[Step]:
    return [*_begun(key, who, at), (at + 2.5, who, "report", percent, pick(REPORTS, key))]


def _submitted(key: str, who: str, at: float, when: float) -> list[Step]:
    return [*_reported(key, who, at, 60), (when, who, "submit", pick(RESULTS, key))]


def _unreported(steps: list[Step]) -> list[Step]:
    """Work closed long ago is told without its reports."""
    return [step for step in steps if step[2] != "report"]


def fresh(key, by, who, at):
    return at + 8, [], {}


def drafted(key, by, who, at):
    return 8, [], {"draft": True}


def signed(key, by, who, at):
    return at + 10, _begun(key, who, at)[:1], {}


def going(key, by, who, at):
    return at + 16, _reported(key, who, at, 20 + crc32(key.encode()) % 5 * 10), {}


def yellow(key, by, who, at):
    return -at * 0.37, _begun(key, who, at), {"exact": True}


def orange(key, by, who, at):
    return -at * 0.12, _begun(key, who, at), {"exact": True}


def overdue(key, by, who, at):
    return at / 3, _reported(key, who, at, 40), {}


def blocked(key, by, who, at):
    stands = "产权单位未答复，无法进场。The owner has not answered; the site stays closed."
    block = (at + 4, who, "block", "department", stands, "产权单位 · the owner", 3.0)
    return at + 15, [*_reported(key, who, at, 30), block], {}


def suspended(key, by, who, at):
    why = "等待上级政策明确，先行挂账。On hold until the province's rules are out."
    return at + 14, [*_reported(key, who, at, 30), (at + 5, by, "suspend", why)], {}


def sent_back(key, by, who, at):
    steps = _submitted(key, who, at, at + 6)
    why = "数据口径不一致，请核对后重报。The figures do not agree with each other; please check."
    return at + 14, [*steps, (at + 6.6, by, "verify"), (at + 7, by, "send_back", why)], {}


def submitted(key, by, who, at):
    return at + 9, _submitted(key, who, at, at + 6), {}


def verifying(key, by, who, at):
    return at + 9, [*_submitted(key, who, at, at + 6), (at + 6.8, by, "verify")], {}


def done(key, by, who, at):
    steps = [
        *_submitted(key, who, at, at + 6),
        (at + 6.5, by, "verify"),
        (at + 7, by, "complete", "符合完成标准。"),
    ]
    return at + 8, steps, {}


def late(key, by, who, at):
    steps = [
        *_submitted(key, who, at, at + 9),
        (at + 9.5, by, "verify"),
        (at + 10, by, "complete", "办结但逾期。"),
    ]
    return at + 6, steps, {}


def closed(key, by, who, at):
    due, steps, fixed = done(key, by, who, at)
    steps = _unreported(steps)
    return due, [*steps, (at + 8, by, "close")], fixed


def closed_late(key, by, who, at):
    due, steps, fixed = late(key, by, who, at)
    steps = _unreported(steps)
    return due, [*steps, (at + 11, by, "close", "请吸取教训，提前预警。Say so earlier next time.")], fixed


def withdrawn(key, by, who, at):
    why = "并入片区总体方案，不再单独督办。Now part of the plan for the whole area."
    return at + 10, [*_begun(key, who, at), (at + 3, by, "withdraw", why)], {}


def extended(key, by, who, at):
    ask = (at + 5, who, "extend", at + 17, "汛期影响施工。High water stopped the work.")
    return at + 8, [*_reported(key, who, at, 40), ask, (at + 5.6, by, "approve", "同意延期一次。")], {}


def refused(key, by, who, at):
    ask = (at + 5, who, "extend", at + 20, "人手不足。Too few hands.")
    steps = [
        *_reported(key, who, at, 40),
        ask,
        (at + 5.6, by, "reject", "请内部调剂人手，时限不变。The date stands."),
    ]
    return at + 12, steps, {}


def todo(key, by, who, at):
    return at + 6, [], {"light": True, "standard": "", "source": "self"}


def ticked(key, by, who, at):
    return at + 4, [(at + 2.2, who, "finish", "")], {"light": True, "standard": "", "source": "self"}


COURSES = {
    course.__name__: course
    for course in (
        fresh, drafted, signed, going, yellow, orange, overdue, blocked, suspended, sent_back, submitted, verifying,
        done, late, closed, closed_late, withdrawn, extended, refused, todo, ticked,
    )
}  # fmt: skip
