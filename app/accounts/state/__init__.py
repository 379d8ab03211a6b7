"""The States of the account screens: `account` (one's own), `people` (for admins)."""
