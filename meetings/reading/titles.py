"""Separates an agenda line into its title, who presents it and the links it carries."""

import re

from .lines import HAN, plain
from .people import looks_like_name, read_people
from .vocabulary import role_of, split_label

URL = re.compile(r"https?://[^\s<>)\]）】，。；、\"']{1,500}")
_REF_LINK = re.compile(r"\[([^\[\]]{0,200})\]\s?\(\s?<?(https?://[^\s()<>]{1,400})>?\s?\)")
_REF_TEXT = re.compile(r"(?:[\w.-]{1,60}/[\w.-]{1,60})?#?\d{1,7}")
TIMEBOX = re.compile(
    r"\s*[(（\[]?\s*\d{1,3}\s*(?:-\s*)?(?:min(?:ute)?s?|mins?\.?|分钟|hrs?|hours?|"
    r"小时)\b(?:\s*timebox)?\s*[)）\]]?",
    re.I,
)
_INNER_TIME = re.compile(r"\s*[,，;]\s*\d{1,3}\s?(?:min(?:ute)?s?\.?|分钟)(?=\s*[)）\]])", re.I)
_TAIL_COMMA = re.compile(r",\s+([A-Z][\w'’-]+ (?:[A-Z][\w.'’-]* )?[A-Z][\w'’-]+)\s*$")
_TAIL_DASH = re.compile(
    r"(?:(?<![A-Za-z0-9])-|\s+-|-{2,5}|—{1,6}|–{1,3}|－{1,3}|=>|"
    r"\s{3,})\s*(?P<who>[^-—–－。？?！()（）]{1,60}?(?:[（(][^()（）]{0,30}[)）])?)\s*$"
)
_TAIL_BRACKET = re.compile(r"\s*[（(【\[](?P<who>[^()（）【】\[\]]{1,60})[)）】\]]\s*$")
_TAIL_LABEL = re.compile(
    r"[\s,，。.\-—–【(（]+((?:议题)?(?:汇报|申报|申请|发起|提案|提交|报告|主讲|引导|动议|"
    r"讨论发起)人\s*[:：\s]|(?:议题\s?owner|presenter|presented by|owner)\s*[:：])"
    r"\s*(?P<who>[^。？?]{1,60})[】)）]?\s*$",
    re.I,
)
_HEAD_LABEL = re.compile(r"^(?:议\s?题|主\s?题|topic|title|item)\s*\d{0,2}\s*[:：]\s*", re.I)
_CHATTER = re.compile(r"[\s:：]*(?:延期|遗留|上次|下次|已|待|见|同步|等|背景|详见)")
_TRIM = " \t-–—:：,，;；.。、*_·|=>"


def refs_of(text: str) -> list[str]:
    """Every address in a text, in order, each once."""
    return list(dict.fromkeys(url.rstrip(".,;:!?*_") for url in URL.findall(text[:4_000])))


def ends_with_ref(text: str) -> bool:
    """Whether the line is closed by an issue link such as [#19](…), as generated agendas are."""
    found = list(_REF_LINK.finditer(text[:1_500]))
    if not found:
        return False
    last = found[-1]
    tail = TIMEBOX.sub("", text[last.end() :]).strip(" .:-*_")
    named = _REF_TEXT.fullmatch(last[1].strip()) or re.search(
        r"/(?:issues|pull|pulls|merge_requests)/\d+", last[2]
    )
    return bool(named) and len(tail) <= 30 and not tail.startswith("http")


def people_named(text: str) -> list[str]:
    """The names in a presenter's place; empty if the words there are not (only) names."""
    text = text.strip(" ,，、:：-")
    if not text or len(text) > 60 or _CHATTER.match(text):
        return []
    people = read_people(text)
    if not people or len(people) > 8:
        return []
    for person in people:
        han = HAN.search(person.name)
        if (han and not 2 <= len(person.name) <= 5) or not looks_like_name(person.name):
            return []
        if not han and not (
            person.handle or person.name[0].isupper() or len(people) > 1 or person.name.isalnum()
        ):
            return []
        if (not han and len(person.name.split()) > 3) or re.search(r"\d{2}|[.=+]$", person.name):
            return []
    return [person.name for person in people]


def _presenters(title: str) -> tuple[str, list[str]]:
    found = _TAIL_LABEL.search(title)
    if found:
        names = people_named(found["who"].rstrip("】)）")) or [p.name for p in read_people(found["who"])][:4]
        return title[: found.start()], names
    if found := _TAIL_BRACKET.search(title):
        who = found["who"]
        if parts := split_label(who):
            who = parts[1] if role_of(parts[0], ("presenter", "owner")) else ""
        names = people_named(who)
        latin = not HAN.search(title)
        if names and not (latin and not who.startswith("@") and len(who.split()) < 2):
            return title[: found.start()], names
    if found := _TAIL_DASH.search(title):
        names = people_named(found["who"])
        spaced = found[0].lstrip() != found[0] or HAN.search(found["who"])
        plausible = HAN.search(title) or "@" in found["who"] or _full_names(names)
        if names and spaced and plausible and found.start() > 3:
            return title[: found.start()], names
    return title, []


def _full_names(names: list[str]) -> bool:
    return all(re.fullmatch(r"[A-Z][\w.'’-]+ [A-Z][\w.'’ -]+", name) for name in names)


def split_title(text: str) -> tuple[str, list[str], list[str]]:
    """(title, presenters, links) of an agenda line."""
    text = text[:600]
    refs = refs_of(text)

    def shown(found: re.Match) -> str:
        return "" if _REF_TEXT.fullmatch(found[1].strip()) or not found[1].strip() else found[1]

    title = _REF_LINK.sub(shown, text)
    title = plain(URL.sub(" ", title))
    timed = TIMEBOX.search(title)
    title = TIMEBOX.sub(" ", _INNER_TIME.sub("", title))
    title = _HEAD_LABEL.sub("", title.strip(_TRIM))
    title = re.sub(
        r"<?redacted@example\.org>?|<?[A-Za-z0-9._+-]{1,60}@[A-Za-z0-9-]{1,60}\.[A-Za-z.]{2,20}>?", " ", title
    ).strip(" \t:：,，")
    title, presenters = _presenters(title.rstrip(" .。:：,，"))
    if timed and not presenters and (found := _TAIL_COMMA.search(title)):
        title, presenters = title[: found.start()], [found[1]]
    title = re.sub(r"\s*[(（\[]\s*[)）\]]", "", title)
    return re.sub(r"\s{2,}", " ", title).strip(_TRIM), presenters, refs
