"""Decides which goals a map shows below which, which stay folded, and what is told of those that are; pure.

Only ids, parents and healths of a cycle's goals are needed, so the tree may be large; what is drawn is bounded.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

MOST_DRAWN, MOST_SIBLINGS, AT_FIRST = 200, 40, 60


@dataclass(frozen=True)
class Twig:
    """One goal: `is_seen` where the reader may look at it, `matches` where it passes the filters."""

    pk: int
    parent: int | None
    is_reporting: bool = True
    health: str = ""
    is_seen: bool = True
    matches: bool = True


@dataclass
class Node:
    """A drawn goal, or a placeholder (`pk` None); `below` counts the goals under it by health, folded or not."""

    depth: int
    place: int
    siblings: int
    pk: int | None = None
    key: str = ""
    is_reporting: bool = True
    matches: bool = True
    children: list["Node"] = field(default_factory=list)
    count: int = 0
    left_out: int = 0
    below: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return bool(self.children)


@dataclass(frozen=True)
class Drawing:
    """What fits: the roots with everything opened below them; `is_cut` where something asked for was left folded."""

    roots: list[Node]
    left_out: int
    is_cut: bool
    opened: frozenset[int]

    def nodes(self) -> Iterable[Node]:
        """Every drawn node, from the top, a goal before those below it."""
        waiting = list(reversed(self.roots))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


class Forest:
    """The goals that matter to the reader: those that pass, and what ties them to the tops."""

    def __init__(self, twigs: Iterable[Twig]):
        self.twigs = {twig.pk: twig for twig in twigs}
        self.kept = self._kept()
        self.children: dict[int, list[int]] = {}
        self.hidden_leaves: set[int] = set()
        for pk, twig in self.twigs.items():
            if pk in self.kept and twig.parent in self.kept:
                self.children.setdefault(twig.parent, []).append(pk)  # type: ignore[arg-type]
            elif not twig.is_seen and pk not in self.kept and twig.parent in self.kept:
                self.hidden_leaves.add(twig.parent)  # type: ignore[arg-type]
        self.below = self._below()

    def _kept(self) -> set[int]:
        kept: set[int] = set()
        for twig in self.twigs.values():
            at: int | None = twig.pk if twig.is_seen and twig.matches else None
            while at is not None and at in self.twigs and at not in kept:
                kept.add(at)
                at = self.twigs[at].parent
        return kept

    def _below(self) -> dict[int, Counter[str]]:
        """Counts by health of what lies under each goal, reckoned from the leaves up; only what may be seen counts."""
        below: dict[int, Counter[str]] = {pk: Counter() for pk in self.kept}
        waiting = {pk: len(self.children.get(pk, ())) for pk in self.kept}
        ready = deque(pk for pk, count in waiting.items() if not count)
        while ready:
            pk = ready.popleft()
            twig = self.twigs[pk]
            if twig.parent not in self.kept:
                continue
            below[twig.parent] += below[pk]  # type: ignore[index]
            if twig.is_seen and twig.matches:
                below[twig.parent][twig.health] += 1  # type: ignore[index]
            waiting[twig.parent] -= 1  # type: ignore[index]
            if not waiting[twig.parent]:  # type: ignore[index]
                ready.append(twig.parent)  # type: ignore[arg-type]
        return below

    @property
    def tops(self) -> list[int]:
        """Goals with something below them and nothing above them, in their order."""
        return [pk for pk in self.twigs if self._is_top(pk) and self._leads(pk)]

    @property
    def unaligned(self) -> list[int]:
        """Goals that pass, serve no other goal and are served by none."""
        return [pk for pk in self.twigs if self._is_top(pk) and not self._leads(pk)]

    def _is_top(self, pk: int) -> bool:
        return pk in self.kept and self.twigs[pk].parent not in self.kept

    def _leads(self, pk: int) -> bool:
        return pk in self.children or pk in self.hidden_leaves

    def draw(self, wanted: Collection[int] | None = None) -> Drawing:
        """The tree with these goals opened, level by level as far as there is room; None opens as much as reads well.

        A placeholder is always open: it stands there for what is below it.
        """
        most = AT_FIRST if wanted is None else MOST_DRAWN
        tops = self.tops
        shown = tops[:MOST_SIBLINGS]
        roots = [self._node(pk, 1, place, len(tops)) for place, pk in enumerate(shown, 1)]
        waiting = deque(zip(shown, roots, strict=True))
        drawn, is_cut, opened = len(roots), False, set()
        while waiting:
            pk, node = waiting.popleft()
            asked = wanted is None or pk in wanted or not self.twigs[pk].is_seen
            below = self.children.get(pk, [])[:MOST_SIBLINGS]
            extra = pk in self.hidden_leaves
            if not asked or not node.count:
                continue
            if drawn + len(below) + extra > most:
                is_cut = True
                continue
            drawn += len(below) + extra
            waiting.extend(self._unfold(pk, node, below))
            if self.twigs[pk].is_seen:
                opened.add(pk)
        drawing = Drawing(roots, len(tops) - len(shown), is_cut and wanted is not None, frozenset(opened))
        for number, node in enumerate(drawing.nodes(), 1):
            node.key = f"goal-{node.pk}" if node.pk else f"hidden-{number}"
        return drawing

    def _unfold(self, pk: int, node: Node, below: list[int]) -> list[tuple[int, Node]]:
        found = [
            (child, self._node(child, node.depth + 1, place, node.count))
            for place, child in enumerate(below, 1)
        ]
        node.children = [made for _child, made in found]
        node.left_out = len(self.children.get(pk, ())) - len(below)
        if pk in self.hidden_leaves:
            place = len(found) + 1
            node.children.append(Node(node.depth + 1, place, node.count))
        return found

    def _node(self, pk: int, depth: int, place: int, siblings: int) -> Node:
        twig = self.twigs[pk]
        seen = twig.is_seen
        return Node(
            depth=depth,
            place=place,
            siblings=siblings,
            pk=pk if seen else None,
            is_reporting=twig.is_reporting,
            matches=twig.matches or not seen,
            count=len(self.children.get(pk, ())) + (pk in self.hidden_leaves),
            below=self.below[pk],
        )
