"""The series of meetings of the demo city, what they talked over and what they decided."""

from ..gathering import Gathering, Item, Series

# fmt: off

SERIES = (
    Series("joint", "老城更新联席会议 · Joint conference on old-town renewal", "COORD", "leader", "FREQ=WEEKLY;INTERVAL=2",
           14, 30, 90, "市政府二楼会议室 · City hall, room 2"),
    Series("weekly", "鼓街片区周例会 · Weekly meeting on Drum Street", "HCB", "head", "FREQ=WEEKLY", 15, 30, 60,
           "住建局五楼会议室 · Housing, fifth floor"),
    Series("traders", "鼓街商户座谈会 · Forum with the traders of Drum Street", "DRUM", "ren.yong", "FREQ=MONTHLY", 10, 0, 60,
           "街道便民大厅 · Service hall"),
)

JOINT = ("HCB", "PLAN", "TRANS", "CULT", "FIN", "MKT", "DRUM", "EMER", "DRC")
PURPOSE = "商定跨部门事项，明确牵头单位与时限。Settle what needs several departments: who leads, by when."
RESULT = "形成议定事项清单。A list of what was agreed."

GATHERINGS = (
    Gathering(
        "joint-1", "joint", "老城更新第十一次联席会议 · Eleventh joint conference", -20, 14, 30, 90, "joint_conference",
        "leader", "yan.fei", JOINT, ("coordinator", "head", "sun.lan"), PURPOSE, RESULT,
        items=(
            Item("fees", "过渡市场摊位费减免 · Lower stall fees in the temporary market", "hao.yun", "decide", 20, "adopt",
                 "过渡期摊位费减免六个月 · Stall fees are waived for six months", "市场监管局牵头，财政局配合测算。"),
            Item("paving", "鼓街路面恢复材料 · What Drum Street is paved with", "qin.feng", "decide", 20, "adopt",
                 "鼓街恢复青石板路面 · Drum Street gets its flagstones back", "交通局牵头，文旅局确认石材。"),
            Item("compensation", "征收补偿细则 · Rules of compensation", "xu.bin", "decide", 30, "principle",
                 "补偿细则原则通过，公开征求意见 · The rules are adopted in principle and go to consultation", "按意见修改后再议。"),
            Item("schools", "安置家庭子女入学 · Schools for rehoused children", "kang.le", "decide", 10, "adopt",
                 "安置家庭子女就近转学 · Rehoused children change schools nearby", "街道负责核对名单。"),
            Item("cinema", "老电影院用途 · What becomes of the old cinema", "deng.li", "discuss", 15, "defer", "",
                 "文旅局补充运营测算后再议。Culture brings figures first."),
        ),
        anyway="首项材料已会前传阅，可压缩时间。The first item was read by everyone beforehand.",
        present=("leader", "coordinator", "head", "jiang.nan", "qin.feng", "ye.zi", "hou.jing", "hao.yun", "kang.le"),
        absent=("sun.lan",),
        carried_out=(("schools", -6.5),),
        minutes=(
            "# 老城更新第十一次联席会议纪要\n\n1. 过渡市场摊位费减免六个月，市场监管局牵头。\n2. 鼓街恢复青石板路面，交通运输局牵头。\n"
            "3. 补偿细则原则通过。\n\n遗留问题：老电影院用途，待文旅局测算。\n\n*Left over: the old cinema waits for figures.*"
        ),
        correction="摊位费减免起算日期漏写。The day from which fees are waived was left out.",
        amended="更正：摊位费减免自搬迁之日起算。Fees are waived from the day of the move.",
    ),
    Gathering(
        "joint-2", "joint", "老城更新第十二次联席会议 · Twelfth joint conference", -10, 14, 30, 90, "joint_conference",
        "leader", "yan.fei", JOINT, ("coordinator", "head", "staff"), PURPOSE, RESULT,
        items=(
            Item("market-move", "鼓街市场年前搬迁 · Move the Drum Street market before the year ends", "head", "decide", 30, "adopt",
                 "鼓街市场 12 月底前完成过渡搬迁 · The market moves by the end of December", "住建局牵头，街道、市场监管局协办。"),
            Item("closure", "施工期公交绕行 · Bus detours during the works", "lu.jia", "decide", 15, "adopt",
                 "3 路、17 路施工期绕行 · Lines 3 and 17 make a detour", "提前七日公告。"),
            Item("cables", "架空线入地 · Overhead cables underground", "han.bing", "decide", 20, "adopt",
                 "鼓街架空线缆同步入地 · The cables go underground with the paving", "五家运营单位共同出资。"),
            Item("night-market", "夜市营业时间 · Hours of the night market", "wan.li", "decide", 10, "adopt",
                 "夜市营业至 22:30 · The night market closes at 22:30", "试行三个月。"),
            Item("fire-doors", "沿街防火门更换 · Fire doors along the street", "pang.hai", "discuss", 10, "refer", "EMER",
                 "请应急局先拿方案。Emergency Management drafts a plan first."),
        ),
        present=("leader", "coordinator", "head", "staff", "shen.yue", "lu.jia", "ye.zi", "hou.jing", "wan.li", "kang.le", "pang.hai"),
        absent=("tang.yan",),
        minutes=(
            "# 老城更新第十二次联席会议纪要\n\n1. 鼓街市场 12 月底前完成过渡搬迁，住建局牵头。\n2. 3 路、17 路施工期绕行。\n"
            "3. 鼓街架空线缆同步入地。\n4. 夜市营业至 22:30，试行三个月。\n\n*Four decisions; the fire doors go to Emergency Management.*"
        ),
        correction="17 路绕行路线有误。The detour of line 17 was wrong.",
        amended="更正：17 路绕行滨河路。Line 17 goes by Riverside Road.",
        countersigners=("HCB", "TRANS"),
    ),
    Gathering(
        "weekly-1", "weekly", "鼓街片区周例会（第 41 期） · Drum Street weekly no. 41", -6, 15, 30, 60, "coordination",
        "head", "liaison", ("DRUM", "TRANS"), ("staff", "ding.yi"), "通报进度、协调堵点。Progress and obstacles.", "",
        items=(
            Item("scaffolds", "脚手架复查进度 · Scaffolding checks", "staff", "inform", 10, "conclude", "",
                 "九栋已复查，下周完成。Nine done, the rest next week."),
            Item("lights", "巷道照明 · Lights in the lanes", "ding.yi", "discuss", 10, "conclude", "", "先装北巷。North Lane first."),
        ),
        present=("head", "liaison", "staff", "ding.yi", "kang.le"),
        minutes="# 鼓街片区周例会第 41 期\n\n- 脚手架复查下周完成。\n- 临时照明先装北巷。",
        unsigned=("TRANS",),
    ),
    Gathering(
        "weekly-2", "weekly", "鼓街片区周例会（第 42 期） · Drum Street weekly no. 42", -1, 14, 30, 60, "coordination",
        "head", "liaison", ("DRUM", "TRANS"), ("staff", "wu.qian"), "通报进度、协调堵点。Progress and obstacles.", "",
        items=(
            Item("surveys", "危房鉴定汇总 · Summary of safety surveys", "staff", "decide", 15, "adopt",
                 "鉴定报告按户汇总后统一处置 · Surveys are summed up by household before action", "由更新科汇总。"),
            Item("snow", "雨雪天气停工标准 · When rain and snow stop the works", "wu.qian", "decide", 10, "defer", "",
                 "等应急局标准。Wait for Emergency Management's rule."),
        ),
        present=("head", "liaison", "staff", "wu.qian", "kang.le"),
        absent=("lu.jia",),
    ),
    Gathering(
        "forum", "traders", "鼓街商户座谈会（十月） · Traders' forum, October", -15, 10, 0, 60, "staff_forum",
        "ren.yong", "kang.le", ("MKT", "HCB"), ("shao.mei", "leader"), "听取商户对搬迁的意见。Hear what traders say about the move.", "",
        items=(
            Item("footfall", "临时市场客流担忧 · Worries about custom", "shao.mei", "discuss", 30, "conclude", "",
                 "建议开业首月免费接驳车。A free shuttle in the first month."),
        ),
        present=("ren.yong", "kang.le", "shao.mei", "hao.yun", "leader"),
        minutes="# 商户座谈会\n\n28 户提出意见 41 条，其中客流 17 条、租金 12 条、水电 8 条、其他 4 条。",
    ),
    Gathering(
        "today", "weekly", "鼓街片区现场调度会 · On-site meeting on Drum Street", 0, 15, 30, 60, "coordination",
        "head", "liaison", ("DRUM", "TRANS", "EMER", "MKT"), ("staff", "coordinator", "leader", "admin"),
        "现场调度消防通道与临时水电。Fire lanes and mains, on site.", "当场定下停电窗口。The power cut gets its date.",
        items=(
            Item("lane-shed", "最后一处违建拆除 · The last shed comes down", "pang.hai", "decide", 20),
            Item("power-cut", "停电窗口 · When the power is cut", "ding.yi", "decide", 15),
            Item("trucks", "搬迁车辆路线 · Route of the moving trucks", "bai.yang", "discuss", 15),
        ),
    ),
    Gathering(
        "joint-3", "joint", "老城更新第十三次联席会议 · Thirteenth joint conference", 3, 14, 30, 90, "joint_conference",
        "leader", "yan.fei", JOINT, ("coordinator", "head"), PURPOSE, RESULT,
        items=(
            Item("hall-opening", "临时市场启用条件 · Conditions for opening the temporary market", "head", "decide", 30),
            Item("cinema-again", "老电影院用途（续） · The old cinema, continued", "ye.zi", "decide", 20),
            Item("bond", "专项债申报 · The special bond", "hou.jing", "inform", 10),
        ),
    ),
    Gathering(
        "forum-next", "traders", "鼓街商户座谈会（十二月） · Traders' forum, December", 8, 10, 0, 60, "staff_forum",
        "ren.yong", "kang.le", ("MKT",), ("shao.mei",), announced=False,
    ),
    Gathering(
        "heritage-day", "", "历史建筑修缮技术研讨 · Workshop on restoring listed buildings", 5, 9, 30, 120, "workshop",
        "su.wan", "ye.zi", ("HCB", "PLAN"), ("jin.shan",), "交流砖作、木作工艺。Brick and timber.", "",
        items=(Item("lime", "石灰砂浆配比 · Lime mortar", "jin.shan", "discuss", 40),),
        cancelled="专家档期冲突，另行通知。The expert is away; a new date follows.",
    ),
)

CAME_FROM = {
    "stall-fees": "fees", "drum-paving": "paving", "compensation-rules": "compensation", "relocation-plan": "market-move",
    "bus-detour": "closure", "cable-clearing": "cables", "survey-summary": "surveys", "school-places": "schools", "food-permits": "market-move",
}

SENT_IN = """# 鼓街围挡协调会 · Hoardings on Drum Street

时间：{held} 9:30-10:30
地点：住建局五楼会议室 · Housing, fifth floor
主持人：陈国栋
记录人：周敏
出席：陈国栋、林薇、周敏、康乐、刘工
请假：陆佳

一、围挡方案 · How the hoardings stand
会议听取了住建局的汇报。会议决定：围挡分两段设置，保留四米通道。Two sections, with a lane of four metres.
由林薇负责，{soon}前完成围挡清单。Lin Wei lists the hoardings.
请康乐于{later}前通知沿街商户。Kang Le tells the shops.

二、夜间噪声 · Noise at night
会议讨论了夜间施工噪声，下次会议再议。It is taken up again next time.
"""
