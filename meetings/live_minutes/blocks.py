"""Blocks of a text: what Markdown says, and the Markdown that says the same again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

PROPOSAL, MENTION, BREAK = "proposal", "mention", "hardBreak"
TASK, DECISION, NOTE = "task", "decision", "note"
COMMANDS = {
    TASK: TASK,
    "action": TASK,
    "任务": TASK,
    DECISION: DECISION,
    "决定": DECISION,
    "议定": DECISION,
    NOTE: NOTE,
    "备注": NOTE,
    "记录": NOTE,
}
COMMAND = re.compile(rf"^\s*/({'|'.join(COMMANDS)})(?:[\s:：]+|(?=[@\u3400-\u9fff])|$)", re.I)
COMMAND_LINE = re.compile(
    rf"^([ \t]*)/({'|'.join(COMMANDS)})(?:[ \t:：]+|(?=[@\u3400-\u9fff])|$)", re.I | re.M
)
_MARKS = {"bold": "**", "italic": "*", "strike": "~~", "code": "`"}
_OPENS = {"strong": "bold", "em": "italic", "s": "strike", "link": "link"}
_READER = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable("strikethrough")
    .disable(["image", "code", "fence"])
)
_DEEPEST = 20
# Plain words at the beginning of a line that Markdown would take for a list, a heading, a quotation or a rule.
_LOOKS_BUILT = re.compile(
    r"^([ ]*(?:\d{1,9}(?=[.)](?:\s|$)))?)"
    r"((?<=\d)[.)]|[-+*](?=\s|$)|#(?=#{0,5}(?:\s|$))|>|[-*_](?=(?:[ ]*[-*_]){2,}[ ]*$))",
    re.M,
)


@dataclass
class Run:
    """Words with the same marks; or something that stands among words: a line break, or a person mentioned."""

    text: str
    marks: dict[str, Any] = field(default_factory=dict)
    tag: str = ""
    attrs: dict[str, str] = field(default_factory=dict)


@dataclass
class Block:
    """A paragraph, heading, list, list item, quotation or proposal, with its words or the blocks inside."""

    tag: str
    attrs: dict[str, Any] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its own words without marks."""
        return "".join(run.text for run in self.runs)

    def walk(self) -> Iterator["Block"]:
        """Itself and everything inside, in the order of the text."""
        yield self
        for block in self.blocks:
            yield from block.walk()


def parse(text: str) -> list[Block]:
    """The blocks of a text in Markdown; a line that begins with a command is a proposal of its own."""
    apart = COMMAND_LINE.sub(r"\n\g<0>", text.replace("\x00", ""))
    return [block for node in SyntaxTreeNode(_READER.parse(apart)).children for block in _read(node)]


def _read(node: SyntaxTreeNode) -> Iterator[Block]:
    kind = node.type
    if kind == "heading":
        yield Block("heading", {"level": min(int(node.tag[1]), 4)}, _runs_of(node))
    elif kind == "paragraph":
        yield from _paragraphs(_runs_of(node))
    elif kind in ("bullet_list", "ordered_list"):
        items = [Block("listItem", blocks=_inside(item)) for item in node.children]
        attrs = {"start": int(node.attrs.get("start", 1))} if kind == "ordered_list" else {}
        yield Block("bulletList" if kind == "bullet_list" else "orderedList", attrs, blocks=items)
    elif kind == "blockquote":
        yield Block("blockquote", blocks=_inside(node))
    elif kind == "hr":
        yield Block("horizontalRule")
    else:
        yield from (
            Block("paragraph", runs=[Run(line)]) for line in node.content.splitlines() if line.strip()
        )


def _inside(node: SyntaxTreeNode) -> list[Block]:
    """What an item or quotation holds; the editor wants a paragraph first."""
    found = [block for child in node.children for block in _read(child)]
    return found if found and found[0].tag == "paragraph" else [Block("paragraph"), *found]


