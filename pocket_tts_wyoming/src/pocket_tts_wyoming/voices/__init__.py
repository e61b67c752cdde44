"""Which voices exist."""
