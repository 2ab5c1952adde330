from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

import tth
from support import run
from tth._binary import HEADER

READY: dict[str, Any] = {
    "type": "session_ready", "seq": 0, "turn": 0, "turn_id": None, "session_id": "s", "protocol": "tth.v1",
    "fps": 25, "width": 8, "height": 8, "components": {}, "resumed": None,
}  # fmt: skip

TURN: dict[str, Any] = {"turn": 1, "turn_id": "t"}

PCM = bytes(48 * 500)
CHUNK = HEADER.pack(b"TTH", 1, 1, 1, 0, 0, 3, 1, 0.0, len(PCM) / 48, 24_000, 0, 0, 0, len(PCM)) + PCM


class LosingService:
    """A service that drops the connection in the middle of a turn, and notes what the next connection brings first."""

    def __init__(self) -> None:
        self.connections = 0
        self.first: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    async def speak(self, socket: ServerConnection) -> None:
        """Serves one connection."""
        self.connections += 1
        await socket.send(json.dumps(READY))
        messages = map_json(socket)
        if self.connections > 1:
            self.first.set_result(await anext(messages))
            return
        asked = next_of("user_text", messages)
        await socket.send(json.dumps(started((await asked)["id"])))
        await socket.send(json.dumps({"type": "text_delta", "seq": 2, **TURN, "token": "One two three."}))
        await socket.send(CHUNK)


def started(text_id: str) -> dict[str, Any]:
    return {"type": "turn_started", "seq": 1, **TURN, "id": text_id, "control": {}, "fidelity": {}}


async def map_json(socket: ServerConnection) -> AsyncIterator[dict[str, Any]]:
    async for message in socket:
        yield json.loads(message)


async def next_of(kind: str, messages: AsyncIterator[dict[str, Any]]) -> dict[str, Any]:
    async for message in messages:
        if message["type"] == kind:
            return message
    raise AssertionError(f"the connection ended before {kind!r}")


def test_after_a_lost_connection_the_service_is_told_first_what_was_heard_of_the_turn() -> None:
    async def main() -> None:
        service = LosingService()
        async with serve(service.speak, "127.0.0.1", 0, subprotocols=[Subprotocol("tth.v1.binary")]) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            grant: Any = {"session_id": "s", "stream_url": f"ws://127.0.0.1:{port}", "token": None}
            async with tth.connect(grant=grant) as human:
                await human.say("One two three.")
                report = await service.first
        assert (report["type"], report["turn"], report["text"]) == ("playback", 1, "One two three.")
        assert 0 <= report["position_ms"] <= 500

    run(main())


class RestartedService:
    """A service that restarts once: it drops the first session, then accepts its connections only to refuse them."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.dropped = False
        self.back = asyncio.Event()

    async def speak(self, socket: ServerConnection) -> None:
        """Serves one connection."""
        assert socket.request is not None
        session = socket.request.path.partition("?")[0].strip("/")
        if session == "s1" and self.dropped:
            self.back.set()
            await asyncio.sleep(0.05)
            await socket.close(4004)
            return
        await socket.send(json.dumps({**READY, "session_id": session}))
        if session == "s1":
            self.dropped = True
            await socket.close(1012)
            return
        messages = map_json(socket)
        asked = await next_of("user_text", messages)
        self.texts.append((session, asked["text"]))
        await socket.send(json.dumps(started(asked["id"])))
        await socket.wait_closed()


def test_a_text_said_while_a_service_restarts_reaches_the_next_session() -> None:
    async def main() -> None:
        service = RestartedService()
        async with serve(service.speak, "127.0.0.1", 0, subprotocols=[Subprotocol("tth.v1.binary")]) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            sessions = iter(("s1", "s2", "s3"))

            async def grant() -> Any:
                session = next(sessions)
                return {"session_id": session, "stream_url": f"ws://127.0.0.1:{port}/{session}", "token": None}

            async with tth.connect(grant=grant) as human:
                await service.back.wait()
                await human.say("Good morning.")
        assert service.texts == [("s2", "Good morning.")]

    run(main())
