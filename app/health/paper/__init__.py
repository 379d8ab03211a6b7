"""What the owner takes along: a page to print for the doctor, and files."""
