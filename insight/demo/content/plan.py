"""The plan of the next phase: who does what in which order, in working days from now."""

from dataclasses import dataclass

TITLE = "鼓街二期工作计划 · Plan for Drum Street phase two"
BODY = "从设计到竣工验收的五个环节。Five steps from the design to final acceptance."
TEMPLATE = "街区修缮标准流程 · How a street is restored"


@dataclass(frozen=True)
class PlannedStep:
    """A task of the plan; `after` names the steps it waits for, `hours` what it takes."""

    key: str
    title: str
    to: str
    who: str
    start: float
    end: float
    hours: int
    after: tuple[str, ...] = ()
    milestone: bool = False


STEPS = (
    PlannedStep("design", "二期修缮设计定稿 · Final design of phase two", "HCB", "qin.feng", 3, 9, 40),
    PlannedStep("funds", "二期资金落实 · Funds for phase two", "FIN", "xiong.wei", 4, 8, 16),
    PlannedStep(
        "tender",
        "二期施工招标 · Tender for the works",
        "HCB",
        "qin.feng",
        10,
        18,
        48,
        after=("design", "funds"),
    ),
    PlannedStep(
        "escape",
        "施工期消防通道方案 · Fire lanes during the works",
        "EMER",
        "pang.hai",
        12,
        16,
        20,
        after=("design",),
    ),
    PlannedStep(
        "accept",
        "二期开工 · Works begin",
        "DRUM",
        "kang.le",
        22,
        22,
        0,
        after=("tender", "escape"),
        milestone=True,
    ),
)
SHIFTED, BY_DAYS = "design", 2
WHY_SHIFTED = "设计单位需补充测绘。The designers have to survey again."
