"""What follows an answer that a person must give: cases, lawyers' questions, work orders, early warnings."""
