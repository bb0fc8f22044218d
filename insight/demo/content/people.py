"""The people of the demo city: handle, name, position, and their roles by department."""

from dataclasses import dataclass

ACCOUNTS = ("staff", "liaison", "head", "coordinator", "leader", "outsider", "admin")
PASSWORD = "demo"


@dataclass(frozen=True)
class Who:
    """One person; `roles` pairs a department's code with a role, the main department first."""

    handle: str
    name: str
    title: str
    roles: tuple[tuple[str, str], ...]


def _team(code: str, *rows: tuple[str, str, str, str]) -> tuple[Who, ...]:
    return tuple(Who(handle, name, title, ((code, role),)) for handle, name, title, role in rows)


GOVERNMENT = (
    Who("he.zhengming", "He Zhengming 何正明", "Mayor 市长", (("GOV", "sponsor"),)),
    Who(
        "leader",
        "Zheng Kai 郑凯",
        "Vice Mayor, renewal and transport 副市长（分管城建交通）",
        (("GOV", "member"), *((code, "sponsor") for code in ("HCB", "PLAN", "TRANS", "DRUM", "COORD"))),
    ),
    Who(
        "sun.lan",
        "Sun Lan 孙岚",
        "Vice Mayor, economy and culture 副市长（分管经济文旅）",
        (("GOV", "member"), *((code, "sponsor") for code in ("DRC", "CULT", "FIN", "MKT", "EMER"))),
    ),
    *_team(
        "GOV",
        ("gao.yuan", "Gao Yuan 高远", "Secretary-General 秘书长", "head"),
        ("pan.jie", "Pan Jie 潘洁", "Deputy Secretary-General 副秘书长", "deputy"),
        ("dong.hui", "Dong Hui 董辉", "Section chief, documents 文电科科长", "liaison"),
        ("admin", "Qian Yu 钱宇", "Systems administrator 系统管理员", "member"),
    ),
    Who(
        "feng.tao", "Feng Tao 冯涛", "Director 督办协调办主任", (("COORD", "head"), ("COORD", "coordinator"))
    ),
    Who(
        "coordinator",
        "Zhao Ning 赵宁",
        "Deputy director 督办协调办副主任",
        (("COORD", "deputy"), ("COORD", "coordinator")),
    ),
    *_team(
        "COORD",
        ("shi.lei", "Shi Lei 石磊", "Supervision section 督查科科长", "liaison"),
        ("yan.fei", "Yan Fei 严菲", "Meeting secretary 会议秘书", "member"),
        ("kong.lin", "Kong Lin 孔琳", "Clerk 科员", "member"),
    ),
)

