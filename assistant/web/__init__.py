"""The program over HTTP: JSON API v1, and the pages on top of the same use-cases."""
