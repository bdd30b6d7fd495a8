"""One small file a subject; a route reads its form, calls one use-case and gives back what it made."""
