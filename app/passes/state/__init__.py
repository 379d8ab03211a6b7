"""`desk`: passes given out by staff."""
