"""The desk screens about households."""
