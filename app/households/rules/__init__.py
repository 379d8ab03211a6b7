"""Decisions of households, pure: what a field may hold, what a search means, who may be twins, who reads a note."""
