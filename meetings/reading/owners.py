"""Says who an action belongs to, from the words of the action and the people known to be in the meeting."""

import re

from .lines import HAN
from .models import ReadPerson
from .people import bare_name
from .surnames import han_name
from .titles import people_named
from .vocabulary import role_of, split_label

_NAME = r"[A-Z][\w.'’-]{0,24}(?: (?:[A-Z][\w.'’-]{0,24})){0,2}"
_NAMES = rf"{_NAME}(?:(?:, (?:and )?|\s?/\s?| ?& ?| and ){_NAME}){{0,4}}"
_TO = re.compile(
    rf"(?P<who>(?:@[\w-]{{2,39}}(?:[,/& ]+(?:and )?@[\w-]{{2,39}}){{0,4}}|{_NAMES}))\s*(?:->|:)?\s+"
    r"(?P<verb>(?:to|will|shall|should|is to|are to|is going to|agreed to|volunteered to|"
    r"volunteers to|offered to|(?:was|were|is|are) (?:directed|asked|instructed|requested|tasked) to|"
    r"(?:will )?(?:take|takes|took|taking|has|have|had|can take on)(?: on)?(?: the|"
    r" an)? (?:next )?action(?: item)?s?(?: of| to)?|needs? to|can)\b)(?:\s+|(?=[.:;,!]|$))",
)
_AT = re.compile(r"(?<![\w.])@\s?([A-Za-z0-9][\w-]{1,38}|[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff]))")
_TAIL = re.compile(
    r"\s*(?:\s{3,}|-{1,5}|—{1,6}|–{1,3}|→|"
    r"=>)\s*(?P<who>[^-—–。.？?！:：()（）]{1,40}?)\s*(?P<note>[（(][^()（）]{0,40}[)）])?\s*$"
)
TAIL_LABEL = re.compile(
    r"[\s,，;；。（(\[【-]*(?P<label>(?:owners?|assignees?|assigned to|responsible)(?=\s?[:：])|"
    r"(?:责任|负责|跟进|落实|执行|牵头|确认)(?:人|单位|团队|部门|方)|负责闭环)"
    r"\s*[:：\s]\s*(?P<who>[^,;；。()（）]{1,40}?(?:[（(][^()（）]{1,20}[)）])?)[)）\]】]?(?=$|"
    r"[;；。,]|，(?=[^，:：]{0,8}[:：]))",
    re.I,
)
_TAIL_BRACKET = re.compile(r"\s*[（(\[【](?P<who>[^()（）\[\]【】]{1,40})[)）\]】]\s*[.。]?$")
_HEAD_BRACKET = re.compile(r"^[（(\[【](?P<who>[^()（）\[\]【】]{1,40})[)）\]】]\s*[:：-]?\s*")
_BETWEEN = re.compile(r"\s+[-–—]+\s+(?P<who>[^-–—.:：()]{2,40}?)\s+[-–—]+\s+")
_HAN_DOES = (
    r"(?:会后|后续|尽快|线下|会下|继续|在|来)*"
    r"(?:负责|牵头|跟进|主笔|协调|组织|提交|输出|落实|主导|对接|调研|整理|汇总|代表|发起|督促|于[^，。；]{1,14}前)"
)
_HAN_UNKNOWN = re.compile(
    r"(?:^|由|请|后续|委员|[，,。；;：:\s])(?P<who>[\u3400-\u9fff]{2,3}?)(?:会后|会下|线下)?(?:牵头|"
    r"负责|主笔|跟进|发起|督促|于[^，。；]{1,14}前)"
)
# Units as public bodies and companies call theirs; what comes before 由 or a comma is not part of the name.
_UNIT = re.compile(
    r"(?:^|由|请|[，,。；;：:\s])(?P<who>(?:(?![由请将与会同和及])[\u3400-\u9fff]){1,12}?"
    r"(?:局|委|办|处|科|部|厅|院|所|站|中心|公司|街道|社区|办事处|管委会|支队|大队|集团|专班))"
    r"(?:会同[^，。；;]{1,30}?)?(?:牵头|负责|会同|组织)"
)
# 财政所落实资金，8月12日前拨付: at the beginning, and by when.
_UNIT_BY_WHEN = re.compile(
    r"(?P<who>(?:(?![由请将与会同和及])[\u3400-\u9fff]){1,12}?"
    r"(?:局|委|办|处|科|部|厅|院|所|站|中心|公司|街道|社区|支队|大队|集团|专班))"
    r"(?:要|须|应|尽快|抓紧|按时|于)?[^，。；]{0,20}?(?:落实|制定|完成|提交|报送|起草|梳理|整改|排查|拿出)[^。；]{0,60}?"
    r"(?:\d\s?日(?:之)?[前内]|周[一二三四五六日](?:之)?前|[月年][底末]|旬)"
)
_UNIT_BY = re.compile(
    r"(?<!是)由(?P<who>(?:(?![由请将与会同和及])[\u3400-\u9fff]){1,12}?(?:局|委|办|处|科|部|厅|院|所|站|中心|公司|街道|社区|支队|大队|集团|专班))"
    r"(?:另行|抓紧|尽快|进一步|按|于|在|根据|结合|研究|制定|起草|论证|修改|完善|报|落实|协调)"
)
_HAN_ASKED = r"(?:由|请|委托|麻烦)[^，。、；;：:\s]{0,6}?"
_OTHER_WORDS = (
    "all someone somebody everyone nobody we i you they it this that there need "
    "needs group team action actions next agreed plan want how what please thanks still "
    "also works have has who if in once when the discussion consensus just will "
    "would could should board issue pr none no not everybody people and or but "
    "so as time ready goal aim link links back call open try seems trying "
    "going possible proposal welcome continue move moving waiting work working hope members meeting project "
    "projects anyone"
)
OFFICE = re.compile(
    r"(?:(?:deputy|vice|town|parish|company|board)[ -])?(?:clerk|secretary|treasurer|chair(?:man|woman|person)?|"
    r"president|registrar|superintendent)",
    re.I,
)
_NOT_PEOPLE = frozenset(_OTHER_WORDS.split())
_LOWER_TO = re.compile(r"@?([a-z][\w-]{1,38})\s+(to|will|should|shall)\s+")
_LEADING = re.compile(
    r"(?P<who>[@\w.'’、,/& -]{2,60}?)(?:\s+[-–—]+\s+|[\t ]+(?=[\u3400-\u9fff])|\s*→\s*)(?P<rest>.+)"
)
CLAUSE = re.compile(r"[,;]\s+(?:and\s+)?|\s+[-–—]+\s+|\.\s+")
_PLACEHOLDERS = re.compile(r"(?:tbd|tbc|tba|\?+|n/?a|none|无|待定|-+|—+)", re.I)


