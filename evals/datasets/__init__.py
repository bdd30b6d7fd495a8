"""Our own gold questions, one JSON object a line, and the card that counts them."""
