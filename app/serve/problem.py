"""What stops an operator, said in one line."""

from __future__ import annotations


class Problem(Exception):
    """Something about this machine or installation is not as it must be. The text says what and how to mend it."""
