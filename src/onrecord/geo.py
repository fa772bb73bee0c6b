"""Distances on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
"""The globe's mean radius."""


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance in km of two points, each as latitude and longitude in degrees."""
    a, b = radians(one[0]), radians(other[0])
    across = sin(radians(other[1] - one[1]) / 2) ** 2
    square = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * across
    return 2 * EARTH_KM * asin(min(1.0, sqrt(square)))
