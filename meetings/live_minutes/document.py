"""The shared document: a Yjs tree as the editor keeps it, read into blocks and written from them."""

import uuid
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from collab.common.later import later

from .blocks import MENTION, PROPOSAL, Block, Run, parse, render
from .updates import ROOT

if TYPE_CHECKING:
    from pycrdt import Doc, XmlElement, XmlText

pycrdt = later("pycrdt")
NOTHING = b"\x00\x00"
_DEEPEST = 100


def opened(state: bytes, updates: Iterable[bytes] = ()) -> "Doc":
    """The document that a stored state and the updates after it make."""
    document: Doc = pycrdt.Doc()
    for update in (state, *updates):
        if update:
            document.apply_update(update)
    return document


def waits(document: "Doc", update: bytes) -> bool:
    """Whether some of this update, which was just applied, hangs on another one that the document never got."""
    return pycrdt.get_update(update, document.get_state())[:1] != NOTHING[:1]


def blocks_of(document: "Doc") -> list[Block]:
    """What stands in the document, in order; ValueError where it nests deeper than anybody writes."""
    return [_block(child, 0) for child in document.get(ROOT, type=pycrdt.XmlFragment).children]


def text_of(document: "Doc") -> str:
    """The document as Markdown."""
    return render(blocks_of(document))[0]


def _block(node: Any, depth: int) -> Block:
    if depth > _DEEPEST:
        raise ValueError("depth")
    if not isinstance(node, pycrdt.XmlElement):
        return Block("paragraph", runs=_runs(node))
    block = Block(node.tag or "paragraph", _attributes(node))
    for child in node.children:
        if isinstance(child, pycrdt.XmlText):
            block.runs += _runs(child)
        elif isinstance(child, pycrdt.XmlElement) and child.tag in (MENTION, "hardBreak"):
            block.runs.append(_among_words(child))
        else:
            block.blocks.append(_block(child, depth + 1))
    return block


def _is_node(value: Any) -> bool:
    return isinstance(value, pycrdt.XmlElement | pycrdt.XmlText | pycrdt.XmlFragment)


def _attributes(node: "XmlElement | XmlText") -> dict[str, Any]:
    found = dict(node.attributes.__iter__())
    if any(map(_is_node, found.values())):
        raise ValueError("attribute")
    return found


def _runs(node: Any) -> list[Run]:
    """The words of a text; ValueError where it hides blocks."""
    if not isinstance(node, pycrdt.XmlText) or _attributes(node):
        raise ValueError("text")
    parts = node.diff()
    if any(_is_node(part) for part, _marks in parts):
        raise ValueError("text")
    return [Run(text, dict(marks or {})) for text, marks in parts if isinstance(text, str)]


def _among_words(node: "XmlElement") -> Run:
    if len(node.children):
        raise ValueError("node")
    attrs = {name: str(value) for name, value in _attributes(node).items()}
    if node.tag == MENTION:
        return Run(f"@{attrs.get('label') or attrs.get('id', '')}", tag=MENTION, attrs=attrs)
    return Run("\n", tag="hardBreak")


def write(document: "Doc", text: str) -> bytes:
    """Make the document say this text, leaving alone what it says already; the update that does it."""
    before = document.get_state()
    root = document.get(ROOT, type=pycrdt.XmlFragment)
    old, new = [_plain(block) for block in blocks_of(document)], parse(text)
    changes = SequenceMatcher(a=old, b=[_plain(block) for block in new], autojunk=False).get_opcodes()
    with document.transaction():
        for change, begin, end, first, last in reversed(changes):
            if change == "equal":
                continue
            for at in range(end - 1, begin - 1, -1):
                del root.children[at]
            for offset, block in enumerate(new[first:last]):
                _put(root, begin + offset, block)
    return document.get_update(before)


def _plain(block: Block) -> str:
    return render([block])[0]


def _put(parent: Any, at: int, block: Block) -> None:
    attrs = dict(block.attrs)
    if block.tag == PROPOSAL:
        attrs["key"] = uuid.uuid4().hex
    element = parent.children.insert(at, pycrdt.XmlElement(block.tag, attrs))
    words: XmlText | None = None
    for run in block.runs:
        if run.tag:
            element.children.append(pycrdt.XmlElement(run.tag, run.attrs))
            words = None
            continue
        words = words or element.children.append(pycrdt.XmlText())
        words.insert(len(words), run.text, run.marks or None)
    for offset, inner in enumerate(block.blocks):
        _put(element, len(block.runs) + offset if block.runs else offset, inner)
