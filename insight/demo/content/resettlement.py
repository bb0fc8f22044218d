"""Moving the market and rehousing the residents of Drum Street."""

from ..routines import routine
from ..story import Story

# fmt: off

DRUM, HOMES, VOICES = ("Drum Street 鼓街",), ("Resettlement 安置",), ("Residents 群众诉求",)

STORIES = (
    routine("stall-licences", "搬迁摊位执照地址变更 · New addresses on the licences of moved stalls", "coordinator", "MKT",
            "mao.ting", -7, "going", parent="relocation-plan", co=("DRUM",), labels=DRUM, source="decision"),
    routine("door-notices", "市场搬迁入户告知 · Door-to-door notice of the market's move", "coordinator", "DRUM",
            "shao.mei", -8, "verifying", parent="relocation-plan", labels=DRUM, source="decision", due=2),
    routine("moving-trucks", "搬迁车辆通行与临时停放 · Passage and parking for the moving trucks", "coordinator", "TRANS",
            "bai.yang", -6, "blocked", parent="relocation-plan", labels=DRUM, source="decision"),
    Story(
        "temporary-hall",
        "滨河路临时市场水电接入 · Water and power for the temporary market hall",
        "coordinator", "HCB", -18, -3, "ding.yi", supervisor="coordinator", co=("DRC", "EMER"), priority=2,
        informed=("leader", "staff"), source="instruction", labels=(*DRUM, *HOMES),
        body="临时市场 12 月 1 日启用，水电须提前五日通过验收。The hall opens on 1 December; mains are accepted five days before.",
        standard="供水、供电、消防三项验收合格。Water, power and fire safety accepted.",
        watchers=("shi.lei", "deng.li"),
        steps=(
            (-17.9, "ding.yi", "sign"), (-17.6, "han.bing", "sign"), (-17.5, "wen.jing", "sign"), (-17, "ding.yi", "start"),
            (-13, "ding.yi", "report", 40, "给水管已接通，电力扩容待批。"),
            (-8, "ding.yi", "report", 65, "变压器到货，排期安装。The transformer has arrived."),
            (-5, "ding.yi", "block", "dependency", "供电公司停电窗口未定。The power company has not fixed its window.",
             "供电公司 · the power company", 2.0),
            (-2.4, "coordinator", "urge", "市领导关注，请今日内确定停电窗口。"),
            (-1.1, "ding.yi", "comment", "供电公司答复：周四夜间停电作业。@coordinator Power will be cut on Thursday night."),
        ),
    ),
    routine("hall-layout", "临时市场摊位布局图 · Layout of the temporary market", "head", "HCB", "staff", -22, "closed", labels=DRUM),
    routine("lottery", "摊位摇号规则公示 · Rules for drawing the new stalls, published", "coordinator", "MKT", "hao.yun", -24,
            "closed", labels=DRUM, visibility="organisation"),
    routine("rent-survey", "周边租金水平调查 · Survey of rents nearby", "coordinator", "DRC", "peng.bo", -28, "closed", labels=HOMES),
    routine("flat-allocation", "过渡安置房分配方案 · Allocation of temporary flats", "head", "HCB", "wu.qian", -20, "late",
            co=("DRUM",), labels=HOMES),
    routine("school-places", "安置家庭子女转学名单核对 · School transfers of rehoused families", "coordinator", "DRUM", "shao.mei",
            -15, "done", labels=HOMES, source="feedback"),
    routine("compensation-rules", "征收补偿细则征求意见 · Consultation on the rules of compensation", "coordinator", "HCB", "xu.bin",
            -16, "extended", co=("FIN", "DRC"), labels=HOMES, priority=1, source="decision"),
    routine("appraisal", "房屋评估机构选定 · Choose the appraisers", "head", "HCB", "wu.qian", -35, "closed_late", labels=HOMES),
    routine("elderly-visits", "独居老人搬迁帮扶 · Help for old people living alone", "ren.yong", "DRUM", "nie.xiao", -5, "going",
            labels=VOICES, source="feedback", visibility="parties"),
    routine("hotline-replies", "热线重复投诉集中答复 · One answer to repeated hotline complaints", "shi.lei", "DRUM", "kang.le", -12,
            "overdue", labels=VOICES, source="feedback"),
    routine("lane-lighting", "施工期巷道临时照明 · Temporary lights in the lanes", "shi.lei", "HCB", "ding.yi", -9, "sent_back",
            labels=VOICES, source="feedback"),
    routine("noise-hours", "夜间施工时段核查 · Check of night work hours", "kang.le", "HCB", "ding.yi", -6.5, "yellow",
            labels=VOICES, source="feedback"),
    routine("consent-forms", "更新意愿二次征询表 · Second consent form for renewal", "kang.le", "DRUM", "shao.mei", -30, "closed",
            labels=VOICES),
    routine("water-pressure", "北巷高峰期水压不足 · Low water pressure in North Lane", "coordinator", "HCB", "ding.yi", -26, "closed_late",
            labels=VOICES, source="feedback", visibility="organisation"),
    routine("moving-subsidy", "搬家补助发放 · Moving allowances paid out", "coordinator", "FIN", "xiong.wei", -11, "done", labels=HOMES,
            co=("DRUM",)),
    routine("empty-flats", "空置公房清查 · Count of empty public flats", "head", "HCB", "wu.qian", -17, "suspended", labels=HOMES),
    routine("trader-poster", "搬迁海报中英文版 · Bilingual poster about the move", "kang.le", "DRUM", "nie.xiao", -3, "todo"),
    routine("stall-photos", "摊位现状拍照 · Photographs of the stalls as they are", "kang.le", "DRUM", "nie.xiao", -8, "ticked"),
    routine("phase-two-homes", "二期安置房源储备 · Homes in reserve for phase two", "xu.bin", "HCB", "wu.qian", -1, "drafted",
            labels=HOMES),
)
