"""What a request is sent to: models, their engines, and the wrappers around them."""
