"""One utterance, and all that belongs to it."""
