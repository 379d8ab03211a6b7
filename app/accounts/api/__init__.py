"""The routes of accounts: `sign_in` (forms), `invitations`, `stand_in` (JSON), `oidc`."""

from fastapi import APIRouter

from app.accounts.api import invitations, oidc, sign_in, stand_in

router = APIRouter(tags=["accounts"])
for part in (sign_in, invitations, stand_in, oidc):
    router.include_router(part.router)
