"""A sample month with invented people, for looking at the program; never mixed with real records."""
