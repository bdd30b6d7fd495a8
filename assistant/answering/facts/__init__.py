"""Facts out of talk: spoken, written or misheard Chinese in, named and normalised values out, each with its words."""

from assistant.answering.facts.reader import contradictions, read_facts

__all__ = ["contradictions", "read_facts"]
