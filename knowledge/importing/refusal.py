"""Why a file is not taken in: a code and one sentence a person understands."""

from enum import StrEnum


class Reason(StrEnum):
    """The codes of a refusal."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    MISLABELLED = "mislabelled"
    ARCHIVE_BOMB = "archive_bomb"
    ARCHIVE_BROKEN = "archive_broken"
    ARCHIVE_NAME = "archive_name"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    UNREADABLE = "unreadable"
    NO_TEXT = "no_text"
    NO_COLUMNS = "no_columns"
    OUT_OF_LIMITS = "out_of_limits"  # the child process hit its time or memory limit
    NO_ARTICLES = "no_articles"
    NO_DATE = "no_date"


class Refused(ValueError):
    """The file is not taken in; the message is one sentence."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
