"""Routes of what reads across rooms; the workbench is the front door."""

from django.urls import path

from .views import search, supervision, workbench

app_name = "insight"
urlpatterns = [
    path("", workbench.Workbench.as_view(), name="workbench"),
    path("first-steps/hide/", workbench.HideFirstSteps.as_view(), name="hide_first_steps"),
    path("search/", search.Search.as_view(), name="search"),
    path("search/palette/", search.Palette.as_view(), name="palette"),
    path("supervision/", supervision.Supervision.as_view(), name="supervision"),
    path("departments/<int:pk>/work/", supervision.DepartmentWork.as_view(), name="department_work"),
]
