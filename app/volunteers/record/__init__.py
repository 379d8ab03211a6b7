"""Pages of hours that need no app around them: the public notice, a record to check, to keep and to print."""