class Roster:
    """The people of one meeting, found again by full name, first name, handle, initials or a known alias."""

    def __init__(self, people: list[ReadPerson]) -> None:
        self._by: dict[str, set[str]] = {}
        for person in people:
            for alias in self._aliases(person):
                self._by.setdefault(alias, set()).add(person.name)
        han = sorted(
            (re.escape(alias) for alias in self._by if HAN.search(alias) and len(alias) <= 8),
            key=len,
            reverse=True,
        )[:400]
        one = f"(?:{'|'.join(han)})" if han else "(?!)"
        many = rf"(?P<who>{one}(?:\s?[、/，,和与及]\s?{one}){{0,5}})"
        self.leads = tuple(re.compile(form) for form in (_HAN_ASKED + many, many + _HAN_DOES))

    @staticmethod
    def _aliases(person: ReadPerson) -> set[str]:
        name = person.name.replace("’", "'")
        words = name.split()
        found = {name.casefold(), person.handle.casefold()}
        if HAN.search(name):
            found |= {name[-2:]} if len(name) == 3 else set()
        elif len(words) > 1:
            found |= {words[0].casefold(), words[-1].casefold(), "".join(w[0] for w in words).casefold()}
            found |= {f"{words[0]} {words[-1][0]}".casefold(), f"{words[0][0]}{words[-1]}".casefold()}
            found |= {"".join(letter for letter in name if letter.isupper()).casefold()}
        if OFFICE.fullmatch(person.affiliation):
            found |= {person.affiliation.casefold(), f"the {person.affiliation.casefold()}"}
        return found - {""}

    def resolve(self, name: str) -> str | None:
        """The full name somebody is known by; None if no one (or more than one) fits."""
        found = self._meant(name)
        return next(iter(found)) if len(found) == 1 else None

    def knows(self, name: str) -> bool:
        return bool(self._meant(name))

    def _meant(self, name: str) -> set[str]:
        """Everybody the name fits; one with a form of address or a post before it also fits without."""
        name = name.strip().lstrip("@").replace("’", "'")
        for known in (name, bare_name(name)[0]):
            if found := self._by.get(known.casefold()):
                return found
        return set()

    def settle(self, names: list[str]) -> list[str]:
        full = [self.resolve(name) or name.strip().lstrip("@") for name in names]
        return list(dict.fromkeys(name for name in full if name))


def names_in(text: str) -> list[str]:
    """The names in an owner's cell or place, however they are parted."""
    text = re.sub(r"(?:牵头|主责|负责)(?=$|[、，,/])", "", text.strip())
    if _PLACEHOLDERS.fullmatch(text):
        return []
    inner = re.search(r"[（(]([^()（）]{2,20})[)）]", text)
    if inner and han_name(inner[1].strip()) and not han_name(text[: inner.start()]):
        return [inner[1].strip()]
    if names := people_named(text):
        return names
    pieces = [p.strip().lstrip("@") for p in re.split(r"[、，,;；/&+]|\band\b|\s{2,}", text[:200])]
    return [p for p in pieces if p and len(p) <= 40 and not _PLACEHOLDERS.fullmatch(p)][:8]


