"""hotline serve, worker, migrate: the program over HTTP, its background work, its tables."""

import signal
import threading
from typing import Annotated

import typer

from assistant.bootstrap import Services, build
from assistant.errors import UnsafeSettings

PAUSE_S = 5.0
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("serve")(serve)
    app.command("worker")(worker)
    app.command("migrate")(migrate)


def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on", min=1, max=65535)] = 8351,
) -> None:
    """Serve pages and the JSON API; the first start makes an administrator and shows the password once."""
    import uvicorn

    from assistant.web.app import create_app

    services = build()
    if host not in LOOPBACK and not services.settings.secure_cookies:
        raise UnsafeSettings("对外提供服务时不能关闭 HOTLINE_SECURE_COOKIES")
    prepare(services)
    threading.Thread(target=lambda: services.hotline, daemon=True).start()  # the first caller does not wait for loading
    uvicorn.run(create_app(services), host=host, port=port, access_log=False, server_header=False, proxy_headers=False)


def worker(once: Annotated[bool, typer.Option("--once", help="do what is due and stop")] = False) -> None:
    """Do background work: limits, reminders, notices, retention."""
    work = build().casework
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        work.duties.plan()
        done = work.worker.turn()
        if once:
            typer.echo(f"完成{done}项")
            return
        stop.wait(PAUSE_S)


def migrate() -> None:
    """Bring the database to the newest tables."""
    prepare(build())
    typer.echo("数据库已是最新")


def prepare(services: Services) -> None:
    """Newest tables, and an administrator where there is none."""
    from assistant.adapters.sql.migrate import migrate as upgrade

    work = services.casework
    upgrade(work.store.engine)
    if password := work.people.first_administrator(services.settings.region):
        typer.echo(f"首次启动：管理员用户名 admin，密码 {password}（只显示这一次，登录后须修改）", err=True)
