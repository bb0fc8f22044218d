"""What lies on the desks of the seven demo accounts, so that every stack of every workbench holds something."""

from ..story import Story

# fmt: off

STAFF = (
    Story(
        "survey-summary",
        "鼓街12号危房鉴定报告汇总 · Summary of the safety surveys for 12 Drum Street",
        "coordinator", "HCB", -0.15, 6, "staff",
        standard="每户一行：结构类型、鉴定等级、处置建议。One line per household: structure, grade, what to do.",
        source="decision", labels=("Drum Street 鼓街",), supervisor="feng.tao",
    ),
    Story(
        "relocation-plan",
        "鼓街市场搬迁方案 · Relocation plan for Drum Street market",
        "coordinator", "HCB", -9, 3, "staff", exact=True,
        co=("DRUM", "MKT"), supervisor="coordinator", informed=("leader", "head"), priority=1, source="decision",
        body=(
            "鼓街市场 146 个摊位须在年底前腾出，过渡安置到滨河路临时市场。\n\n"
            "The 146 stalls of Drum Street market move to the temporary hall on Riverside Road before the year ends. "
            "Traders keep their licences and their neighbours."
        ),
        standard="方案经三部门会签，摊位对应表准确到户。Plan agreed by three departments, with a list stall by stall.",
        labels=("Drum Street 鼓街", "Resettlement 安置"), watchers=("shi.lei", "deng.li"),
        steps=(
            (-8.7, "staff", "sign", "收到，本周内先出摊位清单。"),
            (-8.5, "staff", "start"),
            (-8.2, "kang.le", "sign"),
            (-7.9, "hao.yun", "sign"),
            (-7, "shao.mei", "comment", "街道已逐户走访，**118 户愿意搬**，28 户担心客流。@staff 走访记录下午发你。"),
            (-6.8, "staff", "comment", "Thank you @shao.mei — could you mark the food stalls? They need water and drains."),
            (-6, "staff", "report", 35, "摊位清单完成，与执照信息核对一致的有 131 户。"),
            (-4.5, "wan.li", "comment", "15 stalls trade under a relative's licence. @hao.yun will settle them at the hall on Saturday."),
            (-2, "leader", "comment", "年前必须完成过渡，稳字当头。@head 请每周五报一次进展。"),
        ),
    ),
    Story(
        "scaffold-check",
        "鼓街东段脚手架安全复查 · Second check of the scaffolding on Drum Street east",
        "head", "HCB", -12, -2, "staff", informed=("liaison",), source="risk",
        standard="逐栋复查并留存照片。Every building checked again, with photographs.",
        labels=("Drum Street 鼓街",), watchers=("pang.hai",),
        steps=(
            (-11.6, "staff", "sign"),
            (-11.2, "staff", "start"),
            (-6, "staff", "report", 60, "已复查 9 栋，3 栋需加固连墙件。"),
            (-2.6, "staff", "extend", 2.0, "雨天停工两日，剩余 4 栋需要补查。Two days lost to rain; four buildings remain."),
        ),
    ),
    Story(
        "resident-notice",
        "致居民的一封信（更新期间出行与用水） · Letter to residents on access and water during the works",
        "liaison", "HCB", -4, 4, "staff", source="self", labels=("Residents 群众诉求",),
        standard="一页以内，附联系电话。One page at most, with telephone numbers.",
        steps=((-3.7, "staff", "sign"),),
    ),
    Story(
        "material-ledger",
        "老砖旧瓦回收登记办法 · How salvaged bricks and tiles are registered",
        "xu.bin", "HCB", -14, 5, "staff", labels=("Heritage 历史风貌",),
        standard="登记表能追到每一栋。The register traces every lot to its house.",
        steps=(
            (-13.6, "staff", "sign"), (-13, "staff", "start"),
            (-8, "staff", "report", 70, "已登记 6 栋，照片归档完成。"),
            (-5, "staff", "submit", "登记办法与样表已完成，请审核。The rules and a filled-in sample are attached."),
            (-4.4, "xu.bin", "verify"),
            (-3.8, "xu.bin", "send_back", "缺少存放地点一栏，请补充。The place of storage is missing."),
        ),
    ),
    Story(
        "photo-archive",
        "整理开工前影像档案 · Sort the photographs taken before work began",
        "staff", "HCB", -3, 2, "staff", source="self", light=True,
    ),
    Story(
        "site-boots",
        "为踏勘组领取安全帽和雨靴 · Helmets and boots for the survey team",
        "staff", "HCB", -6, -1, "staff", source="self", light=True,
        steps=((-1.2, "staff", "finish", "已领取 8 套。"),),
    ),
    Story(
        "crack-monitoring",
        "鼓楼南巷裂缝监测点布设 · Crack gauges in Drum Tower South Lane",
        "head", "HCB", -0.6, 5, "ma.chao", labels=("Drum Street 鼓街",), source="risk",
        standard="12 个监测点，每日读数上传。Twelve gauges, read daily.",
    ),
    Story(
        "household-file",
        "安置户档案“一户一档”整理 · One file for every resettled household",
        "staff", "HCB", -10, 2, "wu.qian", source="self", labels=("Resettlement 安置",),
        standard="档案目录齐全，缺件有说明。Complete contents lists; what is missing is explained.",
        steps=(
            (-9.5, "wu.qian", "sign"), (-9, "wu.qian", "start"),
            (-4, "wu.qian", "report", 80, "96 户已归档，余 7 户缺产权证明。"),
            (-0.7, "wu.qian", "submit", "103 户全部归档，7 户附情况说明。All 103 files are in; seven carry a note."),
        ),
    ),
    Story(
        "daily-log",
        "现场日志统一模板 · One template for the site diary",
        "staff", "HCB", -8, 1, "ding.yi", source="self",
        standard="模板试用三天无异议。Used for three days without complaint.",
        steps=(
            (-7.6, "ding.yi", "sign"), (-7, "ding.yi", "start"),
            (-3, "ding.yi", "report", 40, "试用两天，监理希望增加天气栏。"),
            (-0.5, "ding.yi", "extend", 4.0, "监理单位提出新增栏目，需再试用三天。The inspectors asked for more columns."),
        ),
    ),
    Story(
        "dust-control",
        "扬尘治理通报（第九期） · Dust control bulletin no. 9",
        "pang.hai", "EMER", -1.2, 7, "wen.jing", informed=("staff", "liaison", "head", "coordinator", "leader", "admin"),
        co=("HCB",), source="risk", labels=("Fire safety 消防",),
        standard="通报到每个工地。Read at every site.",
    ),
)

