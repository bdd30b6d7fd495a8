"""What the law says, and finding it: importable without the assistant."""
