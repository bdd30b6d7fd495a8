"""From a turn to a decision: pure steps, values in, values out."""
