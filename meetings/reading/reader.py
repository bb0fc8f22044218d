"""Reads a text of minutes into meetings: who, when, agenda, decisions and who does what."""

import re
from datetime import date

from .actions import ActionFinder
from .dates import find_date, find_foreign_date, find_times, find_zone, parse_loose_date
from .decisions import DecisionFinder
from .items import find_items
from .lines import MAX_LINES, MAX_WIDTH, Line, clean, language_of, plain, read_lines
from .models import Doubt, ReadAction, ReadMeeting, ReadPerson
from .owners import Roster
from .people import distinct, people_of_lines, read_people, read_person, same_name
from .rounds import listed_for, speakers
from .sections import PEOPLE, Block, blocks_of, split_meetings
from .tables import actions_of_tables, attendance_of_table, cells_of
from .titles import refs_of
from .vocabulary import role_of

_LABEL_WEIGHT, _HEADLINE_WEIGHT, _NAME_WEIGHT, _PROSE_WEIGHT = 3.0, 3.0, 2.0, 1.5
_HELD = re.compile(r"召开|举行|\b(?:was|were) held\b|\bmet on\b|\bconvened\b")
_HOSTED = re.compile(
    r"(?P<who>[^，。；,;]{2,60}?)(?:同志)?(?:在(?P<place>[^，。；]{2,30}?))?主持(?:召开|会议|了)"
)
_CHAIRS = re.compile(r"(?:co-?)?chair(?:man|woman|person)?|presiding", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _form_lines(lines: list[Line]) -> list[Line]:
    """Rows such as "| 时间 | 2024-01-02 | 地点 | … |" become plain labelled lines; other rows stay."""
    plain_lines: list[Line] = []
    for line in lines:
        cells = cells_of(line) if line.mark == "t" else []
        pairs = [(cells[n], cells[n + 1]) for n in range(0, len(cells) - 1, 2)]
        if (
            len(cells) in (2, 4)
            and pairs
            and all(role_of(label) or not label for label, _ in pairs)
            and any(v for _, v in pairs)
        ) and not all(role_of(value) for _, value in pairs if value):
            for label, value in pairs:
                if label and value:
                    plain_lines.append(Line(line.no, line.raw, f"{label}：{value}", gap=True))
            continue
        plain_lines.append(line)
    return plain_lines


class MeetingReader:
    """One meeting: blocks first, then date, people, items, decisions and actions out of them."""

    def __init__(self, lines: list[Line], name: str, today: date | None, alone: bool) -> None:
        self.lines, self.name, self.today, self.alone = lines, name, today, alone
        self.blocks = blocks_of(_form_lines(lines))
        self.meeting = ReadMeeting(line=lines[0].no if lines else 1)

    def read(self) -> ReadMeeting:
        meeting = self.meeting
        meeting.raw = "\n".join(line.raw for line in self.lines)
        meeting.language = language_of(meeting.raw)
        meeting.title = self._title()
        self._when()
        self._where()
        self._who()
        finder = find_items(self.blocks, {p.name for p in meeting.present + meeting.chair + meeting.guests})
        meeting.items = finder.items
        meeting.links = refs_of(meeting.raw[:200_000])[:200]
        meeting.decisions = DecisionFinder(finder).read(self.blocks)
        meeting.actions = ActionFinder(self._roster(), meeting.date, finder).read(self.blocks)
        self._doubts()
        return meeting

    def _values(self, role: str) -> list[tuple[Line, str]]:
        """Every (line, value) given under a role's labels."""
        found: list[tuple[Line, str]] = []
        for block in self.blocks:
            if block.role == role and block.label:
                if block.value:
                    found.append((block.label, block.value))
                found += [
                    (line, line.text) for line in block.lines if line.text and line.mark not in ("e", "r")
                ]
        return found

    def _title(self) -> str:
        if named := self._values("title"):
            return named[0][1][:300]
        for line in self.lines[:40]:
            if line.mark == "h" and line.level == 1 and not role_of(line.text):
                return line.text[:300]
        head = [line for line in self.blocks[0].lines if line.text and line.mark in ("", "h")]
        return next((plain(line.raw.strip("# ").strip())[:300] for line in head if len(line.text) <= 120), "")

    def _when(self) -> None:
        meeting = self.meeting
        votes: dict[date, float] = {}
        first: dict[date, int] = {}
        doubtful = False
        for value, weight, line, unsure in self._witnesses():
            if value not in votes:
                first[value] = line
            votes[value] = votes.get(value, 0.0) + weight
            doubtful = doubtful or unsure
        if votes:
            meeting.date = max(votes, key=lambda d: votes[d])
            if doubtful:
                meeting.doubts.append(Doubt("date_form", meeting.date.isoformat(), first[meeting.date]))
            for other in sorted(set(votes) - {meeting.date}):
                meeting.doubts.append(Doubt("date_differs", other.isoformat(), first[other]))
        for role in ("time", "date"):
            for _, said in self._values(role):
                found = find_date(said)
                rest = said[: found.start] + " " + said[found.end :] if found else said
                if meeting.start is None:
                    meeting.start, meeting.end = find_times(rest)
                meeting.zone = meeting.zone or find_zone(rest)

    def _year(self) -> int | None:
        named = _YEAR.search(self.name)
        return int(named[0]) if named else (self.today.year if self.today else None)

    def _witnesses(self) -> list[tuple[date, float, int, bool]]:
        """(date, weight, line, unsure) for everything that says when the meeting was."""
        found: list[tuple[date, float, int, bool]] = []
        for role in ("date", "time"):
            for line, value in self._values(role)[:3]:
                if day := find_date(value, self._year()):
                    found.append((day.value, _LABEL_WEIGHT, line.no, day.doubtful))
                elif role == "date" and (loose := parse_loose_date(value, self.today or date.today())):
                    found.append((loose, _LABEL_WEIGHT, line.no, True))
        head = [line for line in self.blocks[0].lines if line.text][:12]
        head += [b.label for b in self.blocks[:3] if b.label and b.role in ("notes", "agenda")]
        top = [line for line in self.lines[:15] if line.mark == "h" and line not in head]
        for line in [*head, *top]:
            if day := find_date(line.raw, None if found else self._year()):
                short = len(line.raw) <= 120
                if _HELD.search(line.raw):
                    found.append((day.value, _LABEL_WEIGHT, line.no, day.doubtful))
                found.append(
                    (
                        day.value,
                        _HEADLINE_WEIGHT if short and not found else _PROSE_WEIGHT,
                        line.no,
                        day.doubtful,
                    )
                )
        if self.alone and (day := find_date(self.name.replace("_", " "))):
            found.append((day.value, _NAME_WEIGHT, 0, False))
        if not found:
            for line in self.lines[:60]:
                if day := find_date(line.raw):
                    return [(day.value, _PROSE_WEIGHT, line.no, True)]
                if spelled := find_foreign_date(line.raw, self.today or date.today()):
                    return [(spelled, _PROSE_WEIGHT, line.no, True)]
        return found

    def _where(self) -> None:
        self.meeting.place = next((value[:200] for _, value in self._values("place")), "")

    def _who(self) -> None:
        meeting = self.meeting
        for role in ("chair", "secretary"):
            people = [
                person for line, value in self._values(role)[:3] for person in read_people(value, line.no)
            ]
            setattr(meeting, role, distinct(people))
        groups: dict[str, list[ReadPerson]] = {
            "present": [],
            "absent": [],
            "guests": [],
            "chair": [],
            "secretary": [],
        }
        has_present = any(block.role == "present" for block in self.blocks)
        for block in self.blocks:
            if block.role in PEOPLE:
                for role, person in self._people_of(block):
                    place = role or block.role
                    if place == "inattendance":
                        place = "guests" if has_present else "present"
                    groups[place].append(person)
        meeting.absent, meeting.guests = distinct(groups["absent"]), distinct(groups["guests"])
        apart = {person.name for person in meeting.guests}
        keepers = [person for person in groups["secretary"] if person.name not in apart]
        meeting.present = distinct(groups["present"] + groups["chair"] + keepers)
        if not meeting.present:
            meeting.present = distinct(speakers(self.lines))
        absent = {person.name for person in meeting.absent}
        meeting.chair = distinct(meeting.chair + groups["chair"]) or self._presiding()
        known = Roster(meeting.present + meeting.absent)
        if any(known.knows(person.name) for person in meeting.chair):  # "Dr Ann Lee, Consultant Physician"
            meeting.chair = [person for person in meeting.chair if known.knows(person.name)]
        for person in [*meeting.chair, *meeting.secretary]:
            person.name = known.resolve(person.name) or person.name
        meeting.present = distinct(meeting.present + [p for p in meeting.chair if p.name not in absent])
        meeting.secretary = distinct(meeting.secretary + groups["secretary"])

    def _presiding(self) -> list[ReadPerson]:
        """Who chaired by the words beside a name, or by a sentence that says so; where, if it says that too."""
        meeting = self.meeting
        if named := [person for person in meeting.present if _CHAIRS.fullmatch(person.affiliation)]:
            return named
        for line in self.lines[:30]:
            if told := _HOSTED.search(line.text):
                meeting.place = meeting.place or (told["place"] or "")
                return [person for person in meeting.present if told["who"].endswith(person.name)]
        return []

    def _people_of(self, block: Block) -> list[tuple[str, ReadPerson]]:
        found: list[tuple[str, ReadPerson]] = []
        if block.value and block.label:
            found += [("", person) for person in read_people(block.value, block.label.no)]
        rows = [line for line in block.lines if line.mark == "t"]
        found += [("", p) for text, no in attendance_of_table(rows) if (p := read_person(text, no))]
        return found + people_of_lines(block.lines)

    def _roster(self) -> Roster:
        meeting = self.meeting
        people = [*meeting.present, *meeting.guests, *meeting.absent, *meeting.chair, *meeting.secretary]
        presenters = [ReadPerson(name) for item in meeting.items for name in item.presenters]
        people = people or listed_for(self.blocks)
        known = {person.name for person in people}
        return Roster(distinct([*people, *(p for p in presenters if p.name not in known)]))

    def _doubts(self) -> None:
        meeting = self.meeting
        if meeting.date is None:
            meeting.doubts.append(Doubt("no_date", meeting.title, meeting.line))
        if not meeting.present:
            meeting.doubts.append(Doubt("no_attendees", meeting.title, meeting.line))
        if not meeting.items:
            meeting.doubts.append(Doubt("no_agenda", meeting.title, meeting.line))
        for person in meeting.absent:
            if any(same_name(person.name, other.name) for other in meeting.present):
                meeting.doubts.append(Doubt("present_and_absent", person.name, person.line))
        for action in meeting.actions:
            if not action.owners:
                meeting.doubts.append(Doubt("no_owner", action.text[:120], action.line))


def read_minutes(text: str, *, name: str = "", today: date | None = None) -> list[ReadMeeting]:
    """Every meeting minuted in a text; files that consolidate a year give several."""
    text = clean(text)
    lines = read_lines(text)
    if not any(line.text for line in lines):
        return []
    named = _YEAR.search(name)
    parts = split_meetings(lines, int(named[0]) if named else None)
    meetings = [MeetingReader(part, name, today, len(parts) == 1).read() for part in parts]
    if text.count("\n") >= MAX_LINES:
        meetings[-1].raw += "\n" + text.split("\n", MAX_LINES)[MAX_LINES]
        meetings[-1].doubts.append(Doubt("too_long", str(MAX_LINES), MAX_LINES))
    if long := next((line for line in lines if len(line.raw) > MAX_WIDTH), None):
        meetings[0].doubts.append(Doubt("long_line", str(len(long.raw)), long.no))
    return meetings


def read_register(text: str, *, today: date | None = None) -> list[ReadAction]:
    """The actions of a register table (meeting, item, owner, status), each with the meeting it came from."""
    return actions_of_tables(read_lines(clean(text)), today, Roster([]), required=False)
