"""Argon2id password hashing; a refusal takes as long for an unknown login as for a wrong password."""

import secrets
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from assistant.errors import BadInput

SHORTEST = 12


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@cache
def _nobody() -> str:
    """A hash no password opens: checked when the login is unknown."""
    return _hasher().hash(secrets.token_urlsafe(24))


def hash_password(password: str) -> str:
    """The stored form of a password.

    Raises:
        BadInput: when it is too short or too simple.
    """
    if len(password) < SHORTEST:
        raise BadInput(f"密码至少{SHORTEST}位")
    if len(set(password)) < 6:
        raise BadInput("密码太简单")
    return _hasher().hash(password)


def password_matches(password: str, stored: str | None) -> bool:
    """True when the password opens the stored hash; with no stored hash the time taken is the same."""
    return _hasher().verify(password, stored or _nobody()) and stored is not None


def new_password() -> str:
    """A password to show once."""
    return secrets.token_urlsafe(15)
