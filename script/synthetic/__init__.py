"""The parts of make_model.py."""
