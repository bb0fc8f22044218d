"""Routes of feedback."""

from django.urls import path

from .views import retrospectives, surveys

app_name = "feedback"
urlpatterns = [
    path("retrospectives/", retrospectives.RetrospectiveList.as_view(), name="retrospectives"),
    path("retrospectives/<int:pk>/", retrospectives.RetrospectivePage.as_view(), name="retrospective"),
    path("surveys/", surveys.SurveyList.as_view(), name="surveys"),
    path("surveys/new/", surveys.Compose.as_view(), name="create_survey"),
    path("surveys/<int:pk>/", surveys.SurveyPage.as_view(), name="survey"),
    path("surveys/<int:pk>/compose/", surveys.Compose.as_view(), name="compose"),
    path("surveys/<int:pk>/answer/", surveys.AnswerSurvey.as_view(), name="answer"),
    path("surveys/<int:pk>/results.<str:format>", surveys.SurveyFile.as_view(), name="survey_file"),
]
