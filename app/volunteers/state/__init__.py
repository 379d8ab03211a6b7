"""The states of the volunteers' screens."""
