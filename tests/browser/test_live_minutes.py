"""Two people write the same minutes in two browsers, and a line becomes a task."""

import pytest

pytestmark = pytest.mark.browser
EDITOR = "#minutes-editor [role=textbox]"


def drafted(seat) -> int:
    """Minutes of the demo organisation that are being drafted."""
    rows = seat.page.request.get(f"{seat.site}/api/v1/minutes/?status=drafting").json()["results"]
    return rows[0]["id"]


def test_two_people_write_and_a_line_becomes_a_task(sit):
    secretary, writer = sit("liaison"), sit("staff")
    address = f"/meetings/minutes/{drafted(secretary)}/write/"
    for seat in (secretary, writer):
        seat.go(address).wait_for_selector(f"{EDITOR}[contenteditable=true]")
    page = writer.page
    page.click(EDITOR)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("The stalls move in May.")
    secretary.page.wait_for_selector(f"{EDITOR} >> text=The stalls move in May.")
    secretary.page.wait_for_selector(f"{EDITOR} .caret-name")
    secretary.page.click(EDITOR)
    secretary.page.keyboard.press("Control+Home")
    secretary.page.keyboard.type("Read by all. ")
    page.wait_for_selector(f"{EDITOR} >> text=Read by all.")

    page.keyboard.press("Enter")
    page.keyboard.type("/task @staff")
    page.click("#minutes-menu [role=option]")
    page.keyboard.type("mark out the stalls due Friday")
    secretary.page.wait_for_selector("#minutes-proposals >> text=mark out the stalls")
    secretary.page.wait_for_selector("#minutes-proposals time")
    assert page.locator("#minutes-proposals button").count() == 0
    page.wait_for_selector("#minutes-status[data-state=saved]")
    secretary.page.click("#minutes-proposals button[value=confirm]")
    page.wait_for_selector("#minutes-proposals a:has-text('mark out the stalls')")
    page.click("#minutes-proposals a:has-text('mark out the stalls')")
    page.wait_for_selector("#matter-head")
