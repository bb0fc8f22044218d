"""Routes of tasks."""

from django.urls import path

from .views import dependencies, drafting, lists, page, plan_dialogs, plans, timeline

app_name = "tasks"
urlpatterns = [
    path("", lists.TaskList.as_view(), name="list"),
    path("board/", lists.TaskBoard.as_view(), name="board"),
    path("people/", lists.PeopleOptions.as_view(), name="people_options"),
    path("new/", drafting.TaskCreate.as_view(), name="create"),
    path("similar/", drafting.Similar.as_view(), name="similar"),
    path("<int:pk>/", page.TaskPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.TaskStory.as_view(), name="story"),
    path("<int:pk>/edit/", drafting.TaskEdit.as_view(), name="edit"),
    path("<int:pk>/to/<slug:column>/", lists.MoveDialog.as_view(), name="move"),
    path("timeline/", timeline.TaskTimeline.as_view(), name="timeline"),
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path("plans/new/", plans.PlanCreate.as_view(), name="create_plan"),
    path("plans/<int:pk>/", plans.PlanPage.as_view(), name="plan"),
    path("plans/<int:pk>/story/", plans.PlanStory.as_view(), name="plan_story"),
    path("plans/<int:pk>/edit/", plan_dialogs.EditPeriod.as_view(), name="edit_plan"),
    path("plans/<int:pk>/shift/", plan_dialogs.ShiftDialog.as_view(), name="shift"),
    path("plans/<int:pk>/compare/", plans.PlanCompare.as_view(), name="plan_compare"),
    path("<int:pk>/dependencies/", dependencies.AddDependency.as_view(), name="add_dependency"),
    path("dependencies/<int:pk>/remove/", dependencies.RemoveDependency.as_view(), name="remove_dependency"),
]
