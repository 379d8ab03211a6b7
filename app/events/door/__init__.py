"""The page behind the code at the door: small, without the app around it, for any phone."""
