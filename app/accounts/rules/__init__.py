"""Decisions about people who sign in, pure. Who may do what: `permissions`; for how long: `sessions`."""

from app.accounts.rules.permissions import PERMISSIONS, Actor, Permission, Scope, holds

__all__ = ["PERMISSIONS", "Actor", "Permission", "Scope", "holds"]
