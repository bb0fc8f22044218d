"""Routes of what all kinds of matters share."""

from django.urls import path

from .views import chain, discussion, doing, parts, saved

app_name = "matters"
urlpatterns = [
    path("m/<str:number>/", parts.PermanentAddress.as_view(), name="detail"),
    path("matters/<int:pk>/do/<slug:name>/", doing.DoingDialog.as_view(), name="doing"),
    path("matters/<int:pk>/put/<slug:name>/", doing.Put.as_view(), name="put"),
    path("matters/<int:pk>/chain/", chain.ChainPage.as_view(), name="chain"),
    path("matters/<int:pk>/history/", chain.OlderHistory.as_view(), name="history"),
    path("matters/<int:pk>/comments/", discussion.AddComment.as_view(), name="comment"),
    path("matters/<int:pk>/files/", discussion.AddFile.as_view(), name="attach"),
    path("matters/<int:pk>/edit/", parts.EditWords.as_view(), name="edit"),
    path("matters/<int:pk>/labels/", parts.EditLabels.as_view(), name="labels"),
    path("matters/<int:pk>/audience/", parts.EditAudience.as_view(), name="audience"),
    path("matters/<int:pk>/parties/", parts.AddParty.as_view(), name="add_party"),
    path("matters/<int:pk>/links/", parts.AddLink.as_view(), name="add_link"),
    path("matters/<int:pk>/watch/", parts.Watch.as_view(), name="watch"),
    path("comments/<int:pk>/edit/", discussion.EditComment.as_view(), name="edit_comment"),
    path("comments/<int:pk>/withdraw/", discussion.WithdrawComment.as_view(), name="withdraw_comment"),
    path("files/<int:pk>/", discussion.ServeFile.as_view(), name="file"),
    path("files/<int:pk>/remove/", discussion.RemoveFile.as_view(), name="remove_file"),
    path("parties/<int:pk>/remove/", parts.RemoveParty.as_view(), name="remove_party"),
    path("links/<int:pk>/remove/", parts.RemoveLink.as_view(), name="remove_link"),
    path("views/", saved.SavedViews.as_view(), name="views"),
    path("views/save/", saved.SaveView.as_view(), name="save_view"),
    path("views/<int:pk>/edit/", saved.EditView.as_view(), name="edit_view"),
    path("views/<int:pk>/remove/", saved.RemoveView.as_view(), name="remove_view"),
]
