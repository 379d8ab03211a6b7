"""The pass on a screen (`/p/<token>`) and on paper (`/print/cards`): pages of the server, without Reflex."""
