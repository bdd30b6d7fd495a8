"""create_app(services): routers, limits, error shape. Pages are added to the same app."""

from fastapi import APIRouter, FastAPI

from assistant.bootstrap import Services
from assistant.web.errors import handle_errors
from assistant.web.headers import SafeHeaders
from assistant.web.limits import LimitEverything, RateLimits
from assistant.web.pages import include_pages
from assistant.web.routes import (
    api_alerts,
    api_calls,
    api_cases,
    api_events,
    api_lawyers,
    api_login,
    api_order_steps,
    api_orders,
    api_people,
    api_persons,
    api_status,
)

API = (
    api_login,
    api_calls,
    api_cases,
    api_orders,
    api_order_steps,
    api_lawyers,
    api_alerts,
    api_people,
    api_persons,
    api_events,
)


def create_app(services: Services) -> FastAPI:
    """The application on these services; nothing is loaded before it is asked for."""
    app = FastAPI(title="12351 JSON API", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.services = services
    trusted = [address.strip() for address in services.settings.trusted_proxies.split(",") if address.strip()]
    app.state.limits = RateLimits(services.settings.limits_storage, trusted)
    app.add_middleware(LimitEverything, limits=app.state.limits)
    app.add_middleware(SafeHeaders)
    handle_errors(app)
    v1 = APIRouter(prefix="/api/v1")
    for part in API:
        v1.include_router(part.router)
    app.include_router(v1)
    app.include_router(api_status.router)
    include_pages(app, services.settings.home)
    return app
