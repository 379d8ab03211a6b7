"""What the interface can do, in the words of FHIR and of SMART. Pure; open to anybody."""

from __future__ import annotations

from typing import Any

from app.health.fhir import codes

VERSION = "4.0.1"
PUBLISHED = "2026-11-24"
PROFILES = ("bp", "heartrate", "bodyweight", "bodyheight", "bmi", "bodytemp", "oxygensat")
SCOPES = ("system/Observation.rs", "system/Observation.r", "system/Observation.s")
SEARCH = (
    ("patient", "reference", "Whose: required. Only of residents who share with this client."),
    ("subject", "reference", "The same."),
    ("code", "token", "LOINC codes, several with a comma."),
    ("category", "token", "vital-signs, laboratory or exam."),
    ("date", "date", "eq, ge, gt, le, lt, sa, eb; may be repeated."),
)


def capability(base: str) -> dict[str, Any]:
    """The CapabilityStatement. `base`: the address of this installation."""
    return {
        "resourceType": "CapabilityStatement",
        "url": f"{base}/fhir/metadata",
        "name": "Linju",
        "title": "邻聚健康自检",
        "status": "active",
        "date": PUBLISHED,
        "description": "Readings that residents took themselves and share with their health centre. Read only.",
        "kind": "instance",
        "implementation": {"description": "Linju 邻聚", "url": f"{base}/fhir"},
        "fhirVersion": VERSION,
        "format": ["json"],
        "rest": [{"mode": "server", "security": _security(base), "resource": [_observation()]}],
    }


def _security(base: str) -> dict[str, Any]:
    service = {"system": "http://terminology.hl7.org/CodeSystem/restful-security-service", "code": "SMART-on-FHIR"}
    uris = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
    return {
        "extension": [{"url": uris, "extension": [{"url": "token", "valueUri": f"{base}/fhir/token"}]}],
        "service": [{"coding": [service]}],
        "description": "OAuth 2.0 client credentials; a resident's own grant opens their readings, and ends.",
    }


def _observation() -> dict[str, Any]:
    return {
        "type": "Observation",
        "supportedProfile": [codes.CORE + name for name in PROFILES],
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "searchParam": [{"name": name, "type": kind, "documentation": said} for name, kind, said in SEARCH],
    }


def smart_configuration(base: str) -> dict[str, Any]:
    """`.well-known/smart-configuration` of SMART App Launch 2: what a backend service needs."""
    return {
        "token_endpoint": f"{base}/fhir/token",
        "revocation_endpoint": f"{base}/fhir/revoke",
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "scopes_supported": list(SCOPES),
        "capabilities": ["client-confidential-symmetric", "permission-v2"],
    }