LIAISON = (
    Story(
        "winter-heating",
        "过渡安置房冬季供暖保障 · Heating in the temporary flats this winter",
        "coordinator", "HCB", -0.3, 5, priority=0, source="instruction", supervisor="coordinator",
        labels=("Resettlement 安置",), standard="室温不低于 18℃。Not below 18 °C indoors.", informed=("sun.lan",),
    ),
    Story(
        "elevator-consent",
        "加装电梯征求意见汇总 · Summary of residents' views on added lifts",
        "shi.lei", "HCB", -2.3, 4, source="feedback", labels=("Residents 群众诉求",),
        standard="每栋一表，反对意见逐条列明。One sheet per building, every objection listed.",
    ),
    Story(
        "plan-review",
        "鼓街片区详细规划部门会审 · Review of the detailed plan for the Drum Street area",
        "deng.li", "PLAN", -2, 6, "shen.yue", co=("HCB", "CULT", "TRANS"), informed=("head", "leader"), source="plan",
        standard="各部门意见全部答复。Every department's comments answered.", labels=("Drum Street 鼓街",),
        steps=(
            (-1.8, "shen.yue", "sign"),
            (-1.5, "shen.yue", "start"),
            (-1.3, "ye.zi", "sign", "建筑高度一节请文保科会签。"),
        ),
    ),
    Story(
        "seal-register",
        "更新项目用印登记规范 · Use of the seal in renewal projects",
        "head", "HCB", -7, 1, "liaison", source="self", exact=True, report_every=3,
        standard="用印台账月清月结。The register is closed every month.",
        steps=(
            (-6.5, "liaison", "sign"), (-6, "liaison", "start"),
            (-4.1, "liaison", "report", 50, "已与办公室、财务科会商。"),
        ),
    ),
    Story(
        "phone-tree",
        "更新片区值班电话表 · Duty telephone list for the renewal area",
        "liaison", "HCB", -2, 1, "liaison", source="self", light=True,
    ),
    Story(
        "fence-repair",
        "滨河路围挡破损修复 · Repair of the hoarding on Riverside Road",
        "liaison", "TRANS", -2.2, 5, source="feedback", co=("DRUM",), labels=("Roads and parking 道路停车",),
        standard="破损处全部更换，无尖角。All damaged panels replaced.",
        steps=(
            (-1.6, "lu.jia", "return", "围挡由施工总包设置，产权不在我局，建议改派住建局质安站。"
             "The hoarding belongs to the contractor; quality control in Housing is the right place.",
             "施工合同第七条：围挡由总包设置并维护。Clause 7 of the contract: the contractor maintains the hoarding."),
        ),
    ),
    Story(
        "inspection-rota",
        "节后复工检查排班 · Inspection rota after the holiday",
        "liaison", "HCB", -9, 2, "ding.yi", source="self",
        standard="每个工地两人一组。Two inspectors for every site.",
        steps=(
            (-8.5, "ding.yi", "sign"), (-8, "ding.yi", "start"),
            (-3, "ding.yi", "submit", "排班表已与监理确认。The rota is agreed with the inspectors."),
            (-1, "liaison", "verify"),
        ),
    ),
    Story(
        "complaint-digest",
        "十二个高频投诉点整改 · Twelve places that draw most complaints",
        "liaison", "HCB", -11, 2, "wu.qian", source="feedback", labels=("Residents 群众诉求",),
        standard="逐点销号，附前后照片。Each place struck off with photographs.",
        steps=(
            (-10.6, "wu.qian", "sign"), (-10, "wu.qian", "start"),
            (-5, "wu.qian", "report", 50, "已整改 6 处。"),
            (-0.8, "wu.qian", "extend", 6.0, "三处涉及管线迁改，需等燃气公司停气窗口。Three places wait for the gas company."),
        ),
    ),
)

