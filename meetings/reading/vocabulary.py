"""Decides what a label or heading in minutes announces: a date, a chair, an agenda, actions."""

import re
from functools import lru_cache

from .lines import HAN, plain

_WORDS: dict[str, tuple[str, str]] = {
    "date": (
        r"(?:meeting )?dates?(?: held| of (?:the )?meeting)?|data|when|dates?(?: ?(?:and|&|/) ?|"
        r"/)times?|held on",
        r"(?:会议|开会|召开)?日期",
    ),
    "time": (
        r"(?:meeting )?times?|start(?: time)?|time and (?:date|place)",
        r"(?:会议|开会|召开)*时间(?:地点)?|时\s*间",
    ),
    "end": (r"end(?: time)?|(?:meeting )?(?:adjourned|ended|closed)(?: at)?", r"结束时间|散会时间"),
    "place": (
        r"(?:meeting )?(?:location|place|venue)|where|room",
        r"(?:会议|开会|召开)?(?:地\s*点|地址|形式|方式)",
    ),
    "title": (r"meeting (?:title|name)|name of meeting", r"会\s*议\s*(?:名\s*称|主\s*题)"),
    "link": (
        r"(?:meeting |useful )?links?|recordings?|github issue|zoom|etherpad|slides|video|materials?|"
        r"references?|"
        r"audio and transcripts|joining the meeting|project board",
        r"(?:会议|报名|录像|视频|回放|录制|材料|相关|参考|\w{1,12}\s?)?链接|会议号|会议录像|会议资料|"
        r"参考资料|附件|附",
    ),
    "chair": (
        r"(?:meeting |session )?(?:co-?)?(?:chair(?:s|man|men|woman|person|persons|ed by)?|hosts?|"
        r"facilitators?|"
        r"moderators?|leader|presid(?:ed by|ing(?: officer)?)|called by|led by)",
        r"(?:本次|会议|轮值|例会|现场)*(?:主\s*持\s*(?:人|者)?|主席|召集人)",
    ),
    "nextchair": (
        r"next (?:host|chair|facilitator|scribe)s?",
        r"下(?:一)?(?:次|期|轮)(?:的)?(?:会议|例会|轮值)*(?:主持(?:人)?|主席)",
    ),
    "secretary": (
        r"(?:minute|note)s?[ -]?(?:takers?|keepers?)|scribes?|secretar(?:y|ies)|recorders?|"
        r"recording secretary|"
        r"(?:minutes|notes)(?: taken| prepared| recorded)? by|(?:taken|prepared|recorded) by|"
        r"rapporteurs?|jabber scribes?|keepers? of the (?:minutes|record)",
        r"(?:会议)?(?:记\s*录\s*(?:人|员)?|书记员|纪要(?:人|整理人?|撰写人?))|记录整理|整理人?",
    ),
    "present": (
        r"(?:meeting |list of |voting |board |committee )*(?:attendees?|participants?)(?: list|"
        r" present| attending)?|(?:voting )?members|"
        r"(?:(?!not |also |those )[a-z]{3,14} ){0,3}present|attendance|attending|attended(?: by)?|roll ?call|"
        r"who(?: was there| attended)?|on the call|those present",
        r"(?:现场)?(?:与|参|到)\s*会\s*(?:人\s*员?|者|委员|代表|单位|成员|领导|名单|情况)?(?:名单)?|"
        r"(?:应|实)?出\s*席(?:会议)?(?:人\s*员?|者|委员|代表|领导|单位|董事|情况)?|"
        r"参加(?:会议)?(?:人员?|单位|者)?|与会",
    ),
    "inattendance": (r"(?:also )?in attendance", r"(?!)"),
    "absent": (
        r"(?:[a-z]{3,14} ){0,3}absent|absentees?|(?:with )?regrets|apologies(?: (?:for absence|"
        r"received))?|not (?:present|attending)|"
        r"out(?: sick| today| of office)?|excused|unable to attend|absences?",
        r"(?:成员|委员|人员)?(?:缺\s*席|请\s*假|未到|未出席|因故缺席|未参加)(?:人\s*员?|委员|情况|名单)?",
    ),
    "guests": (
        r"(?:invited |non-?members? |other )?(?:guests?|observers?|visitors?)(?: present| attending)?|"
        r"also (?:present|attending)|"
        r"non-?voting(?: (?:members|attendees?))?|staff(?: present)?|others? present",
        r"(?:列\s*席|特邀|旁听|邀请)(?:会议)?(?:人\s*员?|代表|嘉宾|单位)?|嘉宾",
    ),
    "skip": (
        r"(?:upcoming|next|future|following)(?: week['’]?s)?(?: scheduled)?(?: working)? (?:meetings?|"
        r"sessions?|calls?)(?: date)?|"
        r"dates and reminders|regular reviews|invited|calendar|cc|distribution|attachments?|"
        r"appendi(?:x|ces)|quorum|"
        r"purpose|objectives?|adjourn(?:ment|ed)|date(?: and time)? of (?:the )?next meeting|legend|"
        r"transcript|to|from|subject",
        r"下(?:一)?(?:次|期)(?:会议|例会)?(?:时间|安排|议题|日期)?|抄\s*送|主\s*送|印发|发送|分送|"
        r"签发(?:人)?|"
        r"编号|密级|目的|会议目的|报送|呈报|主题|名称",
    ),
    "agenda": (
        r"(?:meeting |tentative |proposed |today['’]?s |draft )?(?:agenda|topics)(?: items?)?|"
        r"items(?: (?:for discussion|discussed))?|"
        r"discussions?(?: items| points| topics)?|topics discussed|(?:old|new|unfinished|general|"
        r"other) business|agenda and (?:minutes|notes)",
        r"(?:本次|本期|新|会议|主要|例会|已经|讨论|其他|今日|的)*(?:申报)?(?:议\s*题|议\s*程)(?:列表|"
        r"讨论|申报|内容|安排|如下|和议程)*",
    ),
    "notes": (
        r"(?:meeting |detailed |discussion )?(?:minutes|notes|proceedings)(?: of (?:the )?meeting)?|"
        r"(?:meeting )?summary",
        r"(?:会\s*议)?(?:纪\s*要|内\s*容|记\s*录|主要内容|讨论内容|情况|摘要)|会议纪要内容|讨论情况",
    ),
    "decisions": (
        r"(?:key |summary of )?(?:decisions?|resolutions?|agreements|conclusions?)(?: (?:made|taken|"
        r"reached|adopted))?|"
        r"decisions and resolutions|resolved|decided|outcomes?",
        r"(?:会议|其他|本次|最终|主要|形成|以下|的|大家|与会者|经|讨论|研究|协商|一致|后)*(?:决\s*议|决\s*定|议\s*定|结\s*论|决策|"
        r"共识)(?:事\s*项|如下|点)?",
    ),
    "actions": (
        r"(?:new |summary of |list of |open )?(?:action|todo|to-do|follow[- ]?up)[ _-]?(?:items?|"
        r"points?|list|log|register|summary)?s?|"
        r"actions?(?: (?:required|agreed|arising))?|next steps?|tasks?|assignments?|ais",
        r"(?:本次|本期|本周|本月|下周|下月|近期|下(?:一)?阶段|重点|会议|会后|后续|需|的)*(?:遗\s*留\s*(?:问\s*题|事\s*项)?|行动(?:项|计划|事项)?|"
        r"待办(?:事项)?|任务(?:分工|清单|安排)?|"
        r"跟进(?:事项)?|工作(?:安排|计划|任务)|督办事项|落实事项|事项)(?:如下|列表|清单)?|"
        r"下一步(?:工作|计划|行动|安排)*|action",
    ),
    "carried": (
        r"(?:carried(?: over| forward)|outstanding|previous|prior|old|last (?:meeting|week)['’]?s|"
        r"review of(?: previous)?|remaining|pending)"
        r"(?: meeting)?(?: open)? ?(?:action items?|actions?|issues|items|ais?)|matters arising",
        r"(?:(?:上|前)(?:一)?(?:期|次|轮)?(?:会议|例会)?(?:的)?|过往|历史|以往|"
        r"之前)?遗\s*留\s*(?:问\s*题|事\s*项)?(?:的)?(?:跟踪|确认|回顾|进展|闭环|检查|落实情况)+|"
        r"(?:上|前)(?:一)?(?:期|次|轮)(?:会议|例会)*(?:的)?(?:遗\s*留\s*(?:问\s*题|事\s*项)?|行动项|"
        r"待办(?:事项)?|任务)(?:的)?(?:跟踪|确认|回顾|进展|闭环|落实情况)*|"
        r"上(?:一)?(?:周|月|阶段)(?:重点)?(?:工作|任务|事项)(?:完成|落实|进展|执行)*(?:情况)?|"
        r"过往遗留问题|.{0,6}月.{0,3}日会议遗留问题",
    ),
    "topic": (r"topics?|agenda item|item|subject", r"议\s*题|主\s*题"),
    "other": (
        r"(?:q ?& ?a|questions(?: and answers)?)?[, ]*(?:other|any other business|a\.?o\.?b\.?|"
        r"misc(?:ellaneous)?|open (?:floor|mic))?(?: discussion)?",
        r"其\s*他|其它|其他事项|其它事项",
    ),
    "presenter": (
        r"presenters?|presented by|speakers?|proposer|owner|lead",
        r"(?:议题)?(?:汇报人|申报人|申请人|发起人|提案人|提交人|报告人|主讲人?|引导人|动议人|提出人|"
        r"宣讲人|讨论发起人)",
    ),
    "owner": (
        r"(?:action )?(?:owners?|assignees?|assigned to|responsible(?: (?:person|party))?|who|by whom)",
        r"(?:责任|负责|跟进|确认|落实|执行|牵头|经办)(?:人|单位|团队|部门|者|方)|负责|责任",
    ),
    "due": (
        r"(?:due|deadline|target)(?: ?date| by)?|by when|when|eta|complet(?:ion|e)(?: date| by)?",
        r"(?:计划|要求|预计)?(?:完成|截止|办结|到期)(?:时间|日期|时限|期限)?|时间节点|时限|期限|deadline",
    ),
    "status": (r"status|state|progress|result", r"状态|进展|结果|完成情况|落实情况|当前进展"),
}
_PATTERNS = {role: (re.compile(en), re.compile(zh)) for role, (en, zh) in _WORDS.items()}
_SECTION_ROLES = tuple(role for role in _PATTERNS if role not in ("presenter", "owner", "due", "status"))
_LABEL = re.compile(r"([^:：]{1,48}?)\s*[:：]\s*(.*)", re.S)
_BRACKETS = re.compile(r"[（(\[【][^()（）\[\]【】]{0,60}[)）\]】]")
_DASHED = re.compile(r"([A-Za-z][A-Za-z ]{2,24})\s+[-–—]+\s+(\S.*)")
_DASHED_ROLES = ("present", "absent", "guests", "chair", "secretary")
_UNCLOSED = re.compile(r"[（(\[【][^）)\]】]*$")
_TRIM = ' \t.。:：-–—*_#【】[]<>《》"“”!！?？~'


