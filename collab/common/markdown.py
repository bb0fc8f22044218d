"""How text people wrote becomes HTML: Markdown without raw HTML, then cleaned again by an allow-list."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s",
    "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "span": {"class"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
MENTION = re.compile(r"(?<![\w@/])@[\w.+-]{1,150}")


def _mark_mentions(state: StateCore) -> None:
    """Cut @handles out of running text, so that they can be shown as such; code and links keep theirs."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        children, depth = [], 0
        for token in block.children:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            children += _split(token) if token.type == "text" and depth == 0 else [token]
        block.children = children


def _split(token: Token) -> list[Token]:
    found, at = [], 0
    for match in MENTION.finditer(token.content):
        found += [
            _text(token.content[at : match.start()]),
            Token("mention", "span", 0, content=match.group()),
        ]
        at = match.end()
    return [*found, _text(token.content[at:])] if found else [token]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False})
    reader.enable(["table", "strikethrough"]).disable("image")
    reader.core.ruler.push("mentions", _mark_mentions)

    def draw(self, tokens, at, options, env) -> str:
        return f'<span class="mention">{nh3.clean_text(tokens[at].content)}</span>'

    reader.add_render_rule("mention", draw)
    return reader


_READER = _reader()


def render(text: str) -> SafeString:
    """Safe HTML for a text in Markdown; headings sink below those of the page."""
    html = re.sub(r"<(/?)h[12]>", r"<\1h3>", _READER.render(text or ""))
    cleaned = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener noreferrer"
    )
    return mark_safe(cleaned)
