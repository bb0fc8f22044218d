"""Routes of goals."""

from django.urls import path

from .views import drafting, key_results, lists, page

app_name = "goals"
urlpatterns = [
    path("", lists.GoalList.as_view(), name="list"),
    path("new/", drafting.GoalCreate.as_view(), name="create"),
    path("<int:pk>/", page.GoalPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.GoalStory.as_view(), name="story"),
    path("key-results/<int:pk>/", key_results.KeyResultPage.as_view(), name="key_result"),
    path("key-results/<int:pk>/story/", key_results.KeyResultStory.as_view(), name="key_result_story"),
    path("check-ins/<int:pk>/<slug:name>/", key_results.CheckInDialog.as_view(), name="check_in"),
]
