"""Streets, parking, planning conditions and listed buildings."""

from ..routines import routine
from ..story import Story

# fmt: off

ROADS, OLD, DRUM = ("Roads and parking 道路停车",), ("Heritage 历史风貌",), ("Drum Street 鼓街",)

STORIES = (
    Story(
        "opera-stage",
        "城隍庙古戏台抢险加固 · Emergency shoring of the old opera stage",
        "leader", "CULT", -13, 4, "jin.shan", supervisor="leader", co=("HCB", "EMER"), informed=("coordinator", "head"),
        priority=2, source="risk", labels=OLD, visibility="organisation",
        body="西南角柱下沉 4 厘米，先支护、再修缮。The south-west post has sunk by 4 cm: shore first, restore later.",
        standard="监测七日无新增位移。No movement in seven days of readings.",
        watchers=("liaison", "cao.rui"),
        steps=(
            (-12.9, "jin.shan", "sign"), (-12.8, "pang.hai", "comment", "围挡今晚到位，消防车道已清出。"),
            (-12.7, "wen.jing", "sign"), (-12.6, "liaison", "sign"), (-12.5, "jin.shan", "start"),
            (-10, "jin.shan", "report", 40, "临时支护完成，24 小时监测。Shoring is in; readings day and night."),
            (-6, "jin.shan", "report", 70, "位移趋稳，修缮方案报审。The movement slows; the design is in review."),
            (-5.5, "staff", "comment", "监测点 3 号读数异常，已复测无误。@jin.shan Gauge 3 was off; the second reading is fine."),
            (-1, "jin.shan", "report", 85, "连续五日无新增位移。Five days without movement."),
            (-0.5, "su.wan", "comment", "辛苦大家。修缮图纸请 @deng.li 再看一遍檐口高度。"),
            (-0.4, "jin.shan", "link", "heritage-list", "relates"), (-0.35, "jin.shan", "date_parts", 2),
            (-0.3, "wen.jing", "extend_part", 3, "支护验收需等专家组到场。The experts come to look at the shoring a day later."),
        ),
    ),
    routine("parking-count", "老城停车泊位普查 · Count of parking places in the old town", "yuan.hao", "TRANS", "bai.yang", -32, "closed",
            labels=ROADS),
    routine("night-parking", "共享夜间停车试点 · Shared parking at night, a trial", "coordinator", "TRANS", "bai.yang", -14, "extended",
            co=("GOV",), labels=ROADS, source="plan"),
    routine("bike-racks", "共享单车停放区划定 · Where shared bicycles may stand", "coordinator", "TRANS", "qin.feng", -7.5, "yellow",
            labels=ROADS, source="feedback"),
    routine("drum-paving", "鼓街石板路面恢复 · Put back the flagstones of Drum Street", "coordinator", "TRANS", "qin.feng", -16, "overdue",
            co=("CULT",), labels=(*DRUM, *ROADS), priority=1, source="decision", supervisor="coordinator"),
    routine("river-walk", "滨河步道贯通 · Close the gap in the riverside walk", "leader", "TRANS", "qin.feng", -9, "going", labels=ROADS),
    routine("school-crossing", "实验小学门前过街安全 · A safe crossing at the primary school", "coordinator", "TRANS", "lu.jia", -21, "done",
            labels=ROADS, source="feedback", visibility="organisation"),
    routine("freight-hours", "货车限行时段调整 · New hours for lorries", "yuan.hao", "TRANS", "bai.yang", -25, "late", labels=ROADS),
    routine("bus-shelters", "候车亭风貌改造 · Bus shelters that fit the old town", "deng.li", "TRANS", "lu.jia", -2, "fresh", labels=ROADS),
    routine("charging", "老城充电桩选址 · Sites for charging points", "coordinator", "TRANS", "bai.yang", -12, "refused", labels=ROADS,
            source="plan"),
    routine("height-check", "更新地块建筑高度复核 · Heights of the renewal blocks checked", "cao.rui", "PLAN", "shen.yue", -8, "submitted",
            labels=OLD),
    routine("base-map", "老城实景三维底图 · A 3-D base map of the old town", "cao.rui", "PLAN", "fan.ming", -33, "closed"),
    routine("view-lines", "鼓楼视线通廊划定 · Sight lines to the Drum Tower", "leader", "PLAN", "shen.yue", -10, "orange", labels=OLD,
            source="instruction"),
    routine("plan-notice", "片区规划批前公示 · Public notice of the area plan", "coordinator", "PLAN", "jiang.nan", -19, "closed",
            visibility="organisation", labels=DRUM),
    routine("utility-map", "地下管线资料补测 · Fill the gaps in the map of pipes", "coordinator", "PLAN", "fan.ming", -11, "blocked",
            co=("HCB",), source="plan"),
    routine("plan-conditions", "七号地块规划条件核发 · Planning conditions for block 7", "head", "PLAN", "shen.yue", -5, "signed"),
    routine("sign-boards", "店招设计导则 · Design guide for shop signs", "deng.li", "CULT", "tian.yu", -6, "going", co=("MKT",), labels=OLD),
    routine("craft-register", "老字号与非遗传承人登记 · Register of old shops and craftsmen", "su.wan", "CULT", "tian.yu", -27, "closed",
            labels=OLD),
    routine("guild-hall", "山陕会馆修缮设计招标 · Tender for restoring the Guild Hall", "coordinator", "CULT", "jin.shan", -15, "verifying",
            co=("FIN",), labels=OLD, due=-3, source="plan"),
    routine("lantern-market", "元宵灯会活动方案 · Plan for the Lantern Festival", "sun.lan", "CULT", "tian.yu", -4, "going",
            co=("EMER", "TRANS"), source="plan"),
    routine("stele-survey", "碑刻数字化采集 · Digitise the stone inscriptions", "su.wan", "CULT", "jin.shan", -18, "suspended", labels=OLD),
    routine("walking-map", "漫步地图校对 · Proofs of the walking map", "ye.zi", "CULT", "tian.yu", -2, "todo"),
    routine("museum-lease", "街区博物馆用房续租 · Lease of the street museum", "ye.zi", "CULT", "ye.zi", -9, "ticked"),
    routine("brick-standard", "青砖修补工艺标准 · Standard for mending grey brick", "ye.zi", "HCB", "staff", -13, "closed", labels=OLD),
    routine("cinema-reuse", "老电影院再利用构想 · Ideas for the old cinema", "deng.li", "PLAN", "shen.yue", -1.5, "drafted", labels=OLD),
    routine("south-gate", "南门广场交通组织 · Traffic around South Gate Square", "cao.rui", "TRANS", "", -2.2, "fresh", due=9, labels=ROADS),
)
