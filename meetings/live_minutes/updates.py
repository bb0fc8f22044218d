"""Looks at an update of the document before anything is built from it.

The library that merges updates goes down into them as deep as they nest, and the process with it when the stack
ends: so what no editor writes is refused by its bytes (Yjs' update format, version 1).
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid

from .encoding import Reader

ROOT = "default"
MOST_NODES = 10_000
DEEPEST_VALUE = 32
_GARBAGE, _NODE, _SKIPPED = 0, 7, 10
_HAS_LEFT, _HAS_RIGHT, _HAS_KEY, _KIND = 0x80, 0x40, 0x20, 0x1F
_ELEMENT, _TEXT = 3, 6
_OBJECT, _LIST = 118, 117
_FIXED = {127: 0, 126: 0, 124: 4, 123: 8, 122: 8, 121: 0, 120: 0}
_INTEGER, _LONG = 125, (119, 116)


def require_readable(update: bytes) -> None:
    """Invalid where an update is broken, holds what no editor writes, or more at once than can be taken."""
    try:
        nodes = _Inspection(update).nodes
    except ValueError as error:
        raise Invalid.field("update", _("This is no update of a document."), "unreadable") from error
    if nodes > MOST_NODES:
        raise Invalid.field("update", _("This is too much at once; put it in a file."), "max_length")


class _Inspection:
    """Walks through an update once; `nodes` is how many elements and texts it adds."""

    def __init__(self, update: bytes):
        self.data = Reader(update)
        self.nodes = 0
        number = self.data.number
        for _client in range(number()):
            count = number()
            number(), number()
            for _struct in range(count):
                self._struct()
        for _client in range(number()):
            number()
            for _stretch in range(number()):
                number(), number()

    def _struct(self) -> None:
        info, number = self.data.byte(), self.data.number
        kind = info & _KIND
        if kind in (_GARBAGE, _SKIPPED):
            number()
            return
        for origin in (_HAS_LEFT, _HAS_RIGHT):
            if info & origin:
                number(), number()
        if not info & (_HAS_LEFT | _HAS_RIGHT):
            self._place(info)
        if kind not in self._contents:
            raise ValueError("kind")
        self._contents[kind](self)

    def _place(self, info: int) -> None:
        """Whose child it is: of the one root there is, or of another node."""
        if self.data.number() == 1:
            if self.data.bytes() != ROOT.encode():
                raise ValueError("root")
        else:
            self.data.number(), self.data.number()
        if info & _HAS_KEY:
            self.data.bytes()

    def _deleted(self) -> None:
        self.data.number()

    def _one(self) -> None:
        self.data.bytes()

    def _mark(self) -> None:
        self.data.bytes(), self.data.bytes()

    def _node(self) -> None:
        self.nodes += 1
        tag = self.data.number()
        if tag == _ELEMENT:
            self.data.bytes()
        elif tag != _TEXT:
            raise ValueError("node")

    def _values(self) -> None:
        """Values of attributes: lists and objects in them are followed with a list of our own, not the stack."""
        open_ones = [(self.data.number(), False)]
        while open_ones:
            left, is_object = open_ones.pop()
            if not left:
                continue
            open_ones.append((left - 1, is_object))
            if is_object:
                self.data.bytes()
            kind = self.data.byte()
            if kind in (_OBJECT, _LIST):
                open_ones.append((self.data.number(), kind == _OBJECT))
            else:
                self._plain(kind)
            if len(open_ones) > DEEPEST_VALUE:
                raise ValueError("depth")

    def _plain(self, kind: int) -> None:
        if kind == _INTEGER:
            while self.data.byte() & 128:
                pass
        elif kind in _LONG:
            self.data.bytes()
        elif kind in _FIXED:
            self.data.skip(_FIXED[kind])
        else:
            raise ValueError("value")

    _contents: dict[int, Callable] = {
        1: _deleted,
        3: _one,
        4: _one,
        5: _one,
        6: _mark,
        _NODE: _node,
        8: _values,
    }
