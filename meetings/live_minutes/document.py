"""The shared document: a Yjs tree as the editor keeps it, read into blocks and written from them."""

import uuid
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from collab.common.later import later

from .blocks import MENTION, PROPOSAL, Block, Run, parse, render

if TYPE_CHECKING:
    from pycrdt import Doc, XmlElement, XmlText

pycrdt = later("pycrdt")
ROOT = "default"
NOTHING = b"\x00\x00"
_DEEPEST = 20


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
    """What stands in the document, in order."""
    return [_block(child, 0) for child in document.get(ROOT, type=pycrdt.XmlFragment).children]


def text_of(document: "Doc") -> str:
    """The document as Markdown."""
    return render(blocks_of(document))[0]


def _block(node: Any, depth: int) -> Block:
    if not isinstance(node, pycrdt.XmlElement):
        return Block("paragraph", runs=_runs(node))
    block = Block(node.tag or "paragraph", _attributes(node))
    if depth > _DEEPEST:
        block.runs = [Run(str(node))]
        return block
    for child in node.children:
        if isinstance(child, pycrdt.XmlText):
            block.runs += _runs(child)
        elif isinstance(child, pycrdt.XmlElement) and child.tag in (MENTION, "hardBreak"):
            block.runs.append(_among_words(child))
        else:
            block.blocks.append(_block(child, depth + 1))
    return block


def _attributes(node: "XmlElement") -> dict[str, Any]:
    return dict(node.attributes.__iter__())


def _runs(node: Any) -> list[Run]:
    if not isinstance(node, pycrdt.XmlText):
        return [Run(str(node))]
    return [Run(text, dict(marks or {})) for text, marks in node.diff() if isinstance(text, str)]


def _among_words(node: "XmlElement") -> Run:
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
