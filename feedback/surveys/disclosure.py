"""What of an anonymous survey may be told, so that no cut and no difference of cuts is about a small group.

A cell of 1 to 4 answers is never told (*primary cell suppression*), and as much more is withheld as it takes for
such a cell not to follow from totals minus the cells that are told (*complementary*, or secondary, *cell
suppression*; Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001). Both are done by merging
small cells into larger ones, never by blanking single cells of a table, because merging can be proved:

- Departments are merged into groups of five answers or more; they do not overlap, and all of them make the whole.
- Of each question the answers of all are told by narrow bins, those of a group by wide bins made of narrow ones.
  Groups in which a wide bin would be small are told together, as the rest; the rest must stand the same test.
- So everything told is a sum of blocks that do not overlap (a narrow bin of all, a wide bin of one group), each
  empty or of five answers or more. Whatever is added to or taken from what else, a set of answers whose size
  comes out is made of whole blocks.

An average adds nothing where it is reckoned from what is told; it is told only there. What this cannot keep: that
everybody in a group gave the same answer, and bounds such as “at least fifteen of these twenty”.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

THRESHOLD = 5
Unit = Any
Bin = tuple[Any, ...]
BLANK = None


def is_safe(count: int) -> bool:
    """Whether a cell of this many answers may be told."""
    return count == 0 or count >= THRESHOLD


def turnout(answered: int) -> int | None:
    """How many have answered as it may be told meanwhile: in fives, rounded down; None while they are too few.

    Two looks differ by five or by nothing, so what changed between them is about five people or nobody.
    """
    return answered - answered % THRESHOLD or None


def groups_of(parents: Mapping[Unit, Unit], counts: Mapping[Unit, int]) -> dict[Unit, Unit]:
    """Unit → the unit under whose name it is told; None is the rest. Empty where nothing may be told at all.

    `parents` is a forest with None above its tops. What is too small in a unit goes up to the one above it. What is
    too small even for the rest takes the smallest group along, lest it be the whole minus the groups.
    """
    if sum(counts.values()) < THRESHOLD:
        return {}
    pools: dict[Unit, list[Unit]] = {unit: [unit] for unit in counts}
    settled: dict[Unit, list[Unit]] = {}

    def size(units: Iterable[Unit]) -> int:
        return sum(counts.get(unit, 0) for unit in units)

    for unit in sorted(parents, key=lambda one: -_depth(parents, one)):
        held = pools.pop(unit, [])
        if size(held) >= THRESHOLD:
            settled[unit] = held
        else:
            pools.setdefault(parents[unit], []).extend(held)
    rest = [unit for held in pools.values() for unit in held]
    while not is_safe(size(rest)):
        smallest = min(settled, key=lambda unit: (size(settled[unit]), str(unit)))
        rest += settled.pop(smallest)
    told = {unit: head for head, held in settled.items() for unit in held}
    return told | dict.fromkeys(rest, None)


def _depth(parents: Mapping[Unit, Unit], unit: Unit) -> int:
    depth = 0
    while unit in parents:
        unit, depth = parents[unit], depth + 1
    return depth


@dataclass(frozen=True)
class Told:
    """One question: `total` by narrow bins, `rows` by group and wide bin; what `rows` leave out is the rest."""

    total: dict[Bin, int]
    rows: dict[Unit, dict[Bin, int]]


def tell(
    cells: Mapping[Unit, Mapping[Any, int]], levels: Sequence[Sequence[Bin]], *, ordered: bool = False
) -> Told | None:
    """What may be told of one question, or None where too few answered at all.

    `cells` counts the answers by group of groups_of(), BLANK among them. `levels` are bins that each hold every
    answer once, from narrow to wide; the one that tells of most groups is taken. Of an `ordered` scale only
    neighbours are merged.
    """
    whole = _sum(cells.values())
    if sum(whole.values()) < THRESHOLD:
        return None
    wide: list[Bin] = [tuple(answer for bin in levels[0] for answer in bin)]
    kept: list[Unit] = []
    for level in levels:
        bins = _merged(level, whole, ordered)
        found = _kept(cells, bins) if len(bins) > 1 else []
        if len(found) > len(kept):
            wide, kept = bins, found
    narrow = [small for bin in wide for small in _merged([(answer,) for answer in bin], whole, ordered)]
    return Told(_binned(whole, narrow), {unit: _binned(cells[unit], wide) for unit in kept})


def _sum(rows: Iterable[Mapping[Any, int]]) -> Counter:
    whole: Counter = Counter()
    for row in rows:
        whole.update(row)
    return whole


def _binned(counts: Mapping[Any, int], bins: Iterable[Bin]) -> dict[Bin, int]:
    return {bin: sum(counts.get(answer, 0) for answer in bin) for bin in bins}


def _merged(bins: Sequence[Bin], counts: Mapping[Any, int], ordered: bool) -> list[Bin]:
    """These bins with every small one put together with another: the smallest that makes it large enough."""
    found = list(bins)
    while len(found) > 1:
        sizes = [sum(counts.get(answer, 0) for answer in bin) for bin in found]
        small = next((at for at, size in enumerate(sizes) if not is_safe(size)), None)
        if small is None:
            break
        near = _neighbours(found, small, ordered)
        enough = [at for at in near if is_safe(sizes[at] + sizes[small])]
        other = min(enough, key=sizes.__getitem__) if enough else max(near, key=sizes.__getitem__)
        first, last = sorted((small, other))
        if BLANK in found[first]:
            first, last = last, first
        found[first] += found[last]
        del found[last]
    return found


def _neighbours(bins: Sequence[Bin], at: int, ordered: bool) -> list[int]:
    """What a bin may be merged with; leaving a question blank has no place on its scale."""
    others = [place for place in range(len(bins)) if place != at]
    if not ordered or bins[at] == (BLANK,):
        return others
    beside = [place for place in (at - 1, at + 1) if 0 <= place < len(bins) and bins[place] != (BLANK,)]
    return beside or others


def _kept(cells: Mapping[Unit, Mapping[Any, int]], bins: Sequence[Bin]) -> list[Unit]:
    """Groups that may be told by these bins, so that what is left of the whole may be told as well."""
    rows = {unit: _binned(row, bins) for unit, row in cells.items()}
    kept = [unit for unit, row in rows.items() if unit is not None and all(map(is_safe, row.values()))]
    kept.sort(key=lambda unit: (-sum(rows[unit].values()), str(unit)))
    while kept:
        rest = _sum(row for unit, row in rows.items() if unit not in kept)
        if all(map(is_safe, rest.values())):
            break
        kept.pop()
    return kept


def is_comparable(rounds: Sequence[Mapping[Any, Hashable]]) -> bool:
    """Whether rounds of a pulse may be told beside one another; each maps who was asked to the group told.

    People who were asked in the same rounds and groups cannot be told apart by taking cuts from one another; each
    such set must be empty or of five people or more.
    """
    people = {person for asked in rounds for person in asked}
    alike = Counter(tuple(asked.get(person, "") for asked in rounds) for person in people)
    return all(map(is_safe, alike.values()))
