"""The states of the screens of health checks."""
