"""What the ear gets: pure numpy."""
