"""FHIR R4: readings as Observations, out and in, for their owner and for the systems of health centres."""
