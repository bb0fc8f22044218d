"""Routes of tasks."""

from django.urls import path

from .views import bulk, calendar, cells, drafting, ledger, lists, page, saved

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
    path("<int:pk>/", page.TaskPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.TaskStory.as_view(), name="story"),
    path("<int:pk>/edit/", drafting.TaskEdit.as_view(), name="edit"),
    path("<int:pk>/cell/<slug:name>/", cells.TaskCell.as_view(), name="cell"),
    path("<int:pk>/to/<slug:column>/", lists.MoveDialog.as_view(), name="move"),
]
