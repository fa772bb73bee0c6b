"""Onrecord: who did what to whom, and on whose word."""

__version__ = "0.1.0"
