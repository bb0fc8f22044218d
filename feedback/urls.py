"""Routes of feedback."""

from django.urls import path

from .views import retrospectives

app_name = "feedback"
urlpatterns = [
    path("retrospectives/", retrospectives.RetrospectiveList.as_view(), name="retrospectives"),
    path("retrospectives/<int:pk>/", retrospectives.RetrospectivePage.as_view(), name="retrospective"),
]
