"""The errors of the client, and what the close codes of the stream mean."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time

import httpx


class TthError(Exception):
    """Something failed. ``code`` is stable; the text says what failed and what to do."""

    code: str
    """The service's code, or ``closed``, ``lost``, ``unreachable``, ``slow_reader``, ``bad_answer``, ``bad_audio``,
    ``internal``."""
    message: str
    """What failed."""
    remedy: str
    """What to do; empty where the message says it."""
    status: int | None
    """HTTP status, if there was a response."""
    retry_after_s: float | None
    """When a retry may succeed, s from the response; ``None`` if unknown."""

    def __init__(
        self,
        code: str,
        message: str,
        remedy: str = "",
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.code = code
        self.message = message
        self.remedy = remedy
        self.status = status
        self.retry_after_s = retry_after_s


REMEDIES: dict[str, str] = {
    "unauthorized": "Pass `api_key=…`, or a `grant=…` that your own server created.",
    "lost": "Say it again.",
}
"""What to do about errors whose message does not say it."""


def problem_of(response: httpx.Response) -> TthError:
    """The error that a response describes: its RFC 9457 problem details, if any."""
    try:
        body = response.json()
    except ValueError:
        body = None
    problem = body if isinstance(body, dict) else {}
    code = problem.get("code")
    detail = problem.get("detail") or problem.get("title")
    return TthError(
        code if isinstance(code, str) else f"http_{response.status_code}",
        detail if isinstance(detail, str) else f"{response.url} answered {response.status_code}.",
        REMEDIES.get(str(code), ""),
        status=response.status_code,
        retry_after_s=_retry_after_s(response.headers.get("retry-after")),
    )


def _retry_after_s(header: str | None) -> float | None:
    """The wait that ``Retry-After`` asks for: seconds or a date (RFC 9110, 10.2.3)."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time())
    except ValueError:
        return None


@dataclass(frozen=True)
class CloseMeaning:
    """What a close code means for the client."""

    resumable: bool
    """Whether the session continues and can be joined again."""
    message: str
    remedy: str


UNAUTHORIZED = 4001
UNKNOWN_SESSION = 4004
RATE_LIMITED = 4029

_MEANINGS: dict[int, CloseMeaning] = {
    4000: CloseMeaning(False, "The session was ended.", "Connect again to continue."),
    UNAUTHORIZED: CloseMeaning(False, "The session's token is no longer valid.", "Connect again."),
    UNKNOWN_SESSION: CloseMeaning(
        False, "The service does not know this session: it expired or the service restarted.", "Connect again."
    ),
    4008: CloseMeaning(True, "The connection is too slow for the stream.", "Ask for smaller video."),
    4009: CloseMeaning(False, "The session was opened somewhere else.", "Close it there, or connect again."),
    RATE_LIMITED: CloseMeaning(True, "Too many messages in a short time.", "Send fewer."),
    1009: CloseMeaning(True, "The message was too large.", "Send a shorter text."),
    1012: CloseMeaning(True, "The service is restarting.", "Wait until it is back."),
}


def meaning_of(code: int) -> CloseMeaning:
    """What ``code`` means; an unknown code counts as a lost connection."""
    remedy = "Check that the service is running, and that proxies pass WebSockets."
    lost = CloseMeaning(True, "The connection was lost.", remedy)
    return _MEANINGS.get(code, lost)
