"""Which person or department a name in minutes means: certain, doubtful with candidates, or unknown."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from collab.common.later import later
from collab.org.models import Department, Person

rapidfuzz = later("rapidfuzz")
LIKELY = 82
MOST = 5
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass
class Match:
    """One person for certain, or candidates to choose from, or neither."""

    person: Any = None
    candidates: list[int] = field(default_factory=list)


def key(name: str) -> str:
    """A name as it is compared: no case, width, marks or spaces between Chinese characters."""
    text = unicodedata.normalize("NFKC", name or "").casefold().strip().lstrip("@")
    joined = "" if _HAN.search(text) else " "
    return joined.join(re.sub(r"[\s·・._'’-]+", " ", text).split())


def _halves(name: str) -> list[str]:
    """白杨 and Bai Yang of "Bai Yang 白杨": in minutes either stands alone."""
    han = "".join(_HAN.findall(name))
    latin = " ".join(_HAN.sub(" ", name).split())
    return [han, latin] if len(han) > 1 and len(latin) > 2 else []


class Register:
    """All people and departments of the organisation by the names they go by, read once for many lookups."""

    def __init__(self) -> None:
        self.people: dict[int, Person] = {row.pk: row for row in Person.objects.active()}
        self._handles: dict[str, int] = {}
        self._names: defaultdict[str, set[int]] = defaultdict(set)
        for pk, person in self.people.items():
            self._handles[person.username.casefold()] = pk
            for name in self._aliases(person):
                if known := key(name):
                    self._names[known].add(pk)
        self._departments: dict[str, Department] = {}
        for place in Department.objects.active().order_by("-pk"):
            for name in (place.code, place.name, place.name_zh):
                if name:
                    self._departments[key(name)] = place
        self._known: dict[tuple[str, str], Match] = {}

    @staticmethod
    def _aliases(person: Person) -> Iterable[str]:
        stored = (person.extra or {}).get("aliases", [])
        aliases = re.split(r"[;,；，]", stored) if isinstance(stored, str) else list(stored)
        return [person.name, *_halves(person.name), *map(str, aliases)]

    def person(self, name: str, handle: str = "") -> Match:
        """A handle, a full name or an alias that one person alone goes by is certain; the like are candidates."""
        asked = (key(name), handle.strip().lstrip("@").casefold())
        if asked not in self._known:
            self._known[asked] = self._find(*asked)
        found = self._known[asked]
        return Match(found.person, list(found.candidates))

    def _find(self, name: str, handle: str) -> Match:
        if handle and (pk := self._handles.get(handle)):
            return Match(self.people[pk])
        same = self._names.get(name, set())
        if len(same) == 1:
            return Match(self.people[next(iter(same))])
        if same:
            return Match(candidates=sorted(same))
        if name and not handle and (pk := self._handles.get(name.replace(" ", ""))):
            return Match(self.people[pk])
        return Match(candidates=self._alike(name))

    def _alike(self, name: str) -> list[int]:
        if len(name) < 2:
            return []
        scored = rapidfuzz.process.extract(
            name, self._names.keys(), scorer=rapidfuzz.fuzz.WRatio, score_cutoff=LIKELY, limit=MOST
        )
        if _HAN.search(name):
            scored = [row for row in scored if rapidfuzz.fuzz.ratio(name, row[0]) >= 60]
        found = [pk for known, _score, _at in scored for pk in sorted(self._names[known])]
        return list(dict.fromkeys(found))[:MOST]

    def department(self, name: str) -> Department | None:
        """The department with exactly this code or name."""
        return self._departments.get(key(name))
