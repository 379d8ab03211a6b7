"""`desk`: `/admin/passes`."""
