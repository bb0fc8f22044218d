"""Collab: the platform on which departments get shared work done."""

from collab.celery import app as celery_app

__all__ = ["celery_app"]
