"""Self-service health checks that residents own: measured, classified, never diagnosed."""
