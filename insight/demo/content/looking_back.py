"""What the city looked back on beside its goals: four pieces of work, their lessons and effects, and a session."""

from dataclasses import dataclass

# fmt: off


@dataclass(frozen=True)
class Change:
    """Handed out by `by` to `who` of `to`; its effect is checked `after` working days, told as (outcome, words)."""

    text: str
    title: str
    by: str
    to: str
    who: str
    after: int = 10
    effect: tuple[str, str] = ("", "")
    again: str = ""


@dataclass(frozen=True)
class LookedBack:
    """On the work of a story: owner `who` writes, `judge` closes; days are counted from `at`."""

    story: str
    at: float
    who: str
    judge: str
    expected: str
    actual: str
    why: str
    keeps: tuple[str, ...]
    change: Change


LOOKED_BACK = (
    LookedBack(
        "appraisal", -18, "wu.qian", "head",
        "十个工作日内选定评估机构，住户推选代表参加。Appraisers chosen within ten working days, with residents at the table.",
        "晚了三天；三家机构中两家资质材料补正。Three days late; two of three firms had to mend their papers.",
        "公告里没有列明资质清单。The notice did not list the papers needed.",
        ("让住户代表参加摇号，争议为零。Let residents draw the lot; nobody disputed it.",
         "评估机构名单提前公示三天。Publish the list of appraisers three days ahead."),
        Change("征集公告须附资质材料清单。A call for firms lists the papers it wants.",
               "修订征集公告模板 · Revise the template for calls", "coordinator", "HCB", "liaison",
               effect=("worked", "新一轮征集八家材料一次合格。In the next round all eight firms sent complete papers.")),
    ),
    LookedBack(
        "parking-count", -17, "bai.yang", "yuan.hao",
        "两周内完成老城停车泊位普查。Every parking place in the old town counted within two weeks.",
        "按期完成，夜间数据缺三条街。In time, but three streets lack figures for the night.",
        "普查队只在白天出动。The counters went out by day only.",
        ("先用航拍底图划片，再派人入巷。Divide by aerial map first, then send people into the lanes.",),
        Change("停车普查须含夜间时段。Count parking at night as well.",
               "把夜间时段写入普查规程 · Night counts into the manual", "coordinator", "TRANS", "lu.jia", after=14),
    ),
    LookedBack(
        "drain-check", -18.5, "pang.hai", "qiao.lin",
        "汛后一周内排查全部排水口。All drains checked within a week after the floods.",
        "按期完成，堵塞点 23 处，其中 9 处反复。Done in time: 23 blocked, 9 of them again.",
        "清淤之后没有人复查。Nobody looked again after they were cleared.",
        ("排查照片当天上传台账，复核省去一半时间。Photographs filed the same day halve the time for checking.",),
        Change("清淤后两周内必须复查。Look again within two weeks of clearing a drain.",
               "建立清淤复查提醒 · A reminder to look again", "coordinator", "EMER", "wen.jing",
               effect=("partly", "主街已复查，背街仍有遗漏。Main streets are looked at again; back lanes are missed.")),
    ),
    LookedBack(
        "consent-forms", -19, "shao.mei", "kang.le",
        "二次征询表回收率九成以上。Nine in ten second consent forms returned.",
        "回收率七成六，租户多数未回。76 in a hundred came back; most tenants did not answer.",
        "表格只发给产权人，租户不知情。The form went to owners only; tenants did not know.",
        ("网格员晚间上门，回收率比白天高一倍。Grid workers calling in the evening got twice as many back.",
         "表格用大字版和图示，老人愿意填。Large print and pictures: old people fill it in."),
        Change("征询须同时送达租户。Ask tenants as well as owners.",
               "租户征询专用通道 · A way to ask tenants", "coordinator", "DRUM", "shao.mei",
               effect=("not_worked", "邮寄的征询表租户回收率仍不足三成。Posted forms: fewer than three in ten tenants answered."),
               again="改为网格员当面征询租户 · Grid workers ask tenants in person"),
    ),
)
SESSION_ON, SESSION_AT = "hall-layout", -1.6
SESSION_EXPECTED = "临时市场 146 个摊位布局一次定稿。The layout of 146 stalls settled in one round."
CARDS = (
    ("staff", "well", "摊主代表一起画图，争议少。Traders drew the plan with us."),
    ("staff", "improve", "消防通道改了两遍。The fire lane was drawn twice."),
    ("head", "well", "市场监管局当天答复。Market regulation answered the same day."),
    ("head", "improve", "消防意见来得太晚。Fire safety was asked too late."),
    ("liaison", "improve", "底图是三年前的。The base map was three years old."),
    ("liaison", "ideas", "先用粉笔在地上放样。Chalk it on the ground first."),
    ("coordinator", "ideas", "布局会请消防、城管同场。Fire safety and city management in one room."),
)
TOGETHER = (1, 3)  # cards that say the same
VOTES = (("staff", 1, 2), ("liaison", 1, 1), ("liaison", 5, 1), ("coordinator", 6, 1))
USEFUL = ("head", "liaison", "staff", "coordinator", "bai.yang")
