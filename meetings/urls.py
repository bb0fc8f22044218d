"""Routes of meetings, agenda items, decisions and minutes read in."""

from django.urls import include, path

from .views import ballots, items, lists, live_minutes, meeting, minutes, readings

app_name = "meetings"
urlpatterns = [
    path("", lists.MeetingList.as_view(), name="list"),
    path("decisions/", lists.DecisionList.as_view(), name="decisions"),
    path("decisions/new/", ballots.DecisionCreate.as_view(), name="propose"),
    path("decisions/<int:pk>/", items.DecisionPage.as_view(), name="decision"),
    path("calls/", ballots.Calls.as_view(), name="calls"),
    path("items/<int:pk>/", items.ItemPage.as_view(), name="item"),
    path("new/", meeting.MeetingCreate.as_view(), name="create"),
    path("minutes/", minutes.MinutesList.as_view(), name="minutes_list"),
    path("minutes/<int:pk>/", minutes.MinutesPage.as_view(), name="minutes"),
    path("minutes/<int:pk>/text/", minutes.WriteDialog.as_view(), name="write_minutes"),
    path("minutes/<int:pk>/write/", live_minutes.LiveMinutes.as_view(), name="live_minutes"),
    path("minutes/<int:pk>/proposals/", live_minutes.Proposals.as_view(), name="proposals"),
    path("minutes/<int:pk>/versions/<int:edition>/", minutes.VersionPage.as_view(), name="minutes_version"),
    path(
        "minutes/<int:pk>/versions/<int:edition>/<slug:kind>/",
        minutes.VersionFile.as_view(),
        name="minutes_file",
    ),
    path("readings/", lists.ReadingList.as_view(), name="readings"),
    path("readings/new/", readings.MinutesImport.as_view(), name="import"),
    path("readings/<int:pk>/", readings.ReviewPage.as_view(), name="review"),
    path("<int:pk>/", meeting.MeetingPage.as_view(), name="detail"),
    path("<int:pk>/edit/", meeting.EditDialog.as_view(), name="edit"),
    path("<int:pk>/items/", meeting.AddItemDialog.as_view(), name="add_item"),
    path("<int:pk>/attendance/", meeting.AttendanceDialog.as_view(), name="attendance"),
    path("", include("meetings.series_urls")),
    path("story/<int:pk>/", items.Story.as_view(), name="story"),
]
