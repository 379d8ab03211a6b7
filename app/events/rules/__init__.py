"""Decisions about events, pure: `standing`, `admission` (the door), `codes`, `places` (the line), `series`, `masking`,
`abuse`, `ics`."""
