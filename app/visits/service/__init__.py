"""Verbs and queries of home visits, by topic."""

from app.visits.service.due import recompute
from app.visits.service.log import log_visit

__all__ = ["log_visit", "recompute"]
