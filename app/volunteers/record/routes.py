"""The pages of this folder, put together."""

from __future__ import annotations

from fastapi import APIRouter

from app.volunteers.record import check, files, notice, own, printed

router = APIRouter()
for _part in (check, files, notice, own, printed):
    router.include_router(_part.router)
