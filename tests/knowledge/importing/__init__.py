"""The import: guards, readers, structure, versions, what changes, and hostile files."""
