"""Routes of feedback."""

from django.urls import path

from .views import conflicts, corrective, loop, retrospectives

app_name = "feedback"
urlpatterns = [
    path("", loop.FeedbackList.as_view(), name="list"),
    path("new/", loop.FeedbackCreate.as_view(), name="create"),
    path("similar/", loop.Similar.as_view(), name="similar"),
    path("<int:pk>/", loop.FeedbackPage.as_view(), name="detail"),
    path("retrospectives/", retrospectives.RetrospectiveList.as_view(), name="retrospectives"),
    path("retrospectives/<int:pk>/", retrospectives.RetrospectivePage.as_view(), name="retrospective"),
    path("corrective/", corrective.CorrectiveList.as_view(), name="correctives"),
    path("corrective/new/", corrective.CorrectiveOpen.as_view(), name="open_corrective"),
    path("corrective/<int:pk>/", corrective.CorrectivePage.as_view(), name="corrective"),
    path("conflicts/", conflicts.ConflictList.as_view(), name="conflicts"),
    path("conflicts/raise/", conflicts.ConflictRaise.as_view(), name="raise_conflict"),
    path("conflicts/<int:pk>/", conflicts.ConflictPage.as_view(), name="conflict"),
    path("conflict-sides/<int:pk>/<str:name>/", conflicts.SideDialog.as_view(), name="conflict_side"),
    path("conflict-options/<int:pk>/<str:name>/", conflicts.OptionDialog.as_view(), name="conflict_option"),
]
