"""Brings a hand-over, a checklist with deliverables and a recurring task onto the stage."""

from datetime import timedelta
from functools import partial

from tasks import actions as tasks
from tasks.models import Handover, Task

from .stage import Stage

KEY = "household-register"
CRITERIA = (
    "住户信息与现场核对一致。Households agree with what stands on site.",
    "每户照片与产权材料齐全。Photographs and title papers for every house.",
    "数据可导入规划底图。The data load into the base map.",
)
GAPS = "十七户缺产权材料。Seventeen houses lack their papers."


def hand_over(stage: Stage) -> None:
    """Call for a hand-over that was sent back once and is being delivered again."""
    times = stage.times
    stage.call(times.at(-9), partial(_offer, stage))
    stage.call(times.at(-8.6), partial(_step, stage, tasks.take_handover, "cao.rui", note="由沈月对接。"))
    stage.call(times.at(-7), partial(_step, stage, tasks.begin_delivery, "staff"))
    stage.call(times.at(-4), partial(_step, stage, tasks.deliver_handover, "staff", note="首批资料已移交。"))
    stage.call(times.at(-3.5), partial(_judge, stage))
    why = "请补齐后再交。Complete it, then deliver again."
    stage.call(times.at(-3.4), partial(_step, stage, tasks.send_back_handover, "cao.rui", reason=why))
    stage.call(times.at(-1), partial(_step, stage, tasks.begin_delivery, "staff"))


def keep_evidence(stage: Stage, key: str) -> None:
    """Call for a checklist, deliverables and time on this task, which is repeated every month."""
    stage.call(stage.times.at(-0.9), partial(_evidence, stage, key))
    stage.call(stage.times.at(-0.8), partial(_repeat, stage, key))


def _offer(stage: Stage) -> None:
    city = stage.city
    stage.matters[KEY] = tasks.offer_handover(
        actor=stage.actor("staff"),
        title="鼓街片区住户台账移交 · The register of households of Drum Street",
        giver=city.departments["HCB"],
        receiver=city.departments["PLAN"],
        giver_contact=city.people["staff"],
        receiver_contact=city.people["shen.yue"],
        inputs="街道摸底表、产权登记。The sub-district's survey and the title register.",
        outputs="住户台账、照片、数据接口说明。Register, photographs, description of the data.",
        criteria=CRITERIA,
        due_at=stage.times.evening(5),
    )


def _step(stage: Stage, action, who: str, **said) -> None:
    action(handover=stage.matters[KEY], actor=stage.actor(who), version=None, **said)


def _judge(stage: Stage) -> None:
    first, second, _third = Handover.objects.get(pk=stage.matters[KEY].pk).criteria.all()
    tasks.judge_criterion(criterion=first, actor=stage.actor("shen.yue"), met=True)
    tasks.judge_criterion(criterion=second, actor=stage.actor("shen.yue"), met=False, reason=GAPS)


def _evidence(stage: Stage, key: str) -> None:
    task = Task.objects.get(pk=stage.matters[key].pk)
    doer, giver = stage.actor("staff"), stage.actor("coordinator")
    steps = ("现场测量 Measure on site", "征求街道意见 Ask the sub-district", "汇总成稿 Put it together")
    items = [tasks.add_checklist_item(task=task, actor=doer, text=text) for text in steps]
    tasks.tick_checklist_item(item=items[0], actor=doer)
    tasks.add_deliverable(task=task, actor=giver, name="测量成果表 Table of measurements")
    described = tasks.add_deliverable(
        task=task, actor=giver, name="意见采纳情况 What came of the comments", requires="text"
    )
    tasks.hand_in_evidence(
        deliverable=described, actor=doer, text="共收意见九条，采纳七条。Seven of nine taken up."
    )
    day = stage.times.at(-0.9).astimezone(stage.times.zone).date() - timedelta(days=1)
    tasks.note_time(task=task, actor=doer, day=day, minutes=210, note="现场测量。On site.")


def _repeat(stage: Stage, key: str) -> None:
    tasks.repeat_task(
        task=stage.matters[key],
        actor=stage.actor("coordinator"),
        version=None,
        rrule="FREQ=MONTHLY",
        first_at=stage.times.evening(18),
        lead_days=5,
    )
