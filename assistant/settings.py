"""One frozen Settings from the environment (HOTLINE_…); what would be unsafe is refused at the start."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROVINCE = "340000"


class Settings(BaseSettings):
    """Every setting in one place; `docs/settings.md` lists them."""

    model_config = SettingsConfigDict(env_prefix="HOTLINE_", frozen=True, extra="ignore")

    home: Path = Field(Path("var"), description="what the program makes on this machine: models, index, database")
    region: str = Field(PROVINCE, description="administrative code of the office's own region")
    embedder: Path | None = Field(None, description="another sentence-transformers folder instead of the packaged e5")
    query_engine: Literal["engine", "torch"] = Field("engine", description="what encodes a question: C engine or torch")
    threads: int = Field(2, ge=1, le=64, description="threads of the index build")

    @property
    def model_folder(self) -> Path:
        """Where the packaged embedding model is unpacked to."""
        return self.home / "models" / "e5-small"

    @property
    def index_folder(self) -> Path:
        """Where the vector index lies."""
        return self.home / "index"
