"""Routes of tasks."""

from django.urls import include, path

from .views import bulk, calendar, cells, drafting, handovers, ledger, lists, page, parts, saved, series

app_name = "tasks"
urlpatterns = [
    path("", lists.TaskList.as_view(), name="list"),
    path("board/", lists.TaskBoard.as_view(), name="board"),
    path("calendar/", calendar.TaskCalendar.as_view(), name="calendar"),
    path("ledger/", ledger.TaskLedger.as_view(), name="ledger"),
    path("export/", ledger.TaskExport.as_view(), name="export"),
    path("views/", saved.SavedViews.as_view(), name="views"),
    path("views/save/", saved.SaveView.as_view(), name="save_view"),
    path("views/<int:pk>/edit/", saved.EditView.as_view(), name="edit_view"),
    path("views/<int:pk>/remove/", saved.RemoveView.as_view(), name="remove_view"),
    path("bulk/", bulk.BulkBar.as_view(), name="bulk"),
    path("bulk/<slug:name>/", bulk.BulkDialog.as_view(), name="bulk_do"),
    path("people/", lists.PeopleOptions.as_view(), name="people_options"),
    path("new/", drafting.TaskCreate.as_view(), name="create"),
    path("parts/<int:pk>/<slug:name>/", parts.PartDialog.as_view(), name="part"),
    path("<int:pk>/", page.TaskPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.TaskStory.as_view(), name="story"),
    path("<int:pk>/edit/", drafting.TaskEdit.as_view(), name="edit"),
    path("handovers/", handovers.HandoverList.as_view(), name="handovers"),
    path("handovers/new/", handovers.HandoverCreate.as_view(), name="create_handover"),
    path("handovers/<int:pk>/", handovers.HandoverPage.as_view(), name="handover"),
    path("handovers/<int:pk>/story/", handovers.HandoverStory.as_view(), name="handover_story"),
    path("handovers/criteria/<int:pk>/met/", handovers.MetDialog.as_view(), name="criterion_met"),
    path("handovers/criteria/<int:pk>/unmet/", handovers.UnmetDialog.as_view(), name="criterion_unmet"),
    path("series/", series.SeriesList.as_view(), name="series"),
    path("series/<int:pk>/edit/", series.EditSeries.as_view(), name="edit_series"),
    path("series/<int:pk>/pause/", series.PauseSeries.as_view(), name="pause_series"),
    path("series/<int:pk>/resume/", series.ResumeSeries.as_view(), name="resume_series"),
    path("series/<int:pk>/end/", series.EndSeries.as_view(), name="end_series"),
    path("", include("tasks.evidence_urls")),
    path("<int:pk>/cell/<slug:name>/", cells.TaskCell.as_view(), name="cell"),
    path("<int:pk>/to/<slug:column>/", lists.MoveDialog.as_view(), name="move"),
]
