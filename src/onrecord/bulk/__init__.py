"""The same pipeline over many reports."""
