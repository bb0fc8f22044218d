"""Feedback of the demo city: who gave what, and how far it has come. Times are working days from now."""

from dataclasses import dataclass, field
from typing import Any

Step = tuple[float, str, str, dict[str, Any]]


@dataclass(frozen=True)
class Given:
    """One piece of feedback; `by` is empty for an anonymous one, `about` the key of a task, `on` a department's code.

    Each of `steps` is (when, who, doing, answers); a department is named by its code, a person by their handle.
    """

    key: str
    by: str
    at: float
    type: str
    title: str
    body: str
    severity: str = "normal"
    channel: str = "form"
    about: str = ""
    on: str = ""
    visibility: str = "parties"
    steps: tuple[Step, ...] = field(default_factory=tuple)


def _handed(at: float, code: str, who: str = "") -> tuple[Step, Step]:
    """Accepted and handed out by the coordinator a little later."""
    given = {"department": code} | ({"responsible": who} if who else {})
    return (at, "coordinator", "accept", {}), (at + 0.1, "coordinator", "assign", given)


# fmt: off
FEEDBACK = (
    Given(
        "ramp", "staff", -14, "problem",
        "鼓街 18 号无障碍坡道太陡 · The ramp at 18 Drum Street is too steep",
        "坡度超过 1:12，轮椅上不去。It is steeper than 1:12; wheelchairs cannot get up.",
        severity="high", on="TRANS",
        steps=(
            *_handed(-13.8, "TRANS", "lu.jia"),
            (-12, "lu.jia", "answer", {"text": "已安排测量。Somebody comes to measure it.", "interim": True}),
            (-8, "lu.jia", "answer", {
                "text": "坡道已改为 1:14，并加装扶手。The ramp is 1:14 now and has a handrail.",
                "cause": "process", "cause_words": "施工图未经无障碍审查。The drawing was never checked for access.",
            }),
            (-7, "staff", "confirm", {"score": "5", "words": "很快，谢谢！Quick, thank you."}),
            (-6, "lu.jia", "publish", {
                "said": "鼓街一处无障碍坡道太陡，轮椅上不去。A ramp in Drum Street is too steep for wheelchairs.",
                "did": "坡道改为 1:14，加装扶手。The ramp was rebuilt at 1:14, with a handrail.",
            }),
        ),
    ),
    Given(
        "shuttle", "mao.ting", -9, "suggestion",
        "搬迁期间增开市场接驳车 · A shuttle to the temporary market while the old one moves",
        "老年顾客不便换乘两次公交。Older customers cannot change buses twice.",
        about="relocation-plan", on="TRANS", visibility="organisation",
        steps=(
            *_handed(-8.7, "TRANS"),
            (-6, "lu.jia", "answer", {
                "text": "正在测算线路和班次，月底前给出方案。We are working out route and hours; a plan follows by the "
                "end of the month.", "interim": True,
            }),
        ),
    ),
    Given(
        "dust", "", -4, "complaint",
        "夜间施工扬尘噪声扰民 · Dust and noise of the works at night",
        "凌晨两点仍在破碎路面。They break up the road at two in the morning.",
        severity="severe", channel="hotline", on="HCB",
        steps=(*_handed(-3.9, "HCB", "staff"), (-3.5, "staff", "start", {})),
    ),
    Given(
        "portal", "staff", -0.4, "help",
        "图审系统打不开大图 · The plan review system does not open large drawings",
        "超过 200 MB 的图纸一直转圈。Drawings above 200 MB load for ever.", on="DATA",
    ),
    Given(
        "canteen", "lei.ming", -2, "suggestion",
        "搬迁商户办证希望“一窗办” · One desk for all permits of relocated traders",
        "现在要跑市监、消防、街道三家。Today they go to three offices.", severity="low", on="MKT",
    ),
    Given(
        "signs", "liaison", -10, "problem",
        "过渡市场指路牌缺英文 · Signs to the temporary market have no English",
        "外籍游客常走错。Foreign visitors lose their way.", on="CULT",
        steps=(
            *_handed(-9.8, "CULT", "ye.zi"),
            (-5, "ye.zi", "answer", {
                "text": "已更换 12 块双语牌。Twelve bilingual signs are up.", "cause": "information",
            }),
            (-4, "liaison", "say-not-solved", {
                "reason": "东口两块还是旧的。Two at the east entrance are still the old ones.",
            }),
            (-1, "ye.zi", "answer", {
                "text": "东口两块今日换好，附照片。The two are changed as of today, see the photo.",
                "cause": "cooperation",
            }),
        ),
    ),
    Given(
        "parking", "staff", -6, "problem",
        "工地车辆占用消防通道 · Site vehicles park in the fire lane",
        "南巷口每天早上都堵。The mouth of South Lane is blocked every morning.", severity="high", on="EMER",
        steps=(
            *_handed(-5.8, "EMER", "wen.jing"),
            (-2, "wen.jing", "answer", {
                "text": "已画禁停线并每日巡查。No-parking lines are drawn and the lane is patrolled daily.",
                "cause": "conduct",
            }),
        ),
    ),
    Given(
        "wifi", "peng.bo", -5, "help",
        "行政服务大厅无线网时断时续 · The wireless network in the service hall comes and goes",
        "", on="DATA",
        steps=(
            *_handed(-4.8, "GOV", "dong.hui"),
            (-3, "dong.hui", "ask-submitter", {"text": "是哪一层、什么时段？Which floor, and when?"}),
        ),
    ),
    Given(
        "lane", "kang.le", -3, "complaint",
        "南巷口消防通道被占 · The fire lane at South Lane is blocked",
        "居民已反映多次。Residents have said so many times.", on="EMER",
        steps=(
            (-2.8, "coordinator", "merge", {"into": "parking"}),
            (-1.5, "kang.le", "rate", {"score": "4", "words": "巡查很及时。The patrols come in time."}),
        ),
    ),
    Given(
        "noise", "peng.bo", -4, "complaint",
        "夜间施工噪声扰民 · Building noise at night", "昨晚十一点还在打桩。They were still piling at eleven last night.",
        on="HCB",
        steps=(
            *_handed(-3.8, "HCB", "staff"),
            (-3.2, "peng.bo", "withdraw", {
                "reason": "现场负责人已上门说明，系抢修。The site manager came and explained: an emergency repair.",
            }),
        ),
    ),
    Given(
        "tax", "", -8, "complaint",
        "国税退税太慢 · Tax refunds take too long", "等了三个月。Three months of waiting.", channel="hotline",
        steps=((-7.8, "coordinator", "refuse", {
            "reason": "属税务部门职权，已告知拨打 12366。This is for the tax office: call 12366.",
        }),),
    ),
    Given(
        "lanterns", "liaison", -12, "complaint",
        "古城南巷路灯太暗 · The lamps in South Lane are too dim",
        "晚上八点后看不清台阶。After eight one cannot see the steps.", on="CULT",
        steps=(
            *_handed(-11.8, "CULT", "ye.zi"),
            (-9, "ye.zi", "answer", {"text": "已更换 24 盏灯。Twenty-four lamps were changed.", "cause": "equipment"}),
            (-8, "liaison", "confirm", {"score": "2", "words": "台阶处还是偏暗。The steps are still rather dark."}),
            (-5, "ye.zi", "publish", {
                "said": "南巷晚上太暗，看不清台阶。South Lane is dark at night; the steps cannot be seen.",
                "did": "更换 24 盏路灯，台阶灯带列入下季度计划。Twenty-four lamps changed; step lights are planned next.",
            }),
        ),
    ),
    Given(
        "queue", "nie.xiao", -11, "suggestion",
        "搬迁补偿窗口增加预约 · Let people book a time at the compensation desk",
        "排队两小时。The queue takes two hours.", on="HCB",
        steps=(
            *_handed(-10.8, "HCB", "staff"),
            (-9.5, "staff", "answer", {"text": "已开通预约。Booking is open.", "cause": "process"}),
            (-9, "nie.xiao", "confirm", {"score": "4"}),
            (-7.5, "staff", "publish", {
                "said": "补偿窗口排队要两小时。The queue for compensation takes two hours.",
                "did": "开通预约，平均等候降到 15 分钟。One can book now; the wait is 15 minutes on average.",
            }),
        ),
    ),
)
