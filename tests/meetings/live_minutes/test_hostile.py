"""Updates no editor would send: each is refused in words before anything is built from it, and nothing is lost."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from collab.common.errors import Forbidden, Invalid
from meetings import actions
from meetings.live_minutes.document import opened, text_of
from meetings.live_minutes.updates import require_readable
from meetings.models import MinutesUpdate

# Two blocks with marks, a mention, a link, odd attributes and deletions, as Yjs 13 in a browser writes them.
FROM_A_BROWSER = bytes.fromhex(
    "0114fbd0acf30e0001010764656661756c7401001287fbd0acf30e00030870726f706f73616c0700fbd0acf30e130307"
    "6d656e74696f6e2800fbd0acf30e1402696401770573746166662800fbd0acf30e14056c6162656c017703416e6e87fb"
    "d0acf30e14060100fbd0acf30e170284fbd0acf30e19016584fbd0acf30e1a012086fbd0acf30e1b046c696e6b2d7b22"
    "68726566223a2268747470733a2f2f6578616d706c652e6f72672f222c22746172676574223a6e756c6c7d84fbd0acf3"
    "0e1c046865726586fbd0acf30e20046c696e6b046e756c6c2800fbd0acf30e13046b696e640177047461736b2800fbd0"
    "acf30e13036b6579017e2800fbd0acf30e13057374617274017d432800fbd0acf30e130166017c3fc000002800fbd0ac"
    "f30e13016f017601016175047d0178770178760101627b433fffffffffffff2300fbd0acf30e130362696e020102c4fb"
    "d0acf30e1afbd0acf30e1b027a7a01fbd0acf30e0200131802"
)
SCRIPT = "<script>alert('minutes')</script>"


def number(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(128 | value & 127)
        value >>= 7
    return bytes([*found, value])


def nested(levels: int, *, deleted: bool = False, root: bytes = b"default") -> bytes:
    """Paragraphs each in the one before, as an update of client 77."""
    first = bytes([7, 1]) + number(len(root)) + root + bytes([3, 1]) + b"p"
    rest = (bytes([7, 0, 77]) + number(at) + bytes([3, 1]) + b"p" for at in range(levels - 1))
    gone = bytes([1, 77, 1, 0, 1]) if deleted else bytes([0])
    return bytes([1]) + number(levels) + bytes([77, 0]) + first + b"".join(rest) + gone


def value(inner: bytes) -> bytes:
    """An update with one value of this form."""
    return bytes([1, 1, 77, 0, 8, 1, 7]) + b"default" + bytes([1]) + inner + bytes([0])


def made(*blocks: XmlElement) -> bytes:
    document: Doc = Doc()
    root = document.get("default", type=XmlFragment)
    for block in blocks:
        root.children.append(block)
    return document.get_update()


HOSTILE = {
    "far too many nodes in each other": nested(110_000),
    "the same, deleted at once": nested(110_000, deleted=True),
    "a list in a list without end": value(bytes([117, 1]) * 200_000 + bytes([127])),
    "objects in each other": value(bytes([118, 1, 0]) * 200_000 + bytes([127])),
    "more blocks than can be there": bytes([255] * 4 + [15]),
    "another root": nested(1, root=b"elsewhere"),
    "a kind of node that is none": bytes([1, 1, 77, 0, 7, 1, 7]) + b"default" + bytes([1, 0]),
    "a value that is none": value(bytes([5])),
    "an end that is missing": nested(3)[:-4],
}


@pytest.mark.parametrize("update", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_no_editor_writes_is_refused_before_it_is_built(update):
    with pytest.raises(Invalid) as refusal:
        require_readable(update)
    assert refusal.value.errors[0].field == "update"


def test_what_a_browser_wrote_is_taken():
    require_readable(FROM_A_BROWSER)
    assert text_of(opened(FROM_A_BROWSER)) == "/task @Annezz [here](https://example.org/)"


ATTRIBUTES = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)
TAGS = st.sampled_from(
    [
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "listItem",
        "blockquote",
        "proposal",
        "widget",
        "x-y",
    ]
)
BLOCKS = st.recursive(
    st.tuples(TAGS, ATTRIBUTES, st.text(max_size=20).map(lambda text: [text])),
    lambda inner: st.tuples(TAGS, ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=12,
)


def element(block) -> XmlElement:
    tag, attributes, inside = block
    return XmlElement(
        tag, attributes, [XmlText(one) if isinstance(one, str) else element(one) for one in inside]
    )


@examples(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, max_size=4))
def test_every_document_that_can_be_written_passes_and_is_read(blocks):
    update = made(*map(element, blocks))
    require_readable(update)
    text_of(opened(update))


@examples(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.tuples(st.integers(0, 200), st.integers(0, 255)))
def test_any_bytes_are_taken_or_refused(data):
    if isinstance(data, tuple):
        at, byte = data[0] % len(FROM_A_BROWSER), data[1]
        data = FROM_A_BROWSER[:at] + bytes([byte]) + FROM_A_BROWSER[at + 1 :]
    try:
        require_readable(data)
        text_of(opened(data))
    except (Invalid, ValueError):
        return


def hidden(where: str) -> bytes:
    """Blocks where an editor has none: in an attribute, in a word, in a mention."""
    document: Doc = Doc()
    root = document.get("default", type=XmlFragment)
    block = root.children.append(XmlElement("paragraph", {}, [XmlText("seen")]))
    if where == "a word":
        next(iter(block.children)).insert_embed(0, XmlElement("blockquote"))
    else:
        block.children.append(XmlElement("mention", {"id": "staff"}, [XmlElement("blockquote")]))
    return document.get_update()


@pytest.mark.parametrize(
    "update",
    [nested(9_000), hidden("a word"), hidden("a mention")],
    ids=["deep", "in a word", "in a mention"],
)
def test_blocks_too_deep_or_hidden_are_not_stored(write, running, org, by, update):
    writer = write()
    writer.type("Said before")
    known = MinutesUpdate.objects.count()
    with pytest.raises(Invalid):
        actions.write_together(minutes=running.pk, actor=by(org.planner), update=update)
    assert MinutesUpdate.objects.count() == known
    assert writer.rest().text.endswith("Said before")


def test_lists_in_lists_are_read_to_the_last_word(write):
    writer = write()
    block = XmlElement("paragraph", {}, [XmlText("innermost")])
    for _ in range(40):
        block = XmlElement("bulletList", {}, [XmlElement("listItem", {}, [block])])
    writer.change(lambda: writer.root.children.append(block))
    assert "innermost" in writer.rest().text


def test_script_stays_words_on_every_page(write, running, org, client):
    writer = write()
    writer.type(SCRIPT)
    words = writer.type("click me")
    writer.change(lambda: words.format(0, 8, {"link": {"href": "javascript:alert(1)"}}))
    writer.change(
        lambda: writer.root.children.append(XmlElement("script", {"src": "//x"}, [XmlText("alert(2)")]))
    )
    assert SCRIPT in writer.rest().text
    client.force_login(org.planner, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for path in (f"/meetings/minutes/{running.pk}/write/", f"/meetings/minutes/{running.pk}/"):
        page = client.get(path).content.decode()
        assert "&lt;script&gt;alert(" in page
        assert "<script>alert" not in page
        assert 'href="javascript:' not in page


@pytest.mark.parametrize("mark", ["x", 5, [], {}, {"href": 5}, {"href": "a)b\nc"}, True])
def test_a_link_that_is_none_stays_words(write, mark):
    writer = write()
    words = writer.type("plain words")
    writer.change(lambda: words.format(0, 5, {"link": mark}))
    assert "plain" in writer.rest().text


def clear(root: XmlFragment) -> None:
    while len(root.children):
        del root.children[0]


def test_who_deletes_everything_leaves_a_document_others_go_on_in(write, running, org, by):
    writer, other = write(), write()
    writer.type("Nobody needs this")
    writer.change(lambda: clear(writer.root))
    other.type("Typed meanwhile")
    assert writer.rest().text == "Typed meanwhile"
    with pytest.raises(Forbidden):
        actions.write_together(minutes=running.pk, actor=by(org.outsider), update=FROM_A_BROWSER)