HEAD = (
    Story(
        "fund-request",
        "第四季度更新专项资金申请 · Request for the renewal fund, fourth quarter",
        "coordinator", "HCB", -10, 1.4, "head", exact=True, report_every=4, co=("FIN",), priority=1, source="plan",
        supervisor="feng.tao", standard="与投资计划逐项对应。Matches the investment plan line by line.", labels=("Funds 资金",),
        steps=(
            (-9.8, "head", "sign"), (-9.4, "hou.jing", "sign"), (-9, "head", "start"),
            (-7, "head", "report", 45, "已汇总 14 个项目，缺 2 个项目的评审结论。"),
            (-3, "jia.kun", "comment", "Please send the two missing reviews by Thursday, otherwise they slip to the next payment run. @liaison"),
        ),
    ),
    Story(
        "quality-week",
        "质量安全月总结 · Report on quality and safety month",
        "head", "HCB", -12, 1, "xu.bin", source="self",
        standard="问题清单与整改结果一一对应。Every finding has its answer.",
        steps=(
            (-11.5, "xu.bin", "sign"), (-11, "xu.bin", "start"), (-6, "xu.bin", "report", 60, "12 个问题已整改 9 个。"),
            (-0.9, "xu.bin", "submit", "总结完成，12 个问题全部整改闭环。All twelve findings are settled."),
        ),
    ),
    Story(
        "staff-training",
        "历史建筑修缮工匠培训 · Training craftsmen for listed buildings",
        "head", "HCB", -13, 2, "wu.qian", co=("CULT",), source="plan", labels=("Heritage 历史风貌",),
        standard="两期、每期不少于 30 人。Two courses of thirty.",
        steps=(
            (-12.6, "wu.qian", "sign"), (-12.5, "ye.zi", "sign"), (-12, "wu.qian", "start"),
            (-7, "wu.qian", "report", 50, "第一期 34 人结业。"),
            (-1.1, "wu.qian", "extend", 8.0, "第二期授课老师档期冲突，顺延一周。The second course waits for its teacher."),
        ),
    ),
    Story(
        "leadership-brief",
        "向市政府报告片区更新进度 · Progress report to the city government",
        "feng.tao", "HCB", -0.4, 3, "head", source="instruction", priority=0,
        standard="两页以内，附一张图。Two pages and one map.", informed=("leader",),
    ),
    Story(
        "sign-contract",
        "签订过渡市场租赁合同 · Sign the lease of the temporary market",
        "head", "HCB", -4, 2, "head", source="self", light=True,
    ),
)

