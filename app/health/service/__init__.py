"""Verbs and queries of health checks, by topic."""
