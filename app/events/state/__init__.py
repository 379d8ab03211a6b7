"""The screens' states: `desk` and `manage` for staff, `public` for everybody, `tablet` for the lounge."""
