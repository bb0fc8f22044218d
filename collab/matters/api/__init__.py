"""The API of the spine; `routes` is gathered by collab/api.py."""

from .finding import LabelResource, SearchResource
from .hanging import (
    ActivityResource,
    AttachmentResource,
    CommentResource,
    LinkResource,
    WatcherResource,
)
from .resources import MatterResource
from .saved_views import SavedViewResource

routes = [
    ("matters", MatterResource),
    ("comments", CommentResource),
    ("attachments", AttachmentResource),
    ("links", LinkResource),
    ("watchers", WatcherResource),
    ("activities", ActivityResource),
    ("labels", LabelResource),
    ("search", SearchResource),
    ("saved-views", SavedViewResource),
]
