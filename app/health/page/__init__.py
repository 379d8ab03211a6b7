"""The screens of the health checks."""
