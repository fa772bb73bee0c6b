"""Reports and coded acts to a folder that keeps them, and back; the only place that speaks SQL."""
