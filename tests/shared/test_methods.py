from __future__ import annotations

import pytest
from fastapi import Request

from app.shared.methods import methods_at
from app.web import web


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/health/own/fhir", ["GET", "POST"]),  # of two routes
        ("/api/health/classify", ["POST"]),
        ("/api/health/sitting", ["GET"]),
        ("/fhir/Observation/abc", ["GET"]),
        ("/api/health/nothing", []),  # those that answer what is not there do not count
        ("/fhir/nothing", []),
    ],
)
def test_an_address_takes_what_its_routes_take_together(path: str, methods: list[str]) -> None:
    assert methods_at(Request({"type": "http", "path": path, "app": web})) == methods
