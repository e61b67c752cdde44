"""Whose frame is next: many utterances share one model."""
