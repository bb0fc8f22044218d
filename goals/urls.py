"""Routes of goals."""

from django.urls import path

from .views import cycle_end, drafting, lists, map, page

app_name = "goals"
urlpatterns = [
    path("", lists.GoalList.as_view(), name="list"),
    path("new/", drafting.GoalCreate.as_view(), name="create"),
    path("<int:pk>/", page.GoalPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.GoalStory.as_view(), name="story"),
    path("map/", map.GoalMap.as_view(), name="map"),
    path("cycles/", cycle_end.CycleList.as_view(), name="cycles"),
    path("cycles/<int:pk>/", cycle_end.CyclePage.as_view(), name="cycle"),
    path("cycles/<int:pk>/records/", cycle_end.CycleRecords.as_view(), name="cycle_records"),
    path("cycles/<int:pk>/<slug:step>/", cycle_end.CycleStep.as_view(), name="cycle_step"),
]
