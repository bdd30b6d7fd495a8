"""Figures and deadlines worked out as law: pure functions over facts, rules kept as data, every step shown."""
