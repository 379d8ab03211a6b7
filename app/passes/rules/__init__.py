"""Decisions about passes, pure: `codes` (the letters), `pins`."""
