"""Reads lists of people as they stand in minutes: names, handles, affiliations."""

import re

from .lines import HAN, Line, plain
from .models import ReadPerson
from .surnames import HAN_NAME, han_name
from .vocabulary import labelled, role_of, split_label

_EMAIL = re.compile(r"<?[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,64}\.[A-Za-z0-9.-]{1,64}>?")
_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z0-9_][\w-]{0,38})")
_LINK = re.compile(r"\[([^\[\]]{1,120})\]\([^()\s]{1,300}\)")
_BRACKET = re.compile(r"[（(\[【]([^()（）\[\]【】]{0,120})[)）\]】]?")
_SEPARATOR = re.compile(
    r"\s*[、，,;；/|]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+|(?<=[\u3400-\u9fff])[.。]\s*|\s{3,}"
)
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]{1,2}\s*|\s+-|:\s+")
_NOBODY = re.compile(
    r"(?:无|暂无|没有|全体.{0,8}|各.{0,12}(?:负责人|代表|单位|部门)|none|n/?a|nil|tbd|tbc|all|"
    r"everyone|everybody|nobody|"
    r"no one|others?|name|names?|unknown|\.\.\.|…|请假|缺席|等|to be .*|\d+\s*(?:人|people|attendees?|"
    r"members)?|共\d+人)\.?",
    re.I,
)
_TITLE = (
    r"(?:党[组委]书记|副书记|书记|主任委员|副主任|主任|副局长|局长|副处长|处长|副科长|科长|副院长|"
    r"院长|副校长|校长|副总经理|总经理|经理|"
    r"副总监|总监|副总裁|总裁|董事长|副董事长|董事|监事|秘书长|副秘书长|秘书|主席|副主席|部长|副部长|"
    r"厅长|副厅长|市长|副市长|区长|副区长|"
    r"县长|副县长|镇长|主管|组长|副组长|队长|工程师|总工程师|教授|研究员|委员|会长|副会长|主持人|总师|"
    r"专员|助理|成员|顾问|干事|科员)"
)
_TITLED = re.compile(rf"(?P<unit>.{{0,30}}?{_TITLE})(?P<name>[\u3400-\u9fff]{{2,4}})")
_NAME_TITLE = re.compile(
    r"(?!党[组委]|纪[检委]|总支|支部|机关)(?P<name>[\u3400-\u9fff]{2,3})"
    rf"(?P<unit>{_TITLE}|同志|先生|女士|老师|博士)"
)
_ONLY_TITLE = re.compile(rf".{{0,30}}{_TITLE}")
_TAIL = re.compile(r"等(?:\s*(?:\d+|[一二三四五六七八九十]+)\s*(?:人|位|名)|人|同志)?[.。]?$")
_ORG = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|corp|university|institute|foundation|company|group|labs?|council|tsc|tac|board|"
    r"committee|member|project|owner|team|department|dept|office|director|manager|engineer|ceo|cto|"
    r"cfo|vp|president|"
    r"secretary|treasurer|officer|chair|lead|head|counsel|staff|technologies|software|systems|bank|sig)\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?:foundation|council|directors|maintainers|committee|board of|working group|representatives)\b", re.I
)
_WORDY = re.compile(
    r"\b(?:the|was|were|is|are|has|have|meeting|please|your|will|add|welcome|that|this|with|from|for|"
    r"joined|left|"
    r"quorum|agenda|minutes|issues?|update[sd]?)\b",
    re.I,
)
_AFTER_HANDLE = re.compile(r"(?P<name>[^()]{2,60})\(\s?@?[\w-]{1,39}\s?\)\s*(?P<firm>[^()]{2,120})$")
_NOTE = re.compile(
    r"\s*(?:\b(?:joined|left|arrived|departed|arriving|leaving|late|until|from \d|via|remote(?:ly)?|"
    r"by phone|on phone|proxy)\b|@\s*$).*",
    re.I,
)
_MARK = re.compile(r"^[✓✔✅☑xX]\s+|\s*[✓✔✅☑]$")
_NEXT_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[A-Z][^,;.]*\s[a-z]{2,}\s[a-z]{2,})")
HONORIFIC = re.compile(
    r"(?:(?i:dr|mr|mrs|ms|miss|prof|professor|sr|rev|hon|cllrs?|councill?ors?|cty|senators?|ald|alderm[ae]n|"
    r"herr|frau|mme)\b\.?\s+)+(?=[^\W\da-z_][\w.])"
)
_POST = re.compile(
    r"(?P<post>(?:(?:Deputy|Vice|Acting|Assistant) )?(?:President|Provost|Registrar|Superintendent|Chancellor|Dean|"
    r"Chair(?:man|woman|person)?|Mayor|Director|Commissioner|Treasurer|Secretary|Clerk|Chief|Captain|Sheriff))\s+"
    r"(?=[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){0,2}$)"
)


def _affiliation(pieces: list[str]) -> str:
    return ", ".join(p.strip(" ,，、-–—@:：") for p in pieces if p and p.strip(" ,，、-–—@:：()"))[:120]


