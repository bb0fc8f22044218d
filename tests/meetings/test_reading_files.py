"""Files in any usual encoding and format are read; what cannot be read is refused with the reason."""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from meetings.reading import MAX_BYTES, UnreadableMinutes, read_file, read_minutes, read_register
from meetings.reading.measure import main, measure

TEXT = "会议时间：2024年5月6日\n主持人：李雷\n与会人：李雷、韩梅梅\n议题：\n1. 上线检查\n"
LABELS = Path(__file__).parent / "labels"
INVENTED = Path(__file__).parent / "invented"
ROOT = Path(__file__).parents[2]


def data_folder() -> Path:
    folder = Path(os.environ.get("COLLAB_DATA") or ROOT.parent / "shared" / "data") / "minutes"
    if not folder.is_dir():
        pytest.skip("the folder of real minutes is not here; set COLLAB_DATA to it")
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_is_read_in_every_usual_encoding(encoding):
    (meeting,) = read_file(TEXT.encode(encoding), "minutes.txt")
    assert [person.name for person in meeting.present] == ["李雷", "韩梅梅"]
    assert meeting.date == date(2024, 5, 6)


def test_a_word_document_is_read_with_its_tables_headings_and_lists():
    document = Document()
    document.add_heading("项目例会纪要", 0)
    form = [["时间", "2024年6月3日 14:00", "地点", "一会议室"], ["参会人员", "李娜、王强", "缺席", "赵敏"]]
    table = document.add_table(rows=2, cols=4)
    for row, cells in enumerate(form):
        for column, value in enumerate(cells):
            table.cell(row, column).text = value
    document.add_heading("会议议题", 1)
    for topic in ("系统上线", "培训安排"):
        document.add_paragraph(topic, style="List Bullet")
    document.add_heading("行动项", 1)
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate([["事项", "责任人", "完成时间"], ["提交上线申请", "王强", "6月10日"]]):
        for column, value in enumerate(cells):
            table.cell(row, column).text = value
    (meeting,) = read_file(saved(document), "minutes.docx")
    assert (meeting.title, meeting.date, meeting.place) == ("项目例会纪要", date(2024, 6, 3), "一会议室")
    assert [person.name for person in meeting.present] == ["李娜", "王强"]
    assert [person.name for person in meeting.absent] == ["赵敏"]
    assert [item.title for item in meeting.items] == ["系统上线", "培训安排"]
    assert [(a.text, a.owners, a.due) for a in meeting.actions] == [
        ("提交上线申请", ["王强"], date(2024, 6, 10))
    ]


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_form_whose_last_cell_holds_the_whole_text_is_read_like_the_text():
    document = Document()
    table = document.add_table(rows=4, cols=4)
    rows = [["时间", "2025年10月9日9:00", "地点", "指挥部二楼"], ["主持人", "冯立", "记录人", "卢静"]]
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            table.cell(row, column).text = value
    table.cell(2, 0).text, table.cell(3, 0).text = "参会人员", "会议内容"
    table.cell(2, 1).merge(table.cell(2, 3)).text = "冯立、卢静、汪洋、苗青"
    told = table.cell(3, 1).merge(table.cell(3, 3))
    told.text = "一、征收进度"
    words = [
        "目前签约率82%。会议决定：10月底前完成剩余签约。",
        "由汪洋负责，10月31日前完成剩余签约。",
        "二、管网改造",
    ]
    for line in [*words, "请苗青牵头于10月20日前组织专家评审。"]:
        told.add_paragraph(line)
    (meeting,) = read_file(saved(document), "minutes.docx")
    assert [item.title for item in meeting.items] == ["征收进度", "管网改造"]
    assert [decision.text for decision in meeting.decisions] == ["会议决定：10月底前完成剩余签约。"]
    assert [(action.owners, action.due, action.item) for action in meeting.actions] == [
        (["汪洋"], date(2025, 10, 31), 0),
        (["苗青"], date(2025, 10, 20), 1),
    ]


def test_numbers_that_word_counts_itself_are_read():
    document = Document()
    root, space = document.part.numbering_part.element, nsdecls("w")
    forms = (
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(("%1、", "（%2）"))
    )
    root.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="90">{"".join(forms)}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {space} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    def write(text: str, level: int | None = None) -> None:
        paragraph = document.add_paragraph(text)._p.get_or_add_pPr()
        if level is not None:
            shape = f'<w:ilvl w:val="{level}"/><w:numId w:val="90"/>'
            paragraph.append(parse_xml(f"<w:numPr {space}>{shape}</w:numPr>"))

    write("2025年8月6日，镇长郝明主持召开镇长办公会议，研究防汛和秋收工作。现纪要如下：")
    write("关于防汛物资", 0)
    write("会议听取了应急办的汇报。会议议定：")
    write("由应急办负责，8月15日前补足编织袋5000条。", 1)
    write("财政所落实资金，8月12日前拨付。", 1)
    write("关于秋收准备", 0)
    write("会议同意农业中心方案。")
    (meeting,) = read_file(saved(document), "minutes.docx")
    assert [(item.number, item.title) for item in meeting.items] == [
        ("1", "关于防汛物资"),
        ("2", "关于秋收准备"),
    ]
    assert [decision.item for decision in meeting.decisions] == [0, 0, 1]
    assert [action.owners for action in meeting.actions] == [["应急办"], ["财政所"]]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"", b"not a zip at all"])
