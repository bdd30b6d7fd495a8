"""Measures over rows. None needs a model; each headline carries a bootstrap interval."""
