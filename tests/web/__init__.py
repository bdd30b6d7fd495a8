"""Pages as a browser asks for them, without a browser."""
