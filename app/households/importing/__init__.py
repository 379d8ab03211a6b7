"""Importing a roster in the browser: a file that was sent waits while somebody looks at what it would change."""
