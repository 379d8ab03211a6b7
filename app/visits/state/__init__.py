"""What the desk screens of visits hold: coverage, rules, needs. The phone screens have no State."""