def test_a_corrupt_word_document_is_refused_in_plain_words(data):
    with pytest.raises(UnreadableMinutes, match="Word document"):
        read_file(data, "minutes.docx")


def test_other_formats_are_named_in_the_refusal():
    with pytest.raises(UnreadableMinutes, match="PDF"):
        read_file(b"%PDF-1.7 ...", "minutes.pdf")


def test_a_file_over_the_cap_is_refused(tmp_path):
    big = tmp_path / "big.txt"
    big.write_bytes(b"a" * (MAX_BYTES + 1))
    for source in (big, big.read_bytes()):
        with pytest.raises(UnreadableMinutes, match="5 MB"):
            read_file(source)


def test_an_empty_text_holds_no_meeting():
    assert read_minutes("") == []
    assert read_minutes("\n \n\u200b\n") == []


def test_the_hand_labels_are_met():
    score = measure(LABELS, [data_folder()])
    assert score.meetings >= 60
    assert score.date.hit >= 0.95 * score.date.expected
    assert score.attendees.f1 >= 0.90
    assert score.agenda.f1 >= 0.85
    assert score.actions.f1 >= 0.75


def test_minutes_of_organisations_that_nothing_here_resembles_are_read_as_well():
    score = measure(INVENTED, [INVENTED])
    assert score.date.hit == score.meetings == 12
    assert min(score.attendees.f1, score.agenda.f1, score.actions.f1) >= 0.95


def test_every_real_file_gives_dated_meetings():
    for path in sorted(data_folder().glob("*/*20*")):
        if path.stem != "2022-ActionItems":
            assert any(meeting.date for meeting in read_file(path)), path.name


def test_the_real_register_is_read_row_by_row():
    register = data_folder() / "openeuler-tc" / "2022-ActionItems.md"
    actions = read_register(register.read_text("utf-8"))
    assert len(actions) == 9
    assert all(action.owners and action.meeting_date for action in actions)
    assert sum(action.status == "closed" for action in actions) == 4


def test_the_measuring_command_prints_all_four_figures(capsys):
    assert main([str(LABELS), str(data_folder())]) == 0
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("date", "attendees F1", "agenda F1", "action items F1"))


def test_the_measuring_command_says_how_it_is_used(capsys):
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def tampered(old: bytes, new: bytes, part: str = "word/document.xml", **more: bytes) -> bytes:
    """A Word document with a table and a sentence, in one part of which something stands instead."""
    document, file, out = Document(), io.BytesIO(), io.BytesIO()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Date", "2024-05-06"
    document.add_paragraph("Present: Ann Lee")
    document.save(file)
    with zipfile.ZipFile(file) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.namelist():
            content = package.read(name)
            assert name != part or old in content
            written.writestr(name, content.replace(old, new, 1) if name == part else content)
        for name, content in more.items():
            written.writestr(f"word/{name}", content)
    return out.getvalue()


TAMPERED = {
    "a cell wider than any memory": (b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="300000000"/>'),
    "more paragraphs than are read": (b"</w:tbl>", b"</w:tbl>" + b"<w:p/>" * 60_000),
    "entities": (b"?>", b'?><!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_hostile_word_document_costs_no_more_than_a_large_one(change):
    meetings = read_file(tampered(*change), "minutes.docx")
    assert "root:" not in "".join(meeting.raw for meeting in meetings)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (tampered(b"?>", b"?>" + b" " * 60_000_000), "50 MB"),
        (tampered(b"?>", b"?>" + b" " * 11_000_000), "10 MB"),
        (tampered(b"?>", b"?>", **{"vbaProject.bin": b"x"}), "macros"),
        (
            tampered(b"document.main", b"document.macroEnabled.main", "[Content_Types].xml"),
            "not a Word document",
        ),
        (tampered(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 100_000), "damaged"),
    ],
    ids=["bomb", "text bomb", "macros", "macro type", "depth"],
)
def test_a_word_document_that_brings_more_than_words_is_refused(data, why):
    with pytest.raises(UnreadableMinutes, match=why):
        read_file(data, "minutes.docx")
