"""The HTTP door: a page for people, and an API for programs. Imported only when it is on."""
