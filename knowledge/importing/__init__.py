"""What users bring in: files through guards and a child process, statutes into versions, questions into drafts."""
