"""What is no speech: Markdown, HTML and SSML."""
