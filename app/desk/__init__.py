"""工作台: everybody's way to what is theirs, and what waits for them there."""
