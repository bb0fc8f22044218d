"""What the demo city puts right for good: who does which step, and how far each has come, in working days from now."""

from typing import Any

Step = tuple[float, str, str, dict[str, Any]]  # when, who, doing, answers

# fmt: off
DUST = {"branch": "method", "whys": "喷淋车每天只来一次。The sprinkler comes once a day.\n合同按日计次。The contract counts days, not dust."}
SIGNS = {"branch": "management", "whys": "两家都以为对方更新。Each thought the other renews them.\n职责表没有写。The list of duties is silent."}

# key, title, department, owner, days, source (a key or ""), body, steps
CORRECTIVES: tuple[tuple[str, str, str, str, float, str, str, tuple[Step, ...]], ...] = (
    (
        "put-right dust", "鼓街工地扬尘反复投诉 · Dust from the Drum Street site, again and again", "HCB", "staff", -12, "relocation-plan",
        "一个月内第四次投诉。The fourth complaint in a month.",
        (
            (-11.8, "coordinator", "assign", {"step": "effectiveness", "owner": "liaison"}),
            (-11, "staff", "hand-in", {"result": "裸土当天全部覆盖。All bare soil was covered the same day."}),
            (-9, "staff", "hand-in", {"result": "喷淋频次不足。It is sprinkled too seldom."} | DUST),
            (-8, "coordinator", "send-back", {"reason": "为什么合同这样写？Why does the contract say so?"}),
            (-6, "staff", "hand-in", {"result": "合同范本沿用旧标准。The model contract follows an old standard."} | DUST),
            (-5, "head", "assign", {"step": "preventive", "owner": "head"}),
        ),
    ),
    (
        "put-right signs", "改道后公交站牌未更新 · Bus stops were not re-signed after the detour", "TRANS", "lu.jia", -31, "",
        "乘客在停用的站台等车。Passengers waited at stops that no longer served them.",
        (
            (-30.8, "coordinator", "assign", {"step": "effectiveness", "owner": "shi.lei"}),
            (-30, "lu.jia", "hand-in", {"result": "当晚贴临时站牌。Temporary signs went up that night."}),
            (-28, "lu.jia", "hand-in", {"result": "改道流程没有站牌一项。The detour routine has no line for signs."} | SIGNS),
            (-25, "lu.jia", "hand-in", {"result": "更换 14 块站牌。Fourteen signs were replaced."}),
            (-23, "lu.jia", "hand-in", {"result": "改道审批表增加“站牌”一项。The detour form has a line for signs now."}),
        ),
    ),
)
# fmt: on
