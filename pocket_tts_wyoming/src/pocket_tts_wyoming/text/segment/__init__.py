"""Sentences, and groups of the length that the model speaks best."""
