"""The second factor: time-based codes, each working once."""

from datetime import datetime

import pyotp

PERIOD_S = 30


def new_secret() -> str:
    """A secret for an authenticator."""
    return str(pyotp.random_base32())


def provisioning_uri(secret: str, login: str) -> str:
    """What the authenticator scans."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="12351"))


def time_step(secret: str, code: str, now: datetime, last: int) -> int | None:
    """The time step a code belongs to, one step of drift allowed; None when it is wrong or was used before."""
    current = int(now.timestamp()) // PERIOD_S
    totp = pyotp.TOTP(secret)
    for step in (current, current - 1, current + 1):
        if step > last and pyotp.utils.strings_equal(totp.generate_otp(step), code):
            return step
    return None
