"""The vocabulary of the benchmark's organisation: departments, people, titles and remarks in two languages."""

DEPARTMENTS = [
    ("Engineering", "研发部"), ("Product", "产品部"), ("Quality", "质量部"), ("Security", "信息安全部"),
    ("Legal", "法务部"), ("Finance", "财务部"), ("Human Resources", "人力资源部"), ("Procurement", "采购部"),
    ("Logistics", "物流部"), ("Sales", "销售部"), ("Marketing", "市场部"), ("Customer Care", "客户服务部"),
    ("Operations", "运营部"), ("Facilities", "行政部"), ("Data", "数据部"), ("Training", "培训部"),
    ("Audit", "审计部"), ("Strategy", "战略部"), ("Press Office", "新闻办公室"), ("Secretariat", "秘书处"),
]  # fmt: skip
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = ["伟", "芳", "敏", "静", "强", "磊", "军", "洋", "勇", "艳"]
LATIN_FAMILY = [
    "Alder",
    "Brandt",
    "Costa",
    "Dubois",
    "Evans",
    "Fischer",
    "Garcia",
    "Haas",
    "Ivanova",
    "Jensen",
]
LATIN_GIVEN = ["Anna", "Ben", "Clara", "David", "Eva", "Felix", "Grace", "Hugo", "Ines", "Jonas"]
VERBS = [
    "落实", "梳理", "修订", "推进", "核查", "整改", "Review", "Prepare", "Migrate", "Publish", "Settle", "Audit",
]  # fmt: skip
OBJECTS = [
    "年度预算执行情况", "跨部门数据接口规范", "供应商准入清单", "客户投诉闭环台账", "安全生产隐患", "合同模板",
    "培训计划", "重点项目里程碑", "信息系统等级保护", "档案数字化", "绩效考核办法", "应急预案演练",
    "annual budget report", "cross-team interface agreement", "supplier register", "customer complaint ledger",
    "release checklist", "contract templates", "training plan", "milestones of the key project",
    "access control matrix", "archive digitisation", "on-call handbook", "emergency drill plan",
]  # fmt: skip
PLACES = ["华东区", "总部", "二期", "第三季度", "north region", "headquarters", "phase two", "third quarter"]
RARE = ["沙盘", "冷链", "专利池", "碳足迹", "quantum", "cryostat", "tribunal", "archipelago"]
BODIES = [
    "依据专题会议纪要，请牵头单位会同配合单位制定方案，明确责任人和时间节点，按期反馈进展。",
    "Following the meeting, the lead department draws up a plan with the co-departments, names who is "
    "responsible for each part and reports progress on the agreed days.",
    "请各单位对照清单逐项自查，发现问题立行立改，形成书面报告后报送秘书处汇总。",
    "Collect what every department has, compare it with the agreed standard, list the gaps and propose who "
    "closes which of them by when.",
]
STANDARD = "书面报告经督办人核验 · report verified by the supervisor"
REMARKS = [
    "已与配合单位沟通，本周内提交初稿。", "Waiting for the figures of the other department.",
    "请补充附件中的明细表。", "The draft is in the shared folder, please comment by Friday.",
]  # fmt: skip
