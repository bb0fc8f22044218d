"""Routes of tasks."""

from django.urls import path

from .views import bulk, drafting, lists, page

app_name = "tasks"
urlpatterns = [
    path("", lists.TaskList.as_view(), name="list"),
    path("board/", lists.TaskBoard.as_view(), name="board"),
    path("bulk/", bulk.BulkBar.as_view(), name="bulk"),
    path("bulk/<slug:name>/", bulk.BulkDialog.as_view(), name="bulk_do"),
    path("people/", lists.PeopleOptions.as_view(), name="people_options"),
    path("new/", drafting.TaskCreate.as_view(), name="create"),
    path("<int:pk>/", page.TaskPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.TaskStory.as_view(), name="story"),
    path("<int:pk>/edit/", drafting.TaskEdit.as_view(), name="edit"),
    path("<int:pk>/to/<slug:column>/", lists.MoveDialog.as_view(), name="move"),
]
