"""Ids and codes: sortable ids for records, a short code that a caller can write down."""

import secrets

from ulid import ULID

PLAIN = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 and O, 1, I and L: read out over the telephone


def new_id() -> str:
    """A sortable id that cannot be guessed from another one."""
    return str(ULID())


def new_case_code() -> str:
    """What a caller follows the case up with, together with the telephone number."""
    letters = "".join(secrets.choice(PLAIN) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
