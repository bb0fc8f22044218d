"""The main job in two browsers side by side: nobody reloads, and both see what the other does."""

import pytest

pytestmark = pytest.mark.browser
ROLES = ("staff", "liaison", "head", "coordinator", "leader", "outsider")


def hand_out(coordinator, staff, title: str) -> str:
    """The coordinator hands a task to staff through the form; its address."""
    me = staff.page.request.get(f"{staff.site}/api/v1/me/").json()
    page = coordinator.go("/tasks/new/")
    page.fill("[name=title]", title)
    department = str(me["roles"][0]["department"])
    page.select_option("select[name=department]", department)
    page.click("#id_responsible-ts-control")
    page.keyboard.type(me["username"])
    page.click(f".ts-dropdown [data-value='{me['id']}']")
    page.click("button[name=then][value=issue]")
    page.wait_for_selector("#matter-head")
    return page.url.removeprefix(coordinator.site)


def test_every_demo_account_signs_in_with_one_click(sit):
    for role in ROLES:
        seat = sit(role)
        assert seat.page.locator("main#main").count() == 1


def test_the_administrator_signs_in_with_a_password_and_opens_the_console(sit):
    seat = sit()
    page = seat.go("/accounts/login/")
    page.fill("[name=login]", "admin")
    page.fill("[name=password]", "demo")
    page.click("form:has([name=password]) button.btn-primary")
    page.wait_for_url(f"{seat.site}/")
    assert seat.go("/admin/").locator("body").inner_text()


def test_a_task_travels_between_two_browsers_live(sit):
    staff, coordinator = sit("staff"), sit("coordinator")
    staff.go("/inbox/")
    staff.mark()
    before = staff.page.locator("#inbox-count").inner_text().strip() or "0"
    address = hand_out(coordinator, staff, "Count the lamps 清点路灯")
    staff.page.wait_for_function(
        "before => document.querySelector('#inbox-count').innerText.trim() !== before", arg=before
    )
    assert staff.was_not_reloaded()

    staff.go(address)
    for seat in (staff, coordinator):
        seat.page.wait_for_selector("html[data-live-state=open], body", state="attached")
        seat.mark()
    state_before = coordinator.page.locator("#matter-head .status").inner_text()
    staff.open_dialog("sign-for")
    staff.send_dialog()
    changed = "before => document.querySelector('#matter-head .status').innerText !== before"
    coordinator.page.wait_for_function(changed, arg=state_before)

    coordinator.page.fill(".composer textarea[name=body]", "Mind the old quarter 注意老城区")
    coordinator.page.click(".composer button:has-text('Comment')")
    staff.page.wait_for_selector("#matter-comments >> text=Mind the old quarter 注意老城区")

    state_before = coordinator.page.locator("#matter-head .status").inner_text()
    staff.page.wait_for_selector("[data-dialog-url*='/submit/']", state="attached")
    staff.open_dialog("submit")
    staff.page.fill("#dialog-body [name=result]", "412 lamps, list attached")
    staff.send_dialog()
    coordinator.page.wait_for_function(changed, arg=state_before)
    for step in ("verify", "complete"):
        state_before = staff.page.locator("#matter-head .status").inner_text()
        coordinator.page.wait_for_selector(f"[data-dialog-url*='/{step}/']", state="attached")
        coordinator.open_dialog(step)
        coordinator.send_dialog()
        staff.page.wait_for_function(changed, arg=state_before)
    assert staff.page.locator("#matter-head .status").inner_text() == "Completed"
    assert staff.was_not_reloaded()
    assert coordinator.was_not_reloaded()


def test_a_stale_form_shows_both_texts_and_loses_neither(sit):
    one, other = sit("coordinator"), sit("coordinator")
    address = hand_out(one, sit("staff"), "Paint the fence")
    other.go(address)
    for seat in (one, other):
        seat.open_dialog("edit")
    one.page.fill("#dialog-body [name=title]", "Paint the fence green")
    one.send_dialog()
    one.page.wait_for_selector("#matter-head >> text=Paint the fence green")
    other.page.fill("#dialog-body [name=title]", "Paint the fence blue")
    other.send_dialog()
    sides = other.page.wait_for_selector("#dialog-body .conflict-sides").inner_text()
    assert "Paint the fence blue" in sides
    assert "Paint the fence green" in sides
    assert other.page.input_value("#dialog-body [name=title]") == "Paint the fence blue"
    other.send_dialog()
    one.page.wait_for_selector("#matter-head >> text=Paint the fence blue")


def test_what_is_kept_from_the_outsider_answers_like_nothing(sit):
    address = hand_out(sit("coordinator"), sit("staff"), "Kept among us")
    outsider = sit("outsider")
    assert outsider.page.request.get(outsider.site + address).status == 404


def test_the_palette_finds_and_opens_by_keyboard_alone(sit):
    seat = sit("coordinator")
    seat.page.keyboard.press("Control+k")
    seat.page.wait_for_selector("#palette[open]")
    number = seat.page.request.get(f"{seat.site}/api/v1/tasks/?limit=1").json()["results"][0]["number"]
    seat.page.keyboard.type(number)
    seat.page.wait_for_selector(f"#palette-results [role=option]:has-text('{number}')")
    seat.page.keyboard.press("Enter")
    seat.page.wait_for_selector(f"#matter-head >> text={number}")


def test_the_language_changes_at_once_and_stays(sit):
    seat = sit("leader")
    seat.speak("zh-hans")
    assert "工作台" in seat.go("/").inner_text("body")
    seat.speak("en")
    assert "Workbench" in seat.go("/").inner_text("body")
