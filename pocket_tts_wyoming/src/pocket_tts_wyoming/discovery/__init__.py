"""Announcing the server on the local network."""
