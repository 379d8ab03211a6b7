"""The pages and files of this folder, put together."""

from __future__ import annotations

from fastapi import APIRouter

from app.health.paper import files, printed

router = APIRouter()
for _part in (files, printed):
    router.include_router(_part.router)
