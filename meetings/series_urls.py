"""Routes of meeting series, calendar addresses and preparation."""

from django.urls import path

from .views import calendars, preparing, series

urlpatterns = [
    path("series/", series.SeriesList.as_view(), name="series"),
    path("series/new/", series.SeriesCreate.as_view(), name="create_series"),
    path("series/<int:pk>/", series.SeriesPage.as_view(), name="one_series"),
    path("series/<int:pk>/edit/", series.SeriesEdit.as_view(), name="edit_series"),
    path("series/<int:pk>/do/<slug:name>/", series.SeriesDialog.as_view(), name="series_do"),
    path("series/items/<int:pk>/<slug:name>/", series.SeriesItemDialog.as_view(), name="series_item"),
    path("series/topics/<int:pk>/<slug:name>/", series.TopicDialog.as_view(), name="topic"),
    path("calendars/", calendars.FeedList.as_view(), name="feeds"),
    path("calendars/new/", calendars.AddFeed.as_view(), name="add_feed"),
    path("calendars/<int:pk>/revoke/", calendars.RevokeFeed.as_view(), name="revoke_feed"),
    path("clashes/", preparing.Clashes.as_view(), name="clashes"),
    path("<int:pk>/agenda/", preparing.PlanDialog.as_view(), name="plan_agenda"),
]
