"""The screens of health checks."""
