"""Routes of goals."""

from django.urls import path

from .views import drafting, lists, page

app_name = "goals"
urlpatterns = [
    path("", lists.GoalList.as_view(), name="list"),
    path("new/", drafting.GoalCreate.as_view(), name="create"),
    path("<int:pk>/", page.GoalPage.as_view(), name="detail"),
    path("<int:pk>/story/", page.GoalStory.as_view(), name="story"),
]
