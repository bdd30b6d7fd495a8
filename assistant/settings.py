"""One frozen Settings from the environment (HOTLINE_…); what would be unsafe is refused at the start."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import UnsafeSettings

PROVINCE = "340000"
SHORTEST_SECRET = 24


class Settings(BaseSettings):
    """Every setting in one place; `docs/settings.md` lists them."""

    model_config = SettingsConfigDict(env_prefix="HOTLINE_", frozen=True, extra="ignore")

    home: Path = Field(Path("var"), description="what the program makes on this machine: models, index, database")
    region: str = Field(PROVINCE, description="administrative code of the office's own region")
    embedder: Path | None = Field(None, description="another sentence-transformers folder instead of the packaged e5")
    query_engine: Literal["engine", "torch"] = Field("engine", description="what encodes a question: C engine or torch")
    threads: int = Field(2, ge=1, le=64, description="threads of the index build")

    database: str = Field("", description="database URL; empty is a SQLite file in the home folder")
    audit_key: SecretStr = Field(SecretStr(""), description="key of the audit chain, hex; empty is a file at home")
    session_hours: int = Field(12, ge=1, le=72, description="how long a login lasts at most")
    idle_minutes: int = Field(60, ge=5, le=720, description="how long a login lasts unused")
    second_factor: bool = Field(False, description="staff must log in with an authenticator too")
    secure_cookies: bool = Field(True, description="cookies over https only; off is for one's own machine alone")
    trusted_proxies: str = Field("", description="addresses whose X-Forwarded-For is believed, with commas")
    limits_storage: str = Field(
        "memory://", description="where request counts are kept; redis://… for several processes"
    )
    webhook: str = Field("", description="address notices are posted to")
    webhook_secret: SecretStr = Field(SecretStr(""), description="secret notices are signed with")
    smtp: str = Field("", description="mail server host:port for notices")
    mail_from: str = Field("", description="sender of notices by e-mail")
    mail_to: str = Field("", description="duty address notices are sent to")

    chat_model: str = Field("", description="name of a language model that drafts; empty is none")
    chat_base_url: str = Field("http://127.0.0.1:8080/v1", description="its OpenAI-compatible endpoint")
    chat_api_key: SecretStr = Field(SecretStr(""), description="its key")
    chat_price_read: Decimal = Field(Decimal(0), ge=0, description="yuan for a million tokens read")
    chat_price_written: Decimal = Field(Decimal(0), ge=0, description="yuan for a million tokens written")
    allow_outside: bool = Field(False, description="the endpoint may lie outside this machine and private networks")
    rewrite_by_model: bool = Field(False, description="the model adds wordings to search for")
    ask_by_model: bool = Field(False, description="the model words the questions asked back")

    speech_engine: Literal["faster-whisper", "whisper"] = Field("faster-whisper", description="what recognises speech")
    speech_model: str = Field("", description="its checkpoint, by path or name; empty is the embedded Whisper base")
    speech_threads: int = Field(1, ge=1, le=16, description="threads of one recognition")
    speech_workers: int = Field(1, ge=1, le=32, description="processes that recognise calls and uploads")
    speech_longest_s: int = Field(14_400, ge=60, le=36_000, description="longest recording taken, in seconds")

    @model_validator(mode="after")
    def _safe(self) -> "Settings":
        """Refuse what would be unsafe.

        Raises:
            UnsafeSettings: in one sentence.
        """
        if self.webhook and len(self.webhook_secret.get_secret_value()) < SHORTEST_SECRET:
            raise UnsafeSettings(f"HOTLINE_WEBHOOK 需要至少{SHORTEST_SECRET}位的 HOTLINE_WEBHOOK_SECRET")
        if self.webhook and not self.webhook.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise UnsafeSettings("HOTLINE_WEBHOOK 应当是 https 地址")
        key = self.audit_key.get_secret_value()
        if key and (not re.fullmatch(r"[0-9a-fA-F]{64,}", key) or len(set(key)) < 8):
            raise UnsafeSettings("HOTLINE_AUDIT_KEY 应当是至少64位的随机十六进制数")
        if self.database and not self.database.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise UnsafeSettings("HOTLINE_DATABASE 应当以 sqlite:/// 或 postgresql+psycopg:// 开头")
        if self.smtp and not (self.mail_from and self.mail_to):
            raise UnsafeSettings("HOTLINE_SMTP 需要同时给出 HOTLINE_MAIL_FROM 和 HOTLINE_MAIL_TO")
        return self

    @property
    def database_url(self) -> str:
        """Where records live."""
        return self.database or f"sqlite:///{self.home / 'hotline.db'}"

    @property
    def model_folder(self) -> Path:
        """Where the packaged embedding model is unpacked to."""
        return self.home / "models" / "e5-small"

    @property
    def index_folder(self) -> Path:
        """Where the vector index lies."""
        return self.home / "index"
