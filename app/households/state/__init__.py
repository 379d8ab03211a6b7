"""The States of the desk screens about households."""
