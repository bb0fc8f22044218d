"""Routes of goals."""

from django.urls import path

from .views import agreement, cycle_end, drafting, key_results, lists, map, page

app_name = "goals"
urlpatterns = [
    path("", lists.GoalList.as_view(), name="list"),
    path("new/", drafting.GoalCreate.as_view(), name="create"),
    path("check/", drafting.SmartCheck.as_view(), name="check"),
    path("<int:pk>/", page.GoalPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.GoalStory.as_view(), name="story"),
    path("map/", map.GoalMap.as_view(), name="map"),
    path("cycles/", cycle_end.CycleList.as_view(), name="cycles"),
    path("cycles/<int:pk>/", cycle_end.CyclePage.as_view(), name="cycle"),
    path("cycles/<int:pk>/records/", cycle_end.CycleRecords.as_view(), name="cycle_records"),
    path("cycles/<int:pk>/<slug:step>/", cycle_end.CycleStep.as_view(), name="cycle_step"),
    path("key-results/<int:pk>/", key_results.KeyResultPage.as_view(), name="key_result"),
    path("key-results/<int:pk>/story/", key_results.KeyResultStory.as_view(), name="key_result_story"),
    path("check-ins/<int:pk>/<slug:name>/", key_results.CheckInDialog.as_view(), name="check_in"),
    path("<int:pk>/change/", drafting.GoalChange.as_view(), name="change"),
    path("<int:pk>/versions/<int:edition>/", agreement.VersionPage.as_view(), name="version"),
    path("consultations/<int:pk>/<slug:name>/", agreement.ConsultationDialog.as_view(), name="consultation"),
    path("contributions/<int:pk>/<slug:name>/", agreement.ContributionDialog.as_view(), name="contribution"),
]
