"""What the screens of the lounge show and what can be done there."""
