"""A week's hours as coordinators write them, in either language, and on the console's page."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from collab.org.calendar_text import read_week, week_as_text
from collab.org.models import WorkingCalendar
from collab.org.models.calendar import office_week


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_shown_is_read_back(language):
    with override(language):
        assert read_week(week_as_text(office_week())) == office_week()


@pytest.mark.parametrize(
    "line", ["周一 9:00-17:30", "Mon: 09:00 – 17:30", "星期一：09:00至17:30", "monday 9:00 to 17:30"]
)
def test_a_weekday_is_named_as_people_do_and_the_others_are_off(line):
    assert read_week(f"{line}\n\n") == [[[540, 1050]], [], [], [], [], [], []]


@pytest.mark.parametrize("line", ["Moonday 09:00–17:00", "Monday nine to five", "09:00–17:00", "周一 9:00"])
def test_a_line_that_is_not_understood_is_named(line):
    with pytest.raises(ValidationError, match="not understood"):
        read_week(f"Tuesday: 09:00–12:00\n{line}")


@pytest.mark.django_db
def test_the_console_shows_and_takes_hours_one_line_per_weekday(client, org):
    calendar = WorkingCalendar.objects.create(name="Hall", country="CN")
    client.force_login(org.coordinator, backend="collab.org.backends.AccountBackend")
    page = f"/admin/org/workingcalendar/{calendar.pk}/change/"
    shown = client.get(page)
    assert "Monday: 09:00–12:00, 13:00–18:00" in shown.content.decode()
    given = {"name": "Hall", "zone": "Asia/Shanghai", "country": "CN", "seen_version": 1}
    for inline in shown.context["inline_admin_formsets"]:
        given |= {f"{inline.formset.prefix}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    assert "not understood" in client.post(page, given | {"weekly": "Someday: 09:00–12:00"}).content.decode()
    answer = client.post(page, given | {"weekly": "Saturday: 09:00–12:00\r\nSunday:"})
    assert answer.status_code == 302, answer.context["errors"]
    assert WorkingCalendar.objects.get(pk=calendar.pk).weekly == [[], [], [], [], [], [[540, 720]], []]
