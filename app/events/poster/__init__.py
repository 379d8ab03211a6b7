"""`/print/poster/<event>`: a sheet of A4 for a door or a stairwell."""
