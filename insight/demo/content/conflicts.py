"""Where departments of the demo city disagree: who raised it with whom, what each wants, and how far they have come."""

# fmt: off

# key, title, raised by, department, others, days, about (a key or ""), what happened
CASES = (
    ("who-resurfaces", "鼓街管线回填后由谁恢复路面 · Who resurfaces Drum Street after the pipes are laid", "head", "HCB", ("TRANS",), -6,
     "relocation-plan", "管线已回填，路面 40 天未恢复。The pipes are in; the street has been open for forty days."),
    ("shop-fronts", "老字号店招修缮是否属于文物修缮 · Whether old shop signs count as listed fabric", "su.wan", "CULT", ("HCB",), -13, "",
     "两家各发了一份相反的通知。Each bureau sent the shops a notice that contradicts the other's."),
    ("bus-stop", "老城北站公交站台占用规划绿线 · The north bus stop stands on a planned green line", "yuan.hao", "TRANS", ("PLAN",), -17, "",
     "站台已招标，规划条件未放行。The stop is tendered; planning has not released the site."),
    ("stall-lists", "临时市场商户信息由谁采集 · Who collects the stallholders' data", "gu.qing", "MKT", ("DRUM",), -22, "",
     "商户被两家各登记一次，数据不一致。Traders were registered twice, with different data."),
)
BOXES = (
    ("who-resurfaces", -5.5, "head", "由交通局按道路主管职责恢复。Transport restores it: it is their street.",
     "汛期前要通车；经费可以分担。It has to be open before the floods; we can share the cost.", True),
    ("who-resurfaces", -4.5, "yuan.hao", "谁开挖谁恢复。Whoever dug it up restores it.",
     "今年养护预算已用完，明年可承担。This year's maintenance budget is spent; next year we could.", False),
    ("shop-fronts", -12.5, "su.wan", "店招属文物本体，须经我局审批。The signs are part of the listed fabric.",
     "怕再拆掉真正的老匾。We fear that another genuine sign is thrown away.", True),
    ("shop-fronts", -11.5, "head", "店招属立面改造，按图施工。The signs belong to the façade works.",
     "工期紧，审批不能超过三天。Works are late; approval may take three days at most.", True),
    ("bus-stop", -16, "yuan.hao", "先建后补手续。Build first, settle the papers after.", "学生冬天前要有站台。Pupils need it before winter.", True),
    ("bus-stop", -15, "cao.rui", "绿线不能突破。The green line stands.", "省里将核查绿线。The province checks the lines.", True),
)
OPTIONS = (
    ("who-resurfaces", "head", "各出一半，住建局施工。Half each; Housing does the work."),
    ("who-resurfaces", "yuan.hao", "住建局先恢复，交通局明年结算。Housing restores now, Transport settles next year."),
    ("who-resurfaces", "lu.jia", "列入应急资金。Pay from the emergency fund."),
)
SCORES = (("head", ((6, 6, 5, 7), (8, 8, 7, 9), (7, 7, 8, 6))), ("yuan.hao", ((3, 5, 4, 2), (7, 6, 8, 7))))
AGREED = (
    "由鼓街街道一次采集，市监局核验执照后共用一张表；每周五更新。"
    "The sub-district collects once, Market Supervision verifies the licences, and both use one list, renewed every Friday."
)
# fmt: on