@lru_cache(maxsize=8192)
def _role_of(label: str, roles: tuple[str, ...]) -> str:
    for role in roles:
        english, chinese = _PATTERNS[role]
        if english.fullmatch(label) or chinese.fullmatch(label):
            return role
    return ""


def role_of(label: str, roles: tuple[str, ...] = _SECTION_ROLES) -> str:
    """The role a label announces, "" if none; bilingual labels ("Host 会议主持人") count by either half."""
    label = _BRACKETS.sub("", plain(label)[:80]).strip(_TRIM).lower()
    label = re.sub(r"(?<=[\u3400-\u9fff])\s?\d{1,2}$", "", label)
    if not label or len(label) > 48:
        return ""
    if found := _role_of(label, roles):
        return found
    if HAN.search(label) and re.search("[a-z]", label):
        chinese, english = "".join(HAN.findall(label)), " ".join(re.findall(r"[a-z&/'’-]+", label))
        found = _role_of(chinese, roles)
        other = _role_of(english, _SECTION_ROLES)
        if len(english) <= 3 or other:
            return found or (other if other in roles else "")
    return ""


def split_label(text: str) -> tuple[str, str] | None:
    """("Attendees", "A, B") of "Attendees: A, B"; None where no short label opens the text."""
    found = _LABEL.match(text[:2_000])
    if not found or found[1].strip().lower().endswith(("http", "https")) or _UNCLOSED.search(found[1]):
        return None
    if found[1][-1:].isdigit() and found[2][:1].isdigit():
        return None
    return found[1].strip(), found[2].strip()


def labelled(text: str, roles: tuple[str, ...] = _SECTION_ROLES) -> tuple[str, str]:
    """(role, value) of a labelled text; ("", "") if its label is nothing we know."""
    if (parts := split_label(text)) and (role := role_of(parts[0], roles)):
        return role, parts[1]
    if (found := _DASHED.match(text)) and (role := role_of(found[1], _DASHED_ROLES)) and role in roles:
        return role, found[2]
    return "", ""
