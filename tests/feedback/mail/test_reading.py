"""Reading mails: what people wrote, what machines sent, and whatever else arrives."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collab.common.letters import BadMail
from feedback.mail.reading import LONGEST_TEXT, read, verdict
from tests.feedback.mail.post import mail


def test_a_mail_is_read_with_its_thread_and_number():
    found = read(
        mail(
            "Streetlight out", subject="Re: 回复：[F-12] Lamp", references="<a@x> <b@x>", in_reply_to="<b@x>"
        )
    )
    assert (found.sender, found.serial, found.thread, found.machine) == (
        "citizen@example.net",
        12,
        ["<b@x>", "<a@x>"],
        "",
    )
    assert (found.subject, found.text) == ("Lamp", "Streetlight out")


@pytest.mark.parametrize(
    "quoted",
    [
        "It is still dark.\n\nOn Mon, 2 Nov 2026, City wrote:\n> fixed",
        "It is still dark.\n\n在 2026年11月2日，市政府 写道：\n> 已修复",
        "It is still dark.\n\n-----原始邮件-----\n发件人: x",
        "It is still dark.\n\n发件人： 市政府\n发送时间： 周一\n已修复",
        "> fixed\nIt is still dark.",
    ],
)
def test_what_is_quoted_below_is_left_out(quoted):
    assert read(mail(quoted)).text == "It is still dark."


@pytest.mark.parametrize(
    ("headers", "sign"),
    [
        ({"Auto-Submitted": "auto-replied"}, "auto_submitted"),
        ({"Precedence": "bulk"}, "precedence"),
        ({"X-Auto-Response-Suppress": "All"}, "auto_response"),
        ({"Return-Path": "<>"}, "empty_return_path"),
        ({"X-Autoreply": "yes"}, "auto_response"),
        ({"Subject": "自动回复：您的邮件已收到"}, "auto_subject"),
        ({"Subject": "Out of office: back on Monday"}, "auto_subject"),
        ({"From": "MAILER-DAEMON@example.net"}, "machine_address"),
        ({"Auto-Submitted": "no"}, ""),
    ],
)
def test_a_machine_is_known_by_its_signs(headers, sign):
    assert read(mail("I am away", headers=headers)).machine == sign


def test_a_bounce_is_a_machine_even_without_a_sender():
    raw = b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n\r\nundelivered\r\n--x--\r\n"
    assert read(raw).machine == "bounce"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "sender"),
        (b"From: a@b.c, d@e.f\r\n\r\nx", "sender"),
        (b"From: a@b.c\r\n" + b"boundary=x\r\n" * 60 + b"\r\nx", "too_many_parts"),
        (b"From: a@b.c\r\n\r\n" + b"x" * (30 * 1024 * 1024 + 1), "too_large"),
        (b"From: a@b.c\r\nContent-Type: text/plain; " + b"a*0*=x; " * 100_000 + b"\r\n\r\nx", "long_header"),
        (b"X-A: y\r\n" * 50_000 + b"From: a@b.c\r\n\r\nx", "long_header"),
        (b"From: " + b"a," * 100_000 + b" a@b.c\r\n\r\nx", "sender"),
    ],
)
def test_what_cannot_be_taken_has_a_code(raw, code):
    with pytest.raises(BadMail) as refused:
        read(raw)
    assert refused.value.args == (code,)


def test_null_characters_and_foreign_letters_are_read():
    raw = (
        "From: a@b.c\r\nSubject: 路灯\x00\r\nContent-Type: text/plain; charset=gbk\r\n\r\n".encode()
        + "路灯\x00坏了".encode("gbk")
    )
    found = read(raw)
    assert "\x00" not in found.subject + found.text
    assert found.text == "路灯坏了"


def test_html_alone_is_read_without_its_tags():
    raw = mail("<p>Dark<br>street</p><script>alert(1)</script>", headers={"Content-Type": "text/html"})
    assert read(raw).text == "Dark\nstreet"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "\n" * 300_000),
        ("Content-Type: text/html", "<br" * 100_000),
        ("Content-Type: text/plain; charset=punycode", "a-" + "b" * 300_000),
        ("Content-Type: text/plain; charset=idna", "xn--" + "b" * 300_000),
        ("Subject: " + "a " * 100_000, "x"),
        ("References: " + "<a@b> " * 30_000, "x"),
    ],
)
def test_a_mail_made_to_keep_the_reader_busy_for_hours_is_read_at_once(head, body):
    raw = f"From: a@b.c\r\n{head or 'X-A: y'}\r\n\r\n{body}".encode()
    assert len(read(raw).text) <= LONGEST_TEXT


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "raw_unicode_escape", "utf-16-le", "hex"])
def test_no_charset_smuggles_in_halves_of_letters_that_no_database_stores(charset):
    raw = f"From: a@b.c\r\nContent-Type: text/plain; charset={charset}\r\n\r\nhi +2AA- \\ud800".encode()
    read(raw).text.encode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Solved, thank you", "confirm"),
        ("已解决，谢谢", "confirm"),
        ("Solved? It is still dark.", ""),
        ("已解决了吗？还是黑的", ""),
        ("解决了么", ""),
        ("not solved", "object"),
        ("没解决", "object"),
        ("Solvedx", ""),
    ],
)
def test_a_question_is_no_confirmation(text, said):
    assert verdict(text) == said


HEADERS = (
    "From",
    "Subject",
    "References",
    "Content-Type",
    "Message-ID",
    "Content-Disposition",
    "Return-Path",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(HEADERS), st.text(max_size=60)), max_size=6), st.binary(max_size=300)
)
def test_no_mail_breaks_the_reader(headers, body):
    head = "\r\n".join(f"{name}: {value}" for name, value in headers)
    with suppress(BadMail):
        found = read(head.encode("utf-8", "surrogatepass") + b"\r\n\r\n" + body)
        assert "\x00" not in found.subject + found.text
