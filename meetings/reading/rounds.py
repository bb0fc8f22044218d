"""Finds who took part where no list says so: those who speak in turn, and those whom work is listed for."""

import re
from itertools import zip_longest

from .lines import Line
from .models import ReadPerson
from .people import looks_like_name
from .sections import Block
from .surnames import han_name
from .vocabulary import role_of, split_label

_TURN = re.compile(
    r"(?:yesterday|today|tomorrow|blockers?|blocked|impediments?|did|done|doing|in progress|"
    r"昨天|昨日|今天|今日|明天|明日|阻塞|阻碍)\b",
    re.I,
)
_NAMED = re.compile(r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w.'’-]*)?")


def _who(text: str, line: Line) -> ReadPerson | None:
    """The person a short text names; None where it may be anything else."""
    name = text.strip(" *_:：").lstrip("@")
    fits = han_name(name) or (_NAMED.fullmatch(name) and looks_like_name(name) and not name.isupper())
    return ReadPerson(name, line=line.no) if fits and not role_of(name) else None


def speakers(lines: list[Line]) -> list[ReadPerson]:
    """Those under whose names a stand-up tells what they did and will do; at least two, or it is none."""
    told = [line for line in lines if line.mark not in ("e", "r")]
    found: list[ReadPerson] = []
    for line, below in zip_longest(told, told[1:]):
        parts = split_label(line.text)
        said = parts[1] if parts and parts[1] else below.text if below and below.mark == "b" else ""
        if _TURN.match(said) and (person := _who(parts[0] if parts else line.text, line)):
            found.append(person)
    return found if len(found) > 1 else []


def listed_for(blocks: list[Block]) -> list[ReadPerson]:
    """Those whose names open the entries of a list of work, where most of its entries open with one."""
    found: list[ReadPerson] = []
    for block in blocks:
        if block.role in ("actions", "carried"):
            entries = [line for line in block.lines if line.mark in ("b", "n")]
            opened = [(line, split_label(line.text)) for line in entries]
            people = [person for line, parts in opened if parts and (person := _who(parts[0], line))]
            if len(people) > 1 and len(people) * 2 > len(entries):
                found += people
    return found
