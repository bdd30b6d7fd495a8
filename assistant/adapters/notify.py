"""Where notices go: the log, a webhook, or e-mail. Each carries its id, by which a receiver knows it again."""

import hashlib
import hmac
import json
import logging
import smtplib
from email.message import EmailMessage

from assistant.domain.events import Notice
from assistant.errors import Unavailable

TIMEOUT_S = 8

log = logging.getLogger(__name__)


class LogNotifier:
    """Writes a line: for a first run, and where another system reads the outbox through the API."""

    def send(self, notice: Notice) -> None:
        """One line with ids."""
        log.info("notice id=%s kind=%s record=%s to=%s", notice.id, notice.kind, notice.record_id, notice.to)


class WebhookNotifier:
    """Posts JSON to one address from the settings, signed with the shared secret."""

    def __init__(self, url: str, secret: str) -> None:
        import httpx

        self._url = url
        self._secret = secret.encode()
        self._client = httpx.Client(timeout=TIMEOUT_S, follow_redirects=False)

    def send(self, notice: Notice) -> None:
        """Deliver, or say that it did not arrive."""
        import httpx

        fields = {
            "id": notice.id,
            "kind": notice.kind,
            "record_id": notice.record_id,
            "to": notice.to,
            "text": notice.text,
        }
        body = json.dumps(fields, ensure_ascii=False).encode()
        signature = hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "Idempotency-Key": notice.id, "X-Signature-SHA256": signature}
        try:
            answer = self._client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise Unavailable("通知接收方连接不上") from error
        if answer.status_code >= 300:
            raise Unavailable(f"通知接收方答复{answer.status_code}")


class EmailNotifier:
    """Sends an e-mail to the duty address; the message id is the notice's."""

    def __init__(self, host: str, port: int, sender: str, receiver: str) -> None:
        self._server = (host, port)
        self._sender, self._receiver = sender, receiver

    def send(self, notice: Notice) -> None:
        """Deliver, or say that it did not arrive."""
        message = EmailMessage()
        message["From"], message["To"] = self._sender, self._receiver
        message["Subject"] = f"12351：{notice.text[:60]}"
        message["Message-ID"] = f"<{notice.id}@hotline-12351>"
        message.set_content(f"{notice.text}\n\n{notice.kind} {notice.record_id} {notice.to} {notice.id}")
        try:
            with smtplib.SMTP(*self._server, timeout=TIMEOUT_S) as server:
                server.send_message(message)
        except OSError as error:
            raise Unavailable("邮件服务器连接不上") from error
