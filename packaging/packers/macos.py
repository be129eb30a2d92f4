"""macOS."""
