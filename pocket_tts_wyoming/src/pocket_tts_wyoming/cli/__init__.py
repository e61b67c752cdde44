"""The client's side: what `say` and `health` do."""
