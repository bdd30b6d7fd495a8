"""From sound to text that can be trusted: pure steps around whichever engine recognises."""
