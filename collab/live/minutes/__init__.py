"""The door /ws/minutes/<id>/: several people write one document, over the Yjs sync protocol."""
