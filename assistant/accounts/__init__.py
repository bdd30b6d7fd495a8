"""Who may do what: passwords, sessions, permissions, the audit chain, masking."""
