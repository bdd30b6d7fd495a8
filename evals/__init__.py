"""How good it is, and where it should have asked a person."""
