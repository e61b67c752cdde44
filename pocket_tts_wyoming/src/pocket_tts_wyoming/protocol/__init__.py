"""Wyoming: the only room that touches the wire."""
