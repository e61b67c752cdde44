"""What is kept on disk: models and voices, downloaded once."""