def _plausible(who: str, roster: Roster, strict: bool) -> list[str]:
    pieces = [p.strip() for p in re.split(r", and |,| and |/|&|、|和|及", who) if p.strip()]
    if any(p.lstrip("@").split()[0].casefold() in _NOT_PEOPLE for p in pieces if p.lstrip("@").split()):
        known = [p for p in pieces if roster.knows(p)]
        return known
    if strict:
        return pieces if all(p.startswith("@") or roster.knows(p) for p in pieces) else []
    return pieces


def leading(text: str, roster: Roster) -> tuple[list[str], str]:
    """(who, rest) of "Haddad - send the report" and 陈伟 周三前…: a known name first, then what to do."""
    found = _LEADING.match(text)
    if found and found["rest"].strip():
        pieces = [p.strip().lstrip("@") for p in re.split(r"[、,/&]|\band\b", found["who"]) if p.strip()]
        if pieces and all(roster.knows(p) for p in pieces):
            return pieces, found["rest"].strip()
    return [], text


def commitment(text: str, roster: Roster, strict: bool) -> tuple[list[str], int, str]:
    """(who, where it ends, verb) of "Bob will …", "@bob to …"; strict: only people of this meeting."""
    found = _TO.match(text)
    if not found and (lower := _LOWER_TO.match(text)) and roster.knows(lower[1]):
        return [lower[1]], lower.end(), lower[2].lower()
    if not found:
        return [], 0, ""
    return _plausible(found["who"], roster, strict), found.end(), found["verb"].lower()


def han_lead(text: str, roster: Roster) -> list[str]:
    """张三牵头…, 由李四负责…: the known people a Chinese sentence puts in charge."""
    for pattern in roster.leads:
        if found := pattern.search(text[:400]):
            return [p.strip() for p in re.split(r"[、/，,和与及]", found["who"]) if p.strip()]
    found = _HAN_UNKNOWN.search(text[:400])
    return [found["who"]] if found and han_name(found["who"]) else []


def unit_in_charge(text: str) -> list[str]:
    """由区财政局牵头…: the unit that is put in charge where no person is."""
    found = _UNIT.search(text[:400]) or _UNIT_BY.search(text[:400]) or _UNIT_BY_WHEN.match(text[:400])
    return [found["who"]] if found else []


def mentions(text: str) -> list[str]:
    return [m[1] for m in _AT.finditer(text[:600])][:6]


def take_owners(text: str, roster: Roster) -> tuple[list[str], str]:
    """(owners, text without the mere naming of them) of one action's text."""
    for pattern in (_HEAD_BRACKET, TAIL_LABEL):
        if (found := pattern.search(text)) and (names := names_in(found["who"])):
            return roster.settle(names), (text[: found.start()] + text[found.end() :]).strip(" -–—,，;；")
    if parts := split_label(text):
        names = _plausible(parts[0], roster, strict=False) if _named(parts[0], roster) else []
        if names and parts[1] and not role_of(parts[0]):
            return roster.settle(names), parts[1]
    names, rest = leading(text, roster)
    if names:
        return roster.settle(names), rest
    for clause in CLAUSE.split(text[:600])[:8]:
        names, _, _ = commitment(clause, roster, strict=not text.startswith(clause))
        if names:
            return roster.settle(names), text
    if found := _TAIL.search(text):
        names = people_named(found["who"])
        if names and all(_shaped(n, roster) for n in names):
            return roster.settle(names), (text[: found.start()] + (found["note"] or "")).strip(" -–—")
    if found := _TAIL_BRACKET.search(text):
        names = people_named(re.sub(r"^.{1,6}[:：]", "", found["who"]).lstrip("@ "))
        if names and all(roster.knows(n) or han_name(n) for n in names):
            return roster.settle(names), text[: found.start()].strip()
    if (
        (found := _BETWEEN.search(text))
        and (names := people_named(found["who"]))
        and all(map(roster.knows, names))
    ):
        return roster.settle(names), f"{text[: found.start()]} {text[found.end() :]}".strip()
    if names := mentions(text):
        return roster.settle(names), text
    names = (han_lead(text, roster) or unit_in_charge(text)) if HAN.search(text) else []
    return roster.settle(names), text


def _named(label: str, roster: Roster) -> bool:
    pieces = [p for p in re.split(r"[、,/&]| and ", label.lstrip("@")) if p.strip()]
    return bool(pieces) and all(roster.knows(p) for p in pieces)


def _shaped(name: str, roster: Roster) -> bool:
    if roster.knows(name):
        return True
    if HAN.search(name):
        return han_name(name)
    return bool(re.fullmatch(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}|[a-z][a-z0-9_-]{3,20}", name))
