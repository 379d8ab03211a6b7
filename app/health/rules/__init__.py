"""Decisions about health checks, pure, by topic."""
