"""Routes of what reads across rooms; the workbench is the front door."""

from django.urls import path

from .views import circulars, feedback_rates, followthrough, search, supervision, workbench, workload

app_name = "insight"
urlpatterns = [
    path("", workbench.Workbench.as_view(), name="workbench"),
    path("first-steps/hide/", workbench.HideFirstSteps.as_view(), name="hide_first_steps"),
    path("search/", search.Search.as_view(), name="search"),
    path("search/palette/", search.Palette.as_view(), name="palette"),
    path("supervision/", supervision.Supervision.as_view(), name="supervision"),
    path(
        "supervision/extensions/<slug:decision>/",
        supervision.DecideExtensions.as_view(),
        name="decide_extensions",
    ),
    path("departments/<int:pk>/work/", supervision.DepartmentWork.as_view(), name="department_work"),
    path("workload/", workload.Workload.as_view(), name="workload"),
    path("workload/records/", workload.WorkloadRecords.as_view(), name="workload_records"),
    path("follow-through/", followthrough.FollowThrough.as_view(), name="follow_through"),
    path(
        "follow-through/records/", followthrough.FollowThroughRecords.as_view(), name="follow_through_records"
    ),
    path(
        "follow-through/file/<slug:format>/",
        followthrough.FollowThroughFile.as_view(),
        name="follow_through_file",
    ),
    path("feedback-rates/", feedback_rates.FeedbackRates.as_view(), name="feedback_rates"),
    path(
        "feedback-rates/file/<slug:format>/",
        feedback_rates.FeedbackRatesFile.as_view(),
        name="feedback_rates_file",
    ),
    path("feedback-rates/records/", feedback_rates.FeedbackRecords.as_view(), name="feedback_records"),
    path("circulars/", circulars.Circulars.as_view(), name="circulars"),
    path("circulars/draft/", circulars.DraftCircular.as_view(), name="draft_circular"),
    path("circulars/<int:pk>/", circulars.CircularPage.as_view(), name="circular"),
    path("circulars/<int:pk>/signatures/", circulars.CircularSignatures.as_view(), name="signatures"),
    path("circulars/notices/<int:pk>/", circulars.NoticePage.as_view(), name="notice"),
    path("circulars/<int:pk>/remarks/", circulars.Remarks.as_view(), name="remark_on_circular"),
    path("circulars/<int:pk>/retake/", circulars.Retake.as_view(), name="retake_circular"),
    path("circulars/<int:pk>/issue/", circulars.Issue.as_view(), name="issue_circular"),
    path("circulars/<int:pk>/discard/", circulars.Discard.as_view(), name="discard_circular"),
    path("circulars/<int:pk>/correct/", circulars.Correct.as_view(), name="correct_circular"),
    path("circulars/<int:pk>/file/<slug:kind>/", circulars.CircularFile.as_view(), name="circular_file"),
    path(
        "circulars/<int:pk>/records/<int:department>/<slug:figure>/",
        circulars.CircularRecords.as_view(),
        name="circular_records",
    ),
]
