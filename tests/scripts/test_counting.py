"""Holds that a run is counted honestly and that a catalogue's flaws are seen."""

import pytest

from scripts import test as runner
from scripts.check_catalogue import complaints, load

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@pytest.mark.parametrize(
    ("entry", "flaw"),
    [
        ('msgid "Task"\nmsgstr "任务"', None),
        ('msgid "Task"\nmsgstr ""', "untranslated"),
        ('#, fuzzy\nmsgid "Task"\nmsgstr "任务"', "fuzzy"),
        ('#, python-format\nmsgid "%(n)s tasks"\nmsgstr "%(m)s 个任务"', "unknown named placeholder"),
        ('msgid "a task"\nmsgid_plural "tasks"\nmsgstr[0] ""', "untranslated"),
    ],
)
def test_a_catalogue_is_complete_or_says_where_not(tmp_path, entry, flaw):
    path = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + entry + "\n", encoding="utf-8")
    found = complaints(load(path))
    assert len(found) == (flaw is not None)
    assert not flaw or flaw in found[0]


def test_failures_errors_and_skips_are_not_counted_as_passed(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>')
    assert runner.read_report(report) == runner.Tally(passed=3, failed=3, skipped=3)


@pytest.mark.parametrize(("in_ci", "expected"), [(False, (0, 1)), (True, (1, 0))])
def test_what_a_machine_lacks_is_skipped_at_home_and_an_error_in_ci(monkeypatch, in_ci, expected):
    monkeypatch.setattr(runner, "IN_CI", in_ci)
    tally = runner.lacking("browser", "Chromium")
    assert (tally.failed, tally.skipped) == expected
    assert len(tally.notes) == 1
