"""The edge: models, databases and notifiers behind the protocols of `assistant.ports`."""
