"""Quality inspection: every call read, every finding with its evidence; the verdict stays with people."""