def _is_handle(text: str) -> bool:
    return bool(re.fullmatch(r"@?[A-Za-z0-9][\w-]{1,38}", text)) and (
        text.startswith("@")
        or not text[0].isupper()
        or "_" in text
        or (text.isalnum() and not text.istitle() and not text.isupper())
    )


def looks_like_name(text: str) -> bool:
    if HAN.search(text):
        compact = text.replace(" ", "")
        return bool(HAN_NAME.fullmatch(compact)) or (
            len(compact) <= 4 + 12 * bool(re.search(r"[A-Za-z·]", compact))
            and not re.search(r"[，。：:？?！]", text)
        )
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 48 or _WORDY.search(text) or _BODY.search(text):
        return False
    return any(c.isalpha() for c in text) and not re.search(r"[:?!=#%]|https?|\d{3}", text)


def _han_person(text: str) -> tuple[str, str]:
    """(name, unit) out of a Chinese entry: 局长张三, 张三局长, 中科微澜-闫志全, 侯  健."""
    compact = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", " ", text).strip()
    parts = compact.split(" ")
    if len(parts) > 1 and all(len(p) == 1 for p in parts):
        return "".join(parts), ""
    if len(parts) == 2 and len(parts[0]) + len(parts[1]) <= 3 and all(HAN.match(p) for p in parts):
        return "".join(parts), ""
    for pattern in (_TITLED, _NAME_TITLE):
        if found := pattern.fullmatch(compact):
            return found["name"], found["unit"]
    pieces = [p for p in re.split(r"[-–—\s]+", compact) if p]
    if len(pieces) == 2 and all(HAN.search(p) for p in pieces):
        if han_name(pieces[1]) and (len(pieces[0]) > 3 or not han_name(pieces[0])):
            return pieces[1], pieces[0]
        return pieces[0], pieces[1]
    if len(pieces) > 2 and HAN_NAME.fullmatch(pieces[-1]):
        return pieces[-1], " ".join(pieces[:-1])
    return compact, ""


def bare_name(text: str) -> tuple[str, str]:
    """("Tom Oduya", "Registrar") of "Registrar Tom Oduya"; forms of address say nothing and go."""
    text = HONORIFIC.sub("", text, count=1) if HONORIFIC.match(text) else text
    found = _POST.match(text)
    return (text[found.end() :], found["post"]) if found else (text, "")


def read_person(text: str, line: int = 0) -> ReadPerson | None:
    """One person's entry; None where the text names nobody."""
    text = _EMAIL.sub(" ", _MARK.sub("", _LINK.sub(r"\1", plain(text[:300])))).strip()
    text, post = bare_name(text)
    handle, extra, rest = "", [], text
    text, _, firm = (
        text.partition("@")
        if re.search(r"\w@[A-Z][a-z]", text) and not _HANDLE.search(text)
        else (text, "", "")
    )
    extra, rest = [post, firm], text
    if found := _HANDLE.search(text):
        handle = found[1]
    for inner in _BRACKET.findall(rest):
        inner = inner.strip()
        if inner.startswith("@") or (not handle and _is_handle(inner)):
            handle, _, more = inner.lstrip("@").replace("、", ",").replace("，", ",").partition(",")
            extra.append(more)
        elif not _NOTE.match(inner):
            extra.append(inner)
    if handle and not HAN.search(rest) and (tailed := _AFTER_HANDLE.match(rest)):
        rest, firm = tailed["name"], tailed["firm"]
        extra.append(firm)
    rest = _HANDLE.sub("", _BRACKET.sub(" ", rest))
    rest = _NOTE.sub("", rest).strip(" ,，、;；.。:：-–—*_()（）")
    if not HAN.search(rest) and re.search(r"[,|]", rest):
        rest, _, firm = re.sub(r"\|", ",", rest).partition(",")
        extra.append(firm)
    name, *more = [p for p in _DASH.split(rest, maxsplit=1) if p is not None] or [""]
    extra += more
    if HAN.search(rest):
        name, unit = _han_person(rest)
        extra = [unit, *extra[: len(extra) - len(more)]]
    name = name.strip(" .,，。()（）")
    if not name and handle:
        name = handle
    if not name or _NOBODY.fullmatch(name) or not looks_like_name(name):
        return None
    return ReadPerson(name, handle, _affiliation(extra), line)


def _outside_brackets(text: str) -> list[str]:
    """Splits at separators that stand outside brackets."""
    depth, start, pieces, cuts = 0, 0, [], {m.start(): m.end() for m in _SEPARATOR.finditer(text)}
    n = 0
    while n < len(text):
        depth += text[n] in "（([【"
        depth -= depth > 0 and text[n] in "）)]】"
        if not depth and n in cuts and cuts[n] > n:
            pieces.append(text[start:n])
            start = n = cuts[n]
            continue
        n += 1
    return [p for p in [*pieces, text[start:]] if p.strip(" .。")]


