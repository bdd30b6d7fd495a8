"""Is the process alive, is it ready for work, and what the API offers."""

import shutil
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from assistant.accounts.permissions import Action
from assistant.web.deps import All, Parts, guard

router = APIRouter()
LEAST_FREE = 0.05  # of the disk


@router.get("/livez", dependencies=[guard(Action.STATUS)])
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", dependencies=[guard(Action.STATUS)])
def ready(work: Parts, services: All) -> JSONResponse:
    """The database can be written, its tables are the newest, the disk has room."""
    disk = shutil.disk_usage(services.settings.home)
    checks = {
        "database": work.store.writable(),
        "migrations": work.store.at_head(),
        "disk": disk.free / disk.total > LEAST_FREE,
    }
    good = all(checks.values())
    return JSONResponse({"status": "ok" if good else "not_ready", "checks": checks}, 200 if good else 503)


@router.get("/api/v1/openapi.json", dependencies=[guard(Action.STATUS)])
def openapi(request: Request) -> dict[str, Any]:
    """The description of the API."""
    return get_openapi(title="12351 JSON API", version="1", routes=request.app.routes)
