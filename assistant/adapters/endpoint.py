"""The model endpoint: built from server settings alone, and by default only on this machine or inside the office's network."""

import ipaddress
import os
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.adapters.deadline import bounded_client
from assistant.answering.limits import Patience
from assistant.errors import UnsafeSettings
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Resolve = Callable[[str], Sequence[str]]
_TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
_PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
_MOST_TOKENS = 800  # of an answer: eight claims of two sentences with their quotes


def chat_model(settings: Settings, patience: Patience) -> "BaseChatModel":
    """The chat model of the settings.

    Raises:
        UnsafeSettings: when the endpoint lies outside and that is not allowed.
    """
    check_endpoint(settings)
    from langchain.chat_models import init_chat_model

    model: BaseChatModel = init_chat_model(
        settings.chat_model,
        model_provider="openai",
        base_url=settings.chat_base_url,
        api_key=settings.chat_api_key.get_secret_value() or "none",
        temperature=0,
        max_tokens=_MOST_TOKENS,
        max_retries=0,  # retried by the drafter, inside its deadline
        stream_usage=True,
        http_client=bounded_client(patience.first_token_s),
    )
    return model


def check_endpoint(settings: Settings, resolve: Resolve | None = None) -> None:
    """Nothing when questions may be sent to the endpoint.

    Raises:
        UnsafeSettings: in one sentence, when they may not.
    """
    url = urlsplit(settings.chat_base_url)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise UnsafeSettings("HOTLINE_CHAT_BASE_URL 应当是完整的 http(s) 地址")
    if url.username or url.password:
        raise UnsafeSettings("HOTLINE_CHAT_BASE_URL 里不能带用户名和密码，密钥用 HOTLINE_CHAT_API_KEY")
    if settings.allow_outside:
        return
    if any(os.environ.get(name, "").lower() in ("1", "true") for name in _TRACING):
        raise UnsafeSettings("设置不允许数据外出，请关闭 LANGSMITH_TRACING")
    try:
        addresses = (resolve or _addresses)(url.hostname)
    except OSError as error:
        raise UnsafeSettings(f"HOTLINE_CHAT_BASE_URL 的主机名解析不了：{url.hostname}") from error
    if not addresses or not all(_inside(address) for address in addresses):
        raise UnsafeSettings("HOTLINE_CHAT_BASE_URL 在本单位网络之外；确需使用的，由管理员设置 HOTLINE_ALLOW_OUTSIDE")


def _inside(address: str) -> bool:
    """True for this machine and private networks; cloud metadata and 0.0.0.0 are neither."""
    ip = ipaddress.ip_address(address.split("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_loopback or any(ip in network for network in _PRIVATE)


def _addresses(host: str) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, None)]
