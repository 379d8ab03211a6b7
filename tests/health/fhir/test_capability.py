"""What the interface says about itself is valid, and true."""

from __future__ import annotations

from fhir.resources.R4B.capabilitystatement import CapabilityStatement

from app.health.fhir.capability import capability, smart_configuration
from app.health.fhir.search import PARAMETERS


def test_the_capability_statement_is_valid_fhir() -> None:
    made = CapabilityStatement.model_validate(capability("https://x"))
    assert made.fhirVersion == "4.0.1"


def test_it_names_just_the_parameters_that_are_understood() -> None:
    (resource,) = capability("https://x")["rest"][0]["resource"]
    assert {one["name"] for one in resource["searchParam"]} == {one for one in PARAMETERS if not one.startswith("_")}


def test_a_backend_service_finds_its_token_endpoint() -> None:
    made = smart_configuration("https://x")
    assert made["token_endpoint"] == "https://x/fhir/token"
    assert "client_credentials" in made["grant_types_supported"]
