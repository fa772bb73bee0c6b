"""Kept acts to words, rows and views."""