BUREAUX = (
    *_team(
        "DRC",
        ("xie.jun", "Xie Jun 谢军", "Director 主任", "head"),
        ("tang.yan", "Tang Yan 唐燕", "Deputy director 副主任", "deputy"),
        ("han.bing", "Han Bing 韩冰", "Investment section chief 投资科科长", "liaison"),
        ("luo.xin", "Luo Xin 罗欣", "Project approval 项目审批专员", "member"),
        ("peng.bo", "Peng Bo 彭博", "Economist 经济师", "member"),
    ),
    *_team(
        "HCB",
        ("head", "Chen Guodong 陈国栋", "Director 局长", "head"),
        ("xu.bin", "Xu Bin 徐斌", "Deputy director 副局长", "deputy"),
        ("liaison", "Zhou Min 周敏", "Office chief 办公室主任", "liaison"),
        ("staff", "Lin Wei 林薇", "Renewal engineer 更新科工程师", "member"),
        ("ma.chao", "Ma Chao 马超", "Structural engineer 结构工程师", "member"),
        ("wu.qian", "Wu Qian 吴倩", "Resettlement officer 安置专员", "member"),
        ("ding.yi", "Ding Yi 丁一", "Site inspector 现场监督员", "member"),
    ),
    *_team(
        "PLAN",
        ("cao.rui", "Cao Rui 曹睿", "Director 局长", "head"),
        ("deng.li", "Deng Li 邓丽", "Chief planner 总规划师", "deputy"),
        ("jiang.nan", "Jiang Nan 江楠", "Office chief 办公室主任", "liaison"),
        ("shen.yue", "Shen Yue 沈悦", "Planner 规划师", "member"),
        ("fan.ming", "Fan Ming 范明", "Surveyor 测绘工程师", "member"),
    ),
    *_team(
        "TRANS",
        ("yuan.hao", "Yuan Hao 袁浩", "Director 局长", "head"),
        ("yu.ping", "Yu Ping 余萍", "Deputy director 副局长", "deputy"),
        ("lu.jia", "Lu Jia 陆佳", "Office chief 办公室主任", "liaison"),
        ("bai.yang", "Bai Yang 白杨", "Parking section 停车管理科", "member"),
        ("qin.feng", "Qin Feng 秦峰", "Road engineer 道路工程师", "member"),
    ),
    *_team(
        "CULT",
        ("su.wan", "Su Wan 苏婉", "Director 局长", "head"),
        ("wei.dong", "Wei Dong 魏东", "Deputy director 副局长", "deputy"),
        ("ye.zi", "Ye Zi 叶梓", "Heritage section chief 文保科科长", "liaison"),
        ("jin.shan", "Jin Shan 金珊", "Conservator 文物保护员", "member"),
        ("tian.yu", "Tian Yu 田雨", "Events 文旅活动专员", "member"),
    ),
    *_team(
        "FIN",
        ("liang.hong", "Liang Hong 梁红", "Director 局长", "head"),
        ("jia.kun", "Jia Kun 贾坤", "Deputy director 副局长", "deputy"),
        ("hou.jing", "Hou Jing 侯静", "Budget section chief 预算科科长", "liaison"),
        ("xiong.wei", "Xiong Wei 熊伟", "Treasury 国库支付专员", "member"),
        ("xue.lian", "Xue Lian 薛莲", "Audit 绩效评价专员", "member"),
    ),
    *_team(
        "MKT",
        ("lei.ming", "Lei Ming 雷鸣", "Director 局长", "head"),
        ("gu.qing", "Gu Qing 顾青", "Deputy director 副局长", "deputy"),
        ("hao.yun", "Hao Yun 郝云", "Registration section chief 登记科科长", "liaison"),
        ("mao.ting", "Mao Ting 毛婷", "Food safety 食品安全监管员", "member"),
        ("wan.li", "Wan Li 万力", "Market inspector 市场监管员", "member"),
    ),
)

DISTRICT = (
    *_team(
        "DRUM",
        ("ren.yong", "Ren Yong 任勇", "Director 街道办主任", "head"),
        ("fang.hua", "Fang Hua 方华", "Deputy director 街道办副主任", "deputy"),
        ("kang.le", "Kang Le 康乐", "Party and government office 党政办主任", "liaison"),
        ("shao.mei", "Shao Mei 邵梅", "Residents' affairs 群众工作专员", "member"),
        ("nie.xiao", "Nie Xiao 聂晓", "Grid worker 网格员", "member"),
    ),
    *_team(
        "EMER",
        ("qiao.lin", "Qiao Lin 乔林", "Director 局长", "head"),
        ("gong.zhi", "Gong Zhi 龚志", "Deputy director 副局长", "deputy"),
        ("wen.jing", "Wen Jing 文静", "Duty office chief 值班室主任", "liaison"),
        ("pang.hai", "Pang Hai 庞海", "Fire safety inspector 消防监督员", "member"),
    ),
    *_team(
        "DATA",
        ("lai.sheng", "Lai Sheng 赖升", "Director 局长", "head"),
        ("tao.ran", "Tao Ran 陶然", "Office chief 办公室主任", "liaison"),
        ("outsider", "Yu Hang 俞航", "Data engineer 数据工程师", "member"),
        ("zou.qi", "Zou Qi 邹琪", "Data steward 数据专员", "member"),
    ),
)

PEOPLE = (*GOVERNMENT, *BUREAUX, *DISTRICT)
_HOMES = {who.handle: who.roles[0][0] for who in PEOPLE}


def home_of(handle: str) -> str:
    """The code of a person's main department."""
    return _HOMES[handle]


def desk_of(code: str) -> str:
    """Who signs for a department: its liaison officer, or its head where it has none."""
    held = {role: who.handle for who in reversed(PEOPLE) for place, role in who.roles if place == code}
    return held.get("liaison") or held["head"]


@dataclass(frozen=True)
class Away:
    """An absence in working days from now, and who stands in meanwhile."""

    handle: str
    delegate: str
    starts: float
    ends: float
    note: str


ABSENCES = (
    Away("ma.chao", "staff", -1.5, 4, "Structural safety course in Chengdu 赴成都参加结构安全培训"),
    Away("qin.feng", "bai.yang", -24, -19, "Annual leave 年休假"),
    Away("head", "xu.bin", 9, 14, "Party school 党校学习"),
)
