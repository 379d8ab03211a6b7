"""Names where strangers read along: 王**. Pure."""

from __future__ import annotations

from app.households.names import family_name


def masked(name: str) -> str:
    """The family name and two stars, however long the rest is; `**` for nobody's name."""
    clean = name.strip()
    return (family_name(clean) if clean else "") + "**"
