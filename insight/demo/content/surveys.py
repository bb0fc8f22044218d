"""What the demo city asks its people: a pulse, a published survey with what followed, and a named one."""

from typing import Any

Question = dict[str, Any]


def _question(kind: str, text: str, text_zh: str, *answers: tuple[str, str], **more: Any) -> Question:
    return {
        "kind": kind,
        "text": text,
        "text_zh": text_zh,
        "options": [answer for answer, _zh in answers],
        "options_zh": [answer for _en, answer in answers],
    } | more


AGREE = (("not at all", "完全不同意"), ("fully", "完全同意"))

PULSE_TITLE = "How is the renewal work going? · 更新工作进展如何（每周一分钟）"
PULSE_BODY = (
    "Three questions a week, for everybody in the programme. The Supervision Office reads the result every Monday.\n\n"
    "每周三个问题，面向全体参与更新工作的同志。督办办每周一研判结果。"
)
PULSE: list[Question] = [
    _question("scale_5", "I know what is expected of me this week.", "本周我清楚自己的任务。", *AGREE),
    _question("scale_5", "Other departments answer me in time.", "其他部门能及时答复我。", *AGREE),
    _question("text", "What held you up?", "什么拖了您的进度？"),
]
# Each round: what the people of a department answer to both scales, one after the other, and so the next department.
PULSE_ANSWERS = (
    (((4, 2), (5, 1)), ((3, 2), (2, 3)), ((4, 2), (4, 3))),
    (((4, 4), (5, 4)), ((4, 2), (5, 3)), ((4, 5), (4, 4))),
)
HELD_UP = (
    "Waiting for the demolition permit 等待拆迁许可",
    "Two bureaus asked for the same list 两个局重复要同一份表",
    "Minutes came four days late 纪要晚发四天",
    "No answer from the owner of the car park 停车场业主未答复",
    "Nothing this week 本周没有",
    "Budget line not released 预算未下达",
    "Site was flooded 现场积水",
)

HALL_TITLE = "Working with the Supervision Office · 对督办工作的评价"
HALL_BODY = (
    "Once a year. Say what helps and what is a burden; what is done about it is handed out as tasks.\n\n"
    "每年一次。请说说哪些督办有帮助、哪些是负担；改进措施将作为任务交办。"
)
HALL: list[Question] = [
    _question("scale_5", "Deadlines that are set are realistic.", "办理时限合理。", *AGREE),
    _question(
        "scale_10", "Would you hand your own matter to this office?", "您是否愿意把事项交给督办办跟踪？"
    ),
    _question(
        "one",
        "Where do you read what is yours to do?",
        "您在哪里查看待办事项？",
        ("On the workbench", "工作台"),
        ("In e-mail", "邮件"),
        ("Somebody calls me", "电话通知"),
    ),
    _question(
        "several",
        "What should there be less of?",
        "哪些应当减少？",
        ("Meetings", "会议"),
        ("Reports nobody reads", "无人看的报表"),
        ("Phone calls", "电话催办"),
        required=False,
    ),
    _question("text", "One thing to change", "最希望改进的一件事"),
]
# What the people of a department answer, one after the other; and so the next department.
HALL_ANSWERS = (
    ({"q1": 4, "q2": 9, "q3": 0, "q4": [1]}, {"q1": 5, "q2": 10, "q3": 0, "q4": [1, 2]}),
    ({"q1": 2, "q2": 5, "q3": 2, "q4": [0, 1]}, {"q1": 3, "q2": 6, "q3": 2, "q4": [0, 1]}),
    ({"q1": 4, "q2": 8, "q3": 0, "q4": [1]}, {"q1": 4, "q2": 7, "q3": 0, "q4": []}),
)
HALL_WORDS = (
    "One form for all bureaus 各局统一一张表",
    "Answer requests for more time within a day 延期申请一日内答复",
    "Fewer Friday deadlines 少设周五截止",
    "Say why a deadline was set 说明时限依据",
    "Do not ask twice for the same figure 同一数据不要重复报",
    "Keep the Monday meeting to one hour 周一例会控制在一小时内",
)
HALL_NOTE = "One reporting form from next month; requests for more time are answered within one working day. 下月起统一报表；延期申请一个工作日内答复。"
HALL_TASK = "One reporting form for all bureaus · 各局统一督办报表"

TRAINING_LONGER = "Several of you are on site this week. 本周多位同志在现场，延长三个工作日。"
TRAINING_TITLE = "Which training do you want this spring? · 春季培训需求"
TRAINING_BODY = "Places are given out by name, so this one is not anonymous. 培训名额按人分配，本调查为实名。"
TRAINING: list[Question] = [
    _question(
        "several",
        "Courses",
        "课程",
        ("Talking with residents", "群众工作方法"),
        ("Reading construction drawings", "施工图识读"),
        ("Spreadsheets", "电子表格"),
        required=True,
    ),
    _question(
        "one",
        "When suits you?",
        "时间",
        ("Weekday mornings", "工作日上午"),
        ("Friday afternoons", "周五下午"),
    ),
]
TRAINING_ANSWERS = {
    "ma.chao": {"q1": [1], "q2": 0},
    "wu.qian": {"q1": [0, 2], "q2": 1},
    "ding.yi": {"q1": [1, 2], "q2": 0},
}
