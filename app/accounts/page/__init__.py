"""The screens of accounts: `login`, `invite`, `account` (one's own), `people` (for admins), `access` (for auditors)."""

from app.accounts.page.access import access_screen
from app.accounts.page.account import account_screen
from app.accounts.page.invite import invite_screen
from app.accounts.page.login import login_screen
from app.accounts.page.people import people_screen

__all__ = ["access_screen", "account_screen", "invite_screen", "login_screen", "people_screen"]