def _spaced_han(text: str) -> list[str] | None:
    """张三 李四 王五 — names parted by nothing but spaces."""
    words = re.sub(r"(?<!\S)([\u3400-\u9fff])\s+([\u3400-\u9fff])(?!\S)", r"\1\2", text).split()
    bare = [_BRACKET.sub("", word) for word in words]
    titled = len(bare) > 1 and _is_title(bare[0])
    names = bare[1:] if titled else bare
    listed = len(words) >= 2 and all(re.fullmatch(r"[\u3400-\u9fff]{2,4}", word) for word in names)
    return words if listed and (titled or len(words) > 2 or all(map(han_name, bare))) else None


def _is_title(text: str) -> bool:
    """Whether a piece is a post without anybody in it: 办公室主任."""
    named = (pattern.fullmatch(text) for pattern in (_NAME_TITLE, _TITLED))
    return bool(HAN.search(text) and _ONLY_TITLE.fullmatch(text)) and not any(named)


def read_people(text: str, line: int = 0) -> list[ReadPerson]:
    """Everyone in a run of names such as a label's value."""
    text = plain(text[:2_000])
    if "@" in text or "[" in text:
        text = re.sub(r"[ \t]{2,}", " ", _EMAIL.sub(" ", _LINK.sub(r"\1", text)))
    text = _NEXT_SENTENCE.split(text, maxsplit=1)[0]
    people: list[ReadPerson] = []
    unit = ""
    titled = ";" in text and "," in text and not HAN.search(text)
    for piece in text.split(";") if titled else _outside_brackets(text):
        piece = _TAIL.sub("", piece.strip())
        if parts := split_label(piece):
            unit, piece = parts if HAN.search(parts[0]) or len(parts[0]) > 2 else ("", piece)
        if _is_title(piece):
            unit = piece
            continue
        joined = piece.split("和")
        if len(joined) > 1 and all(han_name(p.strip()) for p in joined):
            piece = " ".join(p.strip() for p in joined)
        for entry in _spaced_han(piece) or [piece]:
            if _is_title(entry):
                unit = entry
            elif person := read_person(entry, line):
                person.affiliation = person.affiliation or unit
                people.append(person)
    return people


def _one_entry(text: str) -> bool:
    """A list line that describes one person (name, title, firm) rather than several people."""
    pieces = _outside_brackets(text)
    if len(re.findall(r"[（(]\s?@[\w-]+\s?[)）]", text)) == 1 and not HAN.search(text):
        return True
    if len(pieces) == 1 or ("|" in text and "," not in text and text.count("|") == 1):
        return True
    if HAN.search(text) or re.search(r"[;；|]|\s+(?:and|&)\s+", text):
        return False
    if _DASH.search(pieces[0]) or any(_ORG.search(p) for p in pieces[1:]):
        return True
    return len(pieces) == 2 or not all(
        re.fullmatch(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}(?: [（(].*)?", p.strip()) for p in pieces
    )


def people_of_lines(lines: list[Line]) -> list[tuple[str, ReadPerson]]:
    """(role, person) for each person of an attendance section; labels such as "Regrets:" switch the role."""
    found: list[tuple[str, ReadPerson]] = []
    role = ""
    for line in lines:
        if line.mark in ("e", "r", "t") or not line.text:
            continue
        switched, value = labelled(line.text)
        if not switched:
            switched, value = role_of(line.text), ""
        if switched in ("present", "absent", "guests", "chair", "secretary", "inattendance"):
            role = switched
            found += [(role, person) for person in read_people(value, line.no)]
            continue
        if (line.mark == "" and _WORDY.search(line.text)) or len(line.text) > 600:
            continue
        if parts := split_label(line.text):
            initials = re.fullmatch(r"[A-Z][A-Za-z]{1,3}", parts[0]) and parts[0][-1].isupper()
            group = initials or not looks_like_name(parts[0]) or len(_outside_brackets(parts[1])) > 1
            text = parts[1] if group and not HAN.search(parts[0]) else line.text
        else:
            text = line.text
        if line.mark in ("b", "n") and _one_entry(text):
            person = read_person(text, line.no)
            found += [(role, person)] if person else []
        else:
            found += [(role, person) for person in read_people(text, line.no)]
    return found


def same_name(one: str, other: str) -> bool:
    return re.sub(r"[\s·.]", "", one).casefold() == re.sub(r"[\s·.]", "", other).casefold()


def distinct(people: list[ReadPerson]) -> list[ReadPerson]:
    """Each person once, whether named twice the same or under one handle."""
    kept: dict[str, ReadPerson] = {}
    handles: dict[str, ReadPerson] = {}
    for person in people:
        if person.handle and handles.setdefault(person.handle.casefold(), person) is not person:
            continue
        key = re.sub(r"[\s·.]", "", person.name).casefold()
        first = kept.setdefault(key, person)
        first.handle = first.handle or person.handle
        first.affiliation = first.affiliation or person.affiliation
    return list(kept.values())
