"""Imports of files nobody should send: each is refused with a reason or stored, none breaks anything."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from collab.common.actor import Actor
from insight.imports.actions import carry_on, start_import
from insight.imports.reading import MAX_BLANK_RUN, read_table
from insight.imports.reasons import FileRefused
from insight.models import ImportRowReport, ImportRun
from tasks.models import Task


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def bring(content: bytes) -> ImportRun:
    actor = Actor(None, "import")
    return carry_on(start_import(target="tasks", content=content, file_name="rows", actor=actor))


def only_codes() -> set[str]:
    return {one["code"] for one in ImportRowReport.objects.get().issues}


def workbook(*rows, **formulas) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, formula in formulas.items():
        book.active[cell] = formula
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n \n,,\n", "empty_file"),
        (b"title,department\n", "no_rows"),
        (b"title,department\n\xff\xff\xff\xff\n", "encoding"),
        (b"PK\x03\x04 not a workbook", "broken_xlsx"),
        (b'title,department\n"' + b"x" * 200_000, "broken_csv"),
        (("," * 500).encode() + b"x\n1\n", "too_many_columns"),
        (b"colour,size\nred,9\n", "missing_column"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_reason(db, content, code):
    with pytest.raises(FileRefused) as refused:
        bring(content)
    assert refused.value.issue.code == code
    assert str(refused.value)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_found_out(org, encoding, separator):
    bring(
        separator.join(["标题", "牵头单位"]).encode(encoding)
        + "\n".encode(encoding)[-2 if encoding == "utf-16" else 0 :]
        + (
            f"市场搬迁{separator}housing\n".encode(encoding)[
                2 if encoding == "utf-16" else 3 if encoding == "utf-8-sig" else 0 :
            ]
        )
    )
    assert Task.objects.get().title == "市场搬迁"


def test_a_title_of_ten_thousand_characters_fails_with_its_reason(org):
    run = bring(b"title,department\n" + b"x" * 10_000 + b",housing\n")
    assert run.counts == {"failed": 1}
    assert only_codes() == {"refused"}


def test_right_to_left_marks_and_emoji_are_stored(org):
    bring("title,department\n\u202eevil \u200f🚧,housing\n".encode())
    assert "\u202e" in Task.objects.get().title


def test_null_characters_are_left_out_and_reported(org):
    bring(b"title,department\nA\x00B,housing\n")
    assert Task.objects.get().title == "AB"
    assert "null_characters" in only_codes()


def test_the_second_of_two_equal_headings_is_extra_data(org):
    run = bring(b"title,title,department\nA,B,housing\n")
    assert Task.objects.get().title == "A"
    assert {note["code"] for note in run.notes} == {"duplicate_column", "unknown_column"}


@pytest.mark.parametrize(
    ("row", "code"), [("A,housing,1,2,3", "too_many_cells"), ("A,housing", "too_few_cells")]
)
def test_ragged_rows_are_used_and_reported(org, row, code):
    bring(f"title,department,body\n{row}\n".encode())
    assert Task.objects.get().title == "A"
    assert code in only_codes()


def test_lines_are_counted_across_breaks_inside_cells(org):
    run = bring(b'title,department\n"A\nB",housing\nC,nowhere\n')
    assert list(run.rows.values_list("line", flat=True)) == [2, 4]


def test_workbooks_are_read_with_what_their_formulas_last_gave(org):
    bring(workbook(["title", "department", "number"], ["Dach", "housing", 12.0], D1="=1+1", C2="=6*2"))
    task = Task.objects.get()
    assert task.title == "Dach"
    assert "formula_without_value" in only_codes()


def test_a_workbook_that_claims_a_huge_size_is_read_no_further_than_its_rows(org):
    content = workbook(["title", "department"], ["Dach", "housing"])
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
                part = part.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="A1048576" t="n"><v>1</v></c></row></sheetData>'
                )
            new.writestr(name, part)
    table = read_table(held.getvalue())
    assert len(table.rows) == 1
    assert table.notes[0].code == "blank_tail"
    assert table.notes[0].params["line"] <= MAX_BLANK_RUN + 10
