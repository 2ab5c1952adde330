"""HTTP calls: create a session, end it, read what the service offers."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote, urlsplit, urlunsplit

import httpx

from ._errors import TthError, problem_of
from .events import CreateSession, PersonaList, SessionCreated, Transcript

CALL_S = 15.0


async def create_session(url: str, *, api_key: str | None = None, **request: Any) -> SessionCreated:
    """Creates a session, e.g. on your own server for a page that has no API key.

    Args:
        url: The service.
        api_key: Where the service asks for one.
        request: The fields of `CreateSession`, such as ``persona_id`` and ``video``.

    Returns:
        The grant: what ``tth.connect(grant=…)`` or a page needs to join the session.

    Raises:
        TthError: The service refuses, with its code, or is ``unreachable``.
    """
    grant = cast(SessionCreated, await _call("POST", url, "v1/sessions", api_key, cast(CreateSession, request)))
    grant["stream_url"] = below_path(grant["stream_url"], url)
    return grant


async def fetch_personas(url: str, *, api_key: str | None = None) -> PersonaList:
    """The personas that the service offers.

    Raises:
        TthError: The service refuses, with its code, or is ``unreachable``.
    """
    return cast(PersonaList, await _call("GET", url, "v1/personas", api_key))


async def fetch_transcript(url: str, session_id: str, *, api_key: str | None = None) -> Transcript:
    """The finished turns of a session.

    Raises:
        TthError: The service refuses, with its code, or is ``unreachable``.
    """
    return cast(Transcript, await _call("GET", url, f"v1/sessions/{quote(session_id)}/transcript", api_key))


async def end_session(url: str, session_id: str, *, api_key: str | None = None) -> None:
    """Ends a session.

    Raises:
        TthError: The service refuses, with its code, or is ``unreachable``.
    """
    await _call("DELETE", url, f"v1/sessions/{quote(session_id)}", api_key)


def service_of(grant: SessionCreated) -> str:
    """The service that a session's stream belongs to."""
    parts = urlsplit(grant["stream_url"])
    path = parts.path.partition("/v1/sessions/")[0]
    return urlunsplit((parts.scheme.replace("ws", "http"), parts.netloc, path, "", ""))


def below_path(stream_url: str, url: str) -> str:
    """The stream's address below the path at which a proxy serves the service, which the service may not know."""
    stream, service = urlsplit(stream_url), urlsplit(url)
    path = service.path.rstrip("/")
    if stream.netloc != service.netloc or stream.path.startswith(f"{path}/"):
        return stream_url
    scheme = service.scheme.replace("http", "ws")
    return urlunsplit((scheme, service.netloc, path + stream.path, stream.query, ""))


async def _call(method: str, url: str, path: str, api_key: str | None, body: CreateSession | None = None) -> object:
    headers = {} if api_key is None else {"authorization": f"Bearer {api_key}"}
    # Loading the certificates takes longer than a call to this machine does.
    verify = not url.startswith("http:")
    try:
        async with httpx.AsyncClient(timeout=CALL_S, headers=headers, verify=verify) as client:
            response = await client.request(method, f"{url.rstrip('/')}/{path}", json=body)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        has_scheme = url.startswith(("http://", "https://"))
        remedy = "Check that it is running." if has_scheme else "Begin the address with http:// or https://."
        raise TthError("unreachable", f"Cannot reach the service at {url}.", remedy) from error
    if response.is_error:
        raise problem_of(response)
    if response.status_code == httpx.codes.NO_CONTENT:
        return None
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise TthError("bad_answer", f"{response.url} does not answer as TTH does.", "Check the address.")
    return answer
