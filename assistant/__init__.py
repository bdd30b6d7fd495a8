"""The hotline: takes a question through fixed steps to one decision, and looks after what follows."""