COORDINATOR = (
    Story(
        "weekly-circular",
        "本周督办通报 · This week's supervision circular",
        "gao.yuan", "COORD", -0.2, 3, "coordinator", source="instruction",
        standard="红灯事项逐条说明。Every red item explained.", informed=("leader",),
    ),
    Story(
        "ledger-cleanup",
        "更新项目督办台账清理 · Clean-up of the renewal ledger",
        "feng.tao", "COORD", -6, 3, "coordinator", source="plan",
        standard="办结未销号的事项清零。Nothing completed stays unclosed.",
        steps=((-5.7, "coordinator", "sign"), (-5, "coordinator", "start"), (-2, "coordinator", "report", 55, "已核销 21 项。")),
    ),
    Story(
        "minutes-check",
        "上次联席会议议定事项跟进 · Follow up what the last joint conference agreed",
        "coordinator", "COORD", -3, 1, "coordinator", source="self", light=True,
    ),
    Story(
        "stall-fees",
        "过渡市场摊位费减免方案 · Lower stall fees in the temporary market",
        "coordinator", "MKT", -12, 2, "wan.li", co=("FIN",), source="decision", supervisor="coordinator",
        standard="减免期限、标准、资金来源清楚。Period, rate and money are clear.", labels=("Drum Street 鼓街", "Funds 资金"),
        informed=("staff",),
        steps=(
            (-11.7, "wan.li", "sign"), (-11.5, "hou.jing", "sign"), (-11, "wan.li", "start"),
            (-6, "wan.li", "report", 70, "测算完成：减免 6 个月，约 88 万元。"),
            (-0.6, "wan.li", "submit", "方案及测算表已报，财政局无异议。Finance has no objection."),
        ),
    ),
    Story(
        "bus-detour",
        "鼓街施工期间公交绕行 · Bus detours while Drum Street is closed",
        "coordinator", "TRANS", -8, 2.5, "qin.feng", source="decision", supervisor="coordinator", co=("DRUM",),
        standard="提前七日公告，站牌同步更新。Announced seven days ahead; stop signs changed.",
        co_work="现场引导，张贴公告。Guide people on the spot and put up the notices.",
        labels=("Roads and parking 道路停车",), informed=("liaison",),
        steps=(
            (-7.6, "qin.feng", "sign"), (-7.2, "kang.le", "sign"), (-7, "qin.feng", "start"),
            (-4, "qin.feng", "report", 60, "线路方案已定，涉及 3 路、17 路。"),
            (-1.2, "qin.feng", "extend", 7.0, "17 路需与公交公司协商调度。Line 17 needs the bus company's agreement."),
        ),
    ),
    Story(
        "detour-signs",
        "鼓街公交改线指示牌 · Signs for the bus detour at Drum Street",
        "coordinator", "DRUM", -5, 3, "kang.le", source="feedback", supervisor="coordinator",
        standard="每个路口一块。One at every crossing.", labels=("Roads and parking 道路停车",),
        steps=(
            (-4.8, "kang.le", "sign"),
            (-3.5, "coordinator", "merge", "bus-detour", "同一路线的同一项工作，并案办理。The same work on the same route."),
        ),
    ),
    Story(
        "cable-clearing",
        "鼓街架空线缆入地协调 · Put the overhead cables of Drum Street underground",
        "coordinator", "DRC", -2.1, 12, source="decision", supervisor="coordinator",
        standard="五家运营单位签订协议。Agreements with five operators.", labels=("Drum Street 鼓街",),
        steps=(
            (-1.5, "han.bing", "return", "线缆入地由住建局市政科牵头，我委仅负责立项。"
             "We only approve the project; Housing leads underground lines.",
             "职责分工见市政府办〔2025〕31号文。Duties are laid down in the city office's paper 31 of 2025."),
        ),
    ),
)

