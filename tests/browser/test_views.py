"""Boards and lists without a mouse: a card is carried by keys, rows are chosen by keys and done together."""

import pytest

from .test_work import hand_out

pytestmark = pytest.mark.browser


def test_a_card_is_carried_to_the_next_column_by_keys_alone(sit):
    staff, coordinator = sit("staff"), sit("coordinator")
    number = hand_out(coordinator, staff, "Paint the benches 刷长椅").strip("/").split("/")[-1]
    page = staff.go("/tasks/board/?order=newest&person=me")
    card = page.locator(f"[data-card='{number}']")
    assert "accepted" in card.get_attribute("data-moves").split()
    card.focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => document.getElementById('live-region').textContent.includes('Picked up')")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.getElementById('live-region').textContent.startsWith('Over')")
    page.keyboard.press("Escape")
    assert page.locator(f"[data-board-column=issued] [data-card='{number}']").count() == 1
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#dialog-body form")
    staff.send_dialog()
    page.wait_for_selector(f"[data-board-column=accepted] [data-card='{number}']:focus")


def test_rows_are_chosen_by_keys_and_done_together(sit):
    staff, coordinator = sit("staff"), sit("coordinator")
    for title in ("Oil the gates", "Count the keys", "Sweep the yard"):
        hand_out(coordinator, staff, title)
    page = coordinator.go("/tasks/?order=newest&status=issued")

    def chosen(count: int) -> None:
        page.wait_for_function(
            "count => document.querySelectorAll('input[data-bulk]:checked').length === count", arg=count
        )

    page.keyboard.press("j")
    page.keyboard.press("x")
    chosen(1)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    chosen(3)
    page.wait_for_selector("#bulk-bar:not([inert]) [data-dialog-url*='/bulk/urge/']", state="attached")
    coordinator.open_dialog("urge")
    page.fill("#dialog-body [name=note]", "Today, please")
    coordinator.send_dialog()
    page.wait_for_selector(".toast, #toasts :text('3 rows')")
    chosen(0)
    page.keyboard.press("k")
    page.keyboard.press("x")
    chosen(1)
    page.wait_for_selector("#bulk-bar:not([inert]) [data-dialog-url*='/bulk/urge/']", state="attached")
    coordinator.open_dialog("urge")
    coordinator.send_dialog()
    page.wait_for_selector(".bulk-result :text('Refused')")
    page.click("#dialog-body .btn-primary[data-dialog-close]")
    chosen(1)
