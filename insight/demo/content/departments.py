"""The twelve departments of the demo city, their missions and how to work with them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One department; `under` names the code of the one it is part of."""

    code: str
    name: str
    name_zh: str
    kind: str
    under: str
    mission: str
    working_with_us: str


HALL = "Sub-district service hall 街道便民大厅"
HALL_DAY = [[510, 720], [810, 1050]]
HALL_WEEK = [HALL_DAY, HALL_DAY, HALL_DAY, HALL_DAY, HALL_DAY, [[540, 720]], []]
HALL_CODE = "DRUM"

DEPARTMENTS = (
    Place(
        "GOV",
        "City Government Office",
        "市政府办公室",
        "office",
        "",
        "Prepares the decisions of the city government and sees that they reach every bureau. 统筹市政府决策部署的承办与落实。",
        "Papers for the Monday meeting reach us by Thursday noon. 周一例会材料请于前一周周四中午前报送。",
    ),
    Place(
        "COORD",
        "Supervision and Coordination Office",
        "督办协调办公室",
        "office",
        "GOV",
        "Hands out, chases and closes out the work of the Old-town renewal programme. 负责老城更新重点事项的交办、督办与销号。",
        "We count in working hours. Tell us early when a date is at risk: an extension asked in time is never held "
        "against you. 督办时限按工作时间计算；确有困难请提前申请延期。",
    ),
    Place(
        "DRC",
        "Development and Reform Commission",
        "发展和改革委员会",
        "bureau",
        "GOV",
        "Approves projects and keeps the annual investment plan. 负责项目立项审批与年度投资计划。",
        "One contact per project, please; approvals take five working days from complete papers. 材料齐全后五个工作日办结。",
    ),
    Place(
        "HCB",
        "Housing and Construction Bureau",
        "住房和城乡建设局",
        "bureau",
        "GOV",
        "Makes old houses safe, leads the renewal of Drum Street and the resettlement of its residents. "
        "牵头鼓街片区更新、危旧房治理和居民安置。",
        "Site visits Tuesday and Thursday mornings; drawings as PDF and DWG. 周二、周四上午现场踏勘；图纸请同时提供 PDF 与 DWG。",
    ),
    Place(
        "PLAN",
        "Natural Resources and Planning Bureau",
        "自然资源和规划局",
        "bureau",
        "GOV",
        "Draws up the renewal plan and guards the old town's lines and heights. 编制更新规划，守住老城空间肌理与建筑高度。",
        "Ask for planning conditions before you commission a design. 委托设计前请先申领规划条件。",
    ),
    Place(
        "TRANS",
        "Transport Bureau",
        "交通运输局",
        "bureau",
        "GOV",
        "Streets, buses and parking in and around the old town. 负责老城及周边道路、公交与停车。",
        "Road closures need ten working days' notice. 占道施工请提前十个工作日报备。",
    ),
    Place(
        "CULT",
        "Culture and Tourism Bureau",
        "文化和旅游局",
        "bureau",
        "GOV",
        "Protects listed buildings and living heritage, and brings visitors back. 保护历史建筑与非遗，活化文旅资源。",
        "“Restore” means the listed fabric stays; say “rebuild” only when it does not. 「修缮」指保留原物，请勿与「重建」混用。",
    ),
    Place(
        "FIN",
        "Finance Bureau",
        "财政局",
        "bureau",
        "GOV",
        "Budgets, special funds and payments for the programme. 负责更新专项资金的预算、拨付与绩效。",
        "Payment runs on the 10th and the 25th; requests three working days before. 每月 10 日、25 日集中拨付，请提前三个工作日申请。",
    ),
    Place(
        "MKT",
        "Market Supervision Bureau",
        "市场监督管理局",
        "bureau",
        "GOV",
        "Licences, food safety and fair prices for the shops of the old town. 负责商户登记、食品安全与价格秩序。",
        "Send lists of stalls with licence numbers, not names alone. 商户清单请附执照编号。",
    ),
    Place(
        "DRUM",
        "Drum Street Sub-district Office",
        "鼓街街道办事处",
        "sub-district",
        "GOV",
        "First door for four thousand households: notices, visits, consent, complaints. 服务辖区四千户居民，负责入户、告知、征询与诉求受理。",
        "Our hall is open on Saturday mornings too. Call before you send a team into a lane. "
        "大厅周六上午照常办公；入巷施工请先与网格员联系。",
    ),
    Place(
        "EMER",
        "Emergency Management Bureau",
        "应急管理局",
        "bureau",
        "GOV",
        "Fire lanes, flood drains and drills in narrow streets. 负责消防通道、防汛排涝与应急演练。",
        "In an emergency telephone first, write afterwards. 紧急情况先电话、后书面。",
    ),
    Place(
        "DATA",
        "Data Bureau",
        "数据局",
        "bureau",
        "GOV",
        "Keeps the city's shared data directory and its networks. 负责政务数据目录与共享交换平台。",
        "Requests for data name the purpose and the legal basis. 数据申请请写明用途与依据。",
    ),
)

LABELS = (
    ("Drum Street 鼓街", "red"),
    ("Resettlement 安置", "orange"),
    ("Heritage 历史风貌", "purple"),
    ("Fire safety 消防", "pink"),
    ("Funds 资金", "green"),
    ("Roads and parking 道路停车", "blue"),
    ("Residents 群众诉求", "cyan"),
)
