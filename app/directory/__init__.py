"""查找: finding anybody on the phone itself, with or without signal."""
