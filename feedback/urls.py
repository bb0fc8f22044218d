"""Routes of feedback."""

from django.urls import path

from .views import hotline, loop, retrospectives

app_name = "feedback"
urlpatterns = [
    path("", loop.FeedbackList.as_view(), name="list"),
    path("new/", loop.FeedbackCreate.as_view(), name="create"),
    path("similar/", loop.Similar.as_view(), name="similar"),
    path("<int:pk>/", loop.FeedbackPage.as_view(), name="detail"),
    path("hotline/", hotline.Hotline.as_view(), name="hotline"),
    path("retrospectives/", retrospectives.RetrospectiveList.as_view(), name="retrospectives"),
    path("retrospectives/<int:pk>/", retrospectives.RetrospectivePage.as_view(), name="retrospective"),
]
