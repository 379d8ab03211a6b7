"""Verbs of accounts, by topic."""

from app.accounts.service.people import actor_of

__all__ = ["actor_of"]
