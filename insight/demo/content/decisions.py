"""Decisions of the demo city by each method: what was asked, who answers, what was said."""

# fmt: off

VOTES = (
    "过渡市场的名称 · The name of the temporary market",
    "过渡市场对外使用哪个名称？Under which name does the temporary market open?",
    ("鼓街过渡市场 · Drum Street Temporary Market", "河滨市集 · Riverside Market", "老城临时集市 · Old-town Fair"),
    ("head", "staff", "liaison", "coordinator", "leader", "kang.le"),
    (("head", "1"), ("kang.le", "2"), ("coordinator", "2")),
)
STREET_SIGNS = (
    "鼓街统一店招样式 · One style of shop signs along Drum Street",
    "是否采用文旅局提出的木质店招样式？Is the wooden style that Culture proposed adopted?",
    ("head", "staff", "liaison", "coordinator", "hao.yun"),
    ("for", "for", "against", "for", "abstain"),
    "多数赞成；商户自愿更换，市里补贴一半。Most are for it; shops change of their own will, and the city pays half.",
)
TRIAL = (
    "周末步行街试行三个月 · Drum Street without cars at weekends, for three months",
    "能否在周末试行步行街？有没有理由认为会造成损害？Can it be tried? Is there reason to think it does harm?",
    "急救车怎么进出？How do ambulances get in?",
    "东口保留四米应急通道，门禁由街道值守。The east entrance keeps a lane four metres wide, and the sub-district mans it.",
    "卸货时段与周六早市冲突，商户会断货。Deliveries clash with the Saturday market; shops would run out of goods.",
)
COUNTERSIGN = (
    "鼓街夜间施工时段 · Hours of night works on Drum Street",
    "夜间 22:00 至次日 5:00 施工是否可行？Can works go on from 22:00 to 5:00?",
    ("TRANS", "EMER", "DRUM"),
    (
        ("lu.jia", "agrees", ""),
        ("kang.le", "comments", "居民楼一侧请 24:00 前停止破碎作业。No breaking beside the flats after midnight."),
    ),
)
RULING = (
    "南巷管线费用由住建局先行垫付 · Housing advances the cost of the pipes in South Lane",
    "两家都不认这笔费用，由谁先付？Neither department owns the cost: who pays first?",
    "汛期前必须完工；先由住建局垫付，年底按实际用量结算。It has to be done before the floods; Housing pays now and is "
    "settled with by use at the end of the year.",
)
