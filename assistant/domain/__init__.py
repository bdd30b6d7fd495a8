"""What the hotline talks about, as frozen values."""
