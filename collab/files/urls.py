"""Routes of files made by a job."""

from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("", views.Files.as_view(), name="list"),
    path("<int:pk>/", views.Download.as_view(), name="download"),
    path("<int:pk>/remove/", views.Discard.as_view(), name="discard"),
]
