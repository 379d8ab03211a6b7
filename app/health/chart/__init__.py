"""Charts and their tables as HTML that the server writes: for the owner, for whom they let see it, and for paper."""
