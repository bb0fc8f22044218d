"""Routes of feedback."""

from django.urls import path

from .views import (
    conflicts,
    corrective,
    effects,
    hotline,
    lessons,
    loop,
    retrospectives,
    sessions,
    surveys,
)

app_name = "feedback"
urlpatterns = [
    path("", loop.FeedbackList.as_view(), name="list"),
    path("new/", loop.FeedbackCreate.as_view(), name="create"),
    path("similar/", loop.Similar.as_view(), name="similar"),
    path("<int:pk>/", loop.FeedbackPage.as_view(), name="detail"),
    path("hotline/", hotline.Hotline.as_view(), name="hotline"),
    path("retrospectives/", retrospectives.RetrospectiveList.as_view(), name="retrospectives"),
    path("retrospectives/new/", retrospectives.LookBack.as_view(), name="look_back"),
    path("retrospectives/<int:pk>/", retrospectives.RetrospectivePage.as_view(), name="retrospective"),
    path("surveys/", surveys.SurveyList.as_view(), name="surveys"),
    path("surveys/new/", surveys.Compose.as_view(), name="create_survey"),
    path("surveys/<int:pk>/", surveys.SurveyPage.as_view(), name="survey"),
    path("surveys/<int:pk>/compose/", surveys.Compose.as_view(), name="compose"),
    path("surveys/<int:pk>/answer/", surveys.AnswerSurvey.as_view(), name="answer"),
    path("surveys/<int:pk>/results.<str:format>", surveys.SurveyFile.as_view(), name="survey_file"),
    path("retrospectives/sessions/<int:pk>/", sessions.SessionPage.as_view(), name="session"),
    path("retrospectives/sessions/<int:pk>/cards/", sessions.AddCard.as_view(), name="add_card"),
    path(
        "retrospectives/sessions/<int:pk>/do/<slug:name>/",
        sessions.SessionDialog.as_view(),
        name="session_do",
    ),
    path("cards/<int:pk>/do/<slug:name>/", sessions.CardDialog.as_view(), name="card_do"),
    path("cards/<int:pk>/step/<slug:name>/", sessions.CardStep.as_view(), name="card_step"),
    path("effects/<int:pk>/do/<slug:name>/", effects.EffectDialog.as_view(), name="effect_do"),
    path("lessons/", lessons.LessonList.as_view(), name="lessons"),
    path("lessons/suggestions/", lessons.Suggestions.as_view(), name="suggestions"),
    path("lessons/beside/<int:pk>/", lessons.Learned.as_view(), name="learned"),
    path("lessons/<int:pk>/mark/", lessons.MarkLesson.as_view(), name="mark_lesson"),
    path("lessons/<int:pk>/apply/", lessons.ApplyLesson.as_view(), name="apply_lesson"),
    path("lessons/<int:pk>/take-over/", lessons.TakeLessonOver.as_view(), name="take_over_lesson"),
    path("lessons/<int:pk>/set-aside/", lessons.SetLessonAside.as_view(), name="set_aside_lesson"),
    path(
        "lessons/<int:pk>/suggest-again/", lessons.SuggestLessonAgain.as_view(), name="suggest_lesson_again"
    ),
    path("lessons/<int:pk>/take-back/", lessons.TakeLessonBack.as_view(), name="take_lesson_back"),
    path("corrective/", corrective.CorrectiveList.as_view(), name="correctives"),
    path("corrective/new/", corrective.CorrectiveOpen.as_view(), name="open_corrective"),
    path("corrective/<int:pk>/", corrective.CorrectivePage.as_view(), name="corrective"),
    path("conflicts/", conflicts.ConflictList.as_view(), name="conflicts"),
    path("conflicts/raise/", conflicts.ConflictRaise.as_view(), name="raise_conflict"),
    path("conflicts/<int:pk>/", conflicts.ConflictPage.as_view(), name="conflict"),
    path("conflict-sides/<int:pk>/<str:name>/", conflicts.SideDialog.as_view(), name="conflict_side"),
    path(
        "conflict-criteria/<int:pk>/<str:name>/",
        conflicts.CriterionDialog.as_view(),
        name="conflict_criterion",
    ),
    path("conflict-options/<int:pk>/<str:name>/", conflicts.OptionDialog.as_view(), name="conflict_option"),
]
