"""Measures the reader against labels made by hand: python -m meetings.reading.measure LABELS_DIR FOLDER…"""

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from .documents import read_file
from .models import ReadMeeting


@dataclass(slots=True)
class Tally:
    """Hits, misses and false finds over all meetings."""

    hit: int = 0
    expected: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.expected + self.found) if self.expected + self.found else 1.0


@dataclass(slots=True)
class Score:
    meetings: int = 0
    date: Tally = field(default_factory=Tally)
    attendees: Tally = field(default_factory=Tally)
    agenda: Tally = field(default_factory=Tally)
    actions: Tally = field(default_factory=Tally)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def same_title(one: str, other: str) -> bool:
    a, b = _bare(one), _bare(other)
    if a == b:
        return True
    close = fuzz.ratio(a, b) >= 75
    return close or (
        min(len(a), len(b)) >= 6
        and fuzz.partial_ratio(a, b) >= 92
        and len(a) * 3 > len(b)
        and len(b) * 3 > len(a)
    )


def same_person(one: str, other: str) -> bool:
    """Whether two names mean one person: equal, or one just a first name of the other."""
    a, b = sorted((_bare(one), _bare(other)), key=len)
    return (
        a == b or b.split(" ")[0] == a or (len(a) == 2 and len(b) == 3 and b.endswith(a) and not a.isascii())
    )


def _same_owners(one: list[str], other: list[str]) -> bool:
    return len(one) == len(other) and all(any(same_person(a, b) for b in other) for a in one)


def same_action(label: dict, found: tuple[str, list[str]]) -> bool:
    a, b = _bare(label["text"])[:160], _bare(found[0])[:160]
    alike = fuzz.ratio(a, b) >= 60 or (min(len(a), len(b)) >= 8 and fuzz.partial_ratio(a, b) >= 85)
    return alike and _same_owners(label["owners"], found[1])


def tally(into: Tally, expected: list, found: list, same, where: str) -> None:
    """Pairs every expected thing with at most one found thing."""
    left = list(found)
    for wanted in expected:
        match = next((n for n, thing in enumerate(left) if same(wanted, thing)), None)
        if match is None:
            into.wrong.append(f"{where}: missed {wanted}")
        else:
            into.hit += 1
            left.pop(match)
    into.wrong += [f"{where}: extra {thing}" for thing in left]
    into.expected += len(expected)
    into.found += len(found)


def _chosen(meetings: list[ReadMeeting], label: dict) -> ReadMeeting:
    dated = [m for m in meetings if m.date and m.date.isoformat() == label["date"]]
    if dated:
        return dated[0]
    return meetings[min(label["meeting"], len(meetings) - 1)] if meetings else ReadMeeting()


def _find(name: str, folders: list[Path]) -> Path | None:
    return next((path for folder in folders for path in sorted(folder.rglob(name))), None)


def measure(labels: Path, folders: list[Path]) -> Score:
    """The score over every labelled meeting whose file is in one of the folders."""
    score, read = Score(), {}
    for source in sorted(labels.glob("*.json")):
        for label in json.loads(source.read_text("utf-8")):
            path = _find(label["file"], folders)
            if path is None:
                continue
            if path not in read:
                read[path] = read_file(path)
            _add(score, label, _chosen(read[path], label))
    return score


def _add(score: Score, label: dict, meeting: ReadMeeting) -> None:
    where = f"{label['file']} {label['date']}"
    score.meetings += 1
    day = [meeting.date.isoformat()] if meeting.date else []
    tally(score.date, [label["date"]], day, lambda a, b: a == b, where)
    tally(score.attendees, label["present"], [p.name for p in meeting.present], same_person, where)
    tally(score.agenda, label["items"], [item.title for item in meeting.items], same_title, where)
    owned = [(action.text, action.owners) for action in meeting.actions if action.owners]
    tally(score.actions, label["actions"], owned, same_action, where)


def main(arguments: list[str]) -> int:
    detail = "--detail" in arguments
    places = [Path(a) for a in arguments if a != "--detail"]
    if len(places) < 2:
        print("usage: python -m meetings.reading.measure [--detail] LABELS_DIR FOLDER…", file=sys.stderr)
        return 2
    score = measure(places[0], places[1:])
    if not score.meetings:
        print("no labelled file was found in the folders given", file=sys.stderr)
        return 2
    print(f"meetings labelled      {score.meetings}")
    print(f"date                   {score.date.hit / score.date.expected:6.1%}")
    for name, part in (
        ("attendees F1", score.attendees),
        ("agenda F1", score.agenda),
        ("action items F1", score.actions),
    ):
        print(f"{name:22} {part.f1:6.1%}   hit {part.hit}, labelled {part.expected}, found {part.found}")
    if detail:
        for part in (score.date, score.attendees, score.agenda, score.actions):
            print(*part.wrong, sep="\n", end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
