"""What is not spoken: Markdown, HTML and SSML."""