def _paragraphs(runs: list[Run]) -> Iterator[Block]:
    """A paragraph; one that begins with a command is a proposal up to the end of its line."""
    found = COMMAND.match(runs[0].text) if runs else None
    if found is None:
        yield Block("paragraph", runs=runs)
        return
    runs[0].text = runs[0].text[found.end() :]
    end = next((at for at, run in enumerate(runs) if run.tag == BREAK), len(runs))
    yield Block(PROPOSAL, {"kind": COMMANDS[found[1].lower()]}, [run for run in runs[:end] if run.text])
    if runs[end + 1 :]:
        yield from _paragraphs(runs[end + 1 :])


def _runs_of(node: SyntaxTreeNode) -> list[Run]:
    return [run for child in node.children for run in _words(child, {})]


def _words(node: SyntaxTreeNode, marks: dict[str, Any]) -> Iterator[Run]:
    if node.type in ("softbreak", "hardbreak"):
        yield Run("\n", {}, BREAK)
    elif node.type == "text":
        if node.content:
            yield Run(node.content, marks)
    elif node.type == "code_inline":
        yield Run(node.content, marks | {"code": {}})
    else:
        name = _OPENS.get(node.type)
        value = {"href": str(node.attrs.get("href", ""))} if name == "link" else {}
        for child in node.children:
            yield from _words(child, marks | ({name: value} if name else {}))


def render(blocks: Iterable[Block]) -> tuple[str, list[tuple[Block, int]]]:
    """The text of blocks in Markdown, and the line on which each of them begins, counted from 1."""
    parts: list[str] = []
    lines: list[tuple[Block, int]] = []
    line = 1
    for block in blocks:
        text = _written(block)
        lines.append((block, line))
        parts.append(text)
        line += text.count("\n") + 2
    return "\n\n".join(parts).strip("\n"), lines


def _written(block: Block, depth: int = 0) -> str:
    if depth > _DEEPEST:
        return "\n".join(one.words for one in block.walk() if one.words)
    if block.tag in ("bulletList", "orderedList"):
        return "\n".join(_item(block, at, item, depth) for at, item in enumerate(block.blocks))
    if block.blocks:
        inner = "\n\n".join(_written(one, depth + 1) for one in block.blocks)
        return (
            "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
            if block.tag == "blockquote"
            else inner
        )
    if block.tag == "horizontalRule":
        return "---"
    words = "".join(_marked(run) for run in block.runs)
    if block.tag == "heading":
        return f"{'#' * _whole(block.attrs.get('level'), most=6)} {words.replace(chr(10), ' ')}".rstrip()
    if block.tag == PROPOSAL:
        return f"/{block.attrs.get('kind') or NOTE} {words}".rstrip()
    return _LOOKS_BUILT.sub(r"\1\\\2", words)


def _item(held: Block, at: int, item: Block, depth: int) -> str:
    mark = "- " if held.tag == "bulletList" else f"{_whole(held.attrs.get('start')) + at}. "
    parts = [_written(one, depth + 1) for one in item.blocks] or [item.words]
    tight = all(
        one.tag.endswith("List") and _whole(one.attrs.get("start")) == 1 for one in item.blocks[1:]
    )  # only a list that starts at 1 may follow words without an empty line
    first, *rest = ("\n" if tight else "\n\n").join(parts).split("\n")
    return "\n".join([f"{mark}{first}".rstrip(), *(" " * len(mark) + line if line else "" for line in rest)])


def _whole(value: Any, most: int = 100_000) -> int:
    """A count from 1; a document may hold anything there."""
    return min(max(int(value), 1), most) if isinstance(value, int | float) and abs(value) < most else 1


def _marked(run: Run) -> str:
    if run.tag == BREAK:
        return "  \n"
    inner = run.text.strip()
    if not inner or run.tag:
        return run.text
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    for name, sign in _MARKS.items():
        if name in run.marks:
            inner = f"{sign}{inner}{sign}"
    link = run.marks.get("link")
    if isinstance(link, dict) and link.get("href"):
        inner = f"[{inner}]({link['href']})"
    return before + inner + after
