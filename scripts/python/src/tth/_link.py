"""The WebSocket: reconnects automatically, resumes, and renews the grant."""

from __future__ import annotations

import asyncio
import json
import random
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Subprotocol

from ._errors import RATE_LIMITED, UNAUTHORIZED, UNKNOWN_SESSION, TthError, meaning_of, problem_of
from .events import SessionCreated

FIRST_WAIT_S, LONGEST_WAIT_S = 0.25, 5.0
FIRST_CONNECT_S = 8.0
"""A session that could never be joined is abandoned after this time."""
RATE_LIMITED_S = 5.0
"""Reconnecting at once does not lift a rate limit."""
PING_S = 10.0
"""A peer that is silent is pinged after this time, and left after twice that time."""
LARGEST_MESSAGE = 16 * 2**20
"""A raw picture of 1920 × 1920 pixels has 11 MB."""
LARGEST_QUEUE = 256
"""Messages that may wait for a connection."""
LOST = 1006
REFUSALS = {401: UNAUTHORIZED, 404: UNKNOWN_SESSION}
"""Close codes with the meaning of a refused handshake."""

Outgoing = Mapping[str, object]
GrantSource = Callable[[], Awaitable[SessionCreated]]


@dataclass(frozen=True, kw_only=True)
class Connection:
    """The connection changed."""

    status: Literal["open", "waiting"]
    retry_s: float | None = None
    """When the next attempt begins, s."""
    message: str = ""
    """Why it waits, and what to do."""
    type: Literal["connection"] = "connection"


class Link:
    """A connection that lasts as long as its session."""

    def __init__(
        self,
        grant: SessionCreated,
        *,
        after: Callable[[], int],
        renew: GrantSource | None,
        give_up_s: float,
        on_frame: Callable[[str | bytes], None],
        on_status: Callable[[Connection], None],
        on_renewed: Callable[[SessionCreated], None],
    ) -> None:
        self.grant = grant
        self._after = after
        self._renew = renew
        self._give_up_s = give_up_s
        self._on_frame = on_frame
        self._on_status = on_status
        self._on_renewed = on_renewed
        self._queue: deque[Outgoing] = deque()
        self._wake = asyncio.Event()
        self._attempt = 0
        self._lost_at: float | None = None
        self._joined = False
        self.open = False
        """Whether a connection is open."""

    def send(self, message: Outgoing) -> bool:
        """Sends a message now, or queues it for the next connection. Returns whether a connection is open.

        Raises:
            TthError: ``unreachable``, when too many messages wait already.
        """
        if len(self._queue) >= LARGEST_QUEUE:
            why = f"{LARGEST_QUEUE} messages wait for the connection already."
            raise TthError("unreachable", f"Cannot send {message['type']!r}: {why}", "Try again when it is back.")
        self._queue.append(message)
        self._wake.set()
        return self.open

    def resend(self, messages: list[Outgoing]) -> None:
        """Puts messages before those that wait."""
        self._queue.extendleft(reversed(messages))

    def waiting(self) -> list[Outgoing]:
        """Messages that wait for a connection."""
        return list(self._queue)

    async def run(self) -> None:
        """Keeps the connection until the session is over.

        Raises:
            TthError: ``closed``, when the service has ended the session or cannot be reached any more.
        """
        while True:
            code, cause = await self._connect_once()
            meaning = meaning_of(code)
            renewable = self._renew is not None and code in (UNAUTHORIZED, UNKNOWN_SESSION)
            now = asyncio.get_running_loop().time()
            if self._lost_at is None:
                self._lost_at = now
            give_up_s = self._give_up_s if self._joined else min(self._give_up_s, FIRST_CONNECT_S)
            if not (meaning.resumable or renewable) or now - self._lost_at >= give_up_s:
                raise cause or TthError("closed", meaning.message, meaning.remedy)
            wait_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**self._attempt) * (1 - random.random() / 4)
            wait_s = max(wait_s, RATE_LIMITED_S) if code == RATE_LIMITED else wait_s
            self._attempt = min(self._attempt + 1, 10)
            text = f"{meaning.message} {meaning.remedy}"
            self._on_status(Connection(status="waiting", retry_s=wait_s, message=text))
            await asyncio.sleep(wait_s)
            if renewable:
                await self._take_new_grant()

    async def _take_new_grant(self) -> None:
        """Asks for another grant; where that fails, the next attempt fails too, and it is asked again."""
        if self._renew is None:
            return
        try:
            grant = await self._renew()
        except (TthError, httpx.HTTPError, OSError):
            return
        self.grant = grant
        self._on_renewed(grant)

    async def _connect_once(self) -> tuple[int, TthError | None]:
        """Connects until the connection ends. Returns the close code, and the error if the service refused."""
        after = self._after()
        url = self.grant["stream_url"] + (f"?after={after}" if after > 0 else "")
        token = self.grant["token"]
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        try:
            async with connect(
                url,
                subprotocols=[Subprotocol("tth.v1.binary")],
                additional_headers=headers,
                compression=None,
                max_size=LARGEST_MESSAGE,
                ping_interval=PING_S,
                ping_timeout=PING_S,
                close_timeout=1,
            ) as socket:
                return await self._converse(socket), None
        except InvalidStatus as error:
            response = error.response
            refused = httpx.Response(
                response.status_code,
                content=bytes(response.body or b""),
                request=httpx.Request("GET", url.replace("ws", "http", 1)),
            )
            return REFUSALS.get(response.status_code, LOST), problem_of(refused)
        except (InvalidHandshake, OSError, TimeoutError):
            return LOST, None

    async def _converse(self, socket: ClientConnection) -> int:
        """Reads and writes until the connection ends. Returns the close code."""
        writer: asyncio.Task[None] | None = None
        try:
            async for frame in socket:
                if writer is None:
                    # Some refusals are a close right after the handshake: what was sent before it would be lost.
                    self._attempt, self._lost_at, self._joined, self.open = 0, None, True, True
                    self._on_status(Connection(status="open"))
                    writer = asyncio.create_task(self._write(socket))
                self._on_frame(frame)
        except ConnectionClosed:
            pass
        finally:
            self.open = False
            if writer is not None:
                writer.cancel()
                await asyncio.gather(writer, return_exceptions=True)
        return socket.close_code or LOST

    async def _write(self, socket: ClientConnection) -> None:
        while True:
            await self._wake.wait()
            while self._queue:
                await socket.send(json.dumps(self._queue.popleft()))
            self._wake.clear()
