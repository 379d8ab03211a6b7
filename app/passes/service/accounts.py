"""Accounts that residents sign in to with their pass are nobody's but theirs."""

from __future__ import annotations

from sqlmodel import select

from app.accounts.service.people import leave_out
from app.passes.models import PersonAccount

leave_out(select(PersonAccount.account_id))
