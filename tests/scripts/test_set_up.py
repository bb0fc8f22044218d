"""Holds what the set-up promises about repeating itself."""

from scripts.setup import once


def test_the_same_inputs_are_worked_on_once(tmp_path):
    done = []
    for inputs in ("a", "a", "b"):
        once("step", tmp_path / "made" / "stamp", inputs, lambda inputs=inputs: done.append(inputs))
    assert done == ["a", "b"]


def test_work_that_failed_is_tried_again(tmp_path):
    stamp = tmp_path / "stamp"
    try:
        once("step", stamp, "a", lambda: 1 / 0)
    except ZeroDivisionError:
        done = []
        once("step", stamp, "a", lambda: done.append("a"))
    assert done == ["a"]