LEADER = (
    Story(
        "mayor-visit",
        "市长调研老城更新筹备 · Prepare the mayor's visit to the old town",
        "he.zhengming", "GOV", -0.3, 4, "leader", source="instruction", informed=("coordinator", "head"),
        standard="路线、点位、汇报材料齐备。Route, stops and papers ready.",
    ),
    Story(
        "trader-meeting",
        "与鼓街商户代表座谈 · Meet the traders of Drum Street",
        "he.zhengming", "GOV", -5, 3, "leader", co=("DRUM",), source="feedback",
        standard="现场答复率不低于八成。Four of five questions answered on the spot.", labels=("Residents 群众诉求",),
        steps=((-4.8, "leader", "sign"), (-4, "leader", "start")),
    ),
    Story(
        "read-inspection",
        "阅批省督查反馈意见 · Comment on the province's inspection report",
        "leader", "GOV", -2, 1, "leader", source="self", light=True, visibility="parties",
    ),
    Story(
        "renewal-charter",
        "老城更新领导小组工作规则 · Rules of the steering group for the old town",
        "leader", "COORD", -14, 2, "feng.tao", source="instruction", co=("HCB", "PLAN"),
        standard="印发前完成会签。Countersigned before it is issued.", informed=("head",),
        steps=(
            (-13.7, "feng.tao", "sign"), (-13.5, "liaison", "sign"), (-13.2, "jiang.nan", "sign"), (-13, "feng.tao", "start"),
            (-7, "feng.tao", "report", 60, "征求 11 个部门意见，采纳 17 条。"),
            (-1.4, "feng.tao", "submit", "规则送审稿已完成会签。The draft is countersigned by all."),
        ),
    ),
    Story(
        "heritage-list",
        "历史建筑保护名录增补 · Additions to the list of protected buildings",
        "leader", "PLAN", -15, 2, "fan.ming", supervisor="leader", co=("CULT",), source="plan",
        standard="新增不少于 8 处，附测绘图。Eight more at least, each surveyed.", labels=("Heritage 历史风貌",),
        visibility="organisation",
        steps=(
            (-14.6, "fan.ming", "sign"), (-14.4, "ye.zi", "sign"), (-14, "fan.ming", "start"),
            (-8, "fan.ming", "report", 60, "完成 6 处测绘。"),
            (-1.5, "fan.ming", "extend", 9.0, "两处院落产权人外出，需另约测绘。Two owners are away."),
        ),
    ),
)

ADMIN = (
    Story(
        "account-review",
        "平台账号与权限季度核查 · Quarterly review of accounts and roles",
        "gao.yuan", "GOV", -0.25, 5, "admin", source="plan",
        standard="离岗人员账号全部停用。Accounts of people who left are closed.",
    ),
    Story(
        "backup-drill",
        "平台备份恢复演练 · Backup and restore drill",
        "dong.hui", "GOV", -6, 4, "admin", source="drill",
        standard="两小时内恢复。Restored within two hours.",
        steps=((-5.6, "admin", "sign"), (-5, "admin", "start"), (-2, "admin", "report", 30, "演练环境已就绪。")),
    ),
    Story(
        "calendar-2027",
        "核对明年调休安排 · Check next year's make-up workdays",
        "admin", "GOV", -3, 6, "admin", source="self", light=True,
    ),
    Story(
        "handbook",
        "平台使用手册（督办版） · Handbook of the platform for supervisors",
        "admin", "GOV", -9, 3, "dong.hui", source="self",
        standard="十分钟能看完。Read in ten minutes.",
        steps=(
            (-8.6, "dong.hui", "sign"), (-8, "dong.hui", "start"),
            (-1, "dong.hui", "submit", "手册共 12 页，附五步示例。Twelve pages with a five-step example."),
        ),
    ),
)

STORIES = (*STAFF, *LIAISON, *HEAD, *COORDINATOR, *LEADER, *ADMIN)
