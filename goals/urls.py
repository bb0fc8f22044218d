"""Routes of goals."""

from django.urls import path

from .views import agreement, drafting, lists, page

app_name = "goals"
urlpatterns = [
    path("", lists.GoalList.as_view(), name="list"),
    path("new/", drafting.GoalCreate.as_view(), name="create"),
    path("check/", drafting.SmartCheck.as_view(), name="check"),
    path("<int:pk>/", page.GoalPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.GoalStory.as_view(), name="story"),
    path("<int:pk>/change/", drafting.GoalChange.as_view(), name="change"),
    path("<int:pk>/versions/<int:edition>/", agreement.VersionPage.as_view(), name="version"),
    path("consultations/<int:pk>/<slug:name>/", agreement.ConsultationDialog.as_view(), name="consultation"),
    path("contributions/<int:pk>/<slug:name>/", agreement.ContributionDialog.as_view(), name="contribution"),
]
