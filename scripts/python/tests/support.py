"""What tests need beside the client."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import tth

URL = os.environ.get("TTH_URL", "http://127.0.0.1:8000")
"""A running service with the profile `offline_mock`."""
LIMIT_S = 30.0

Result = TypeVar("Result")


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Runs a test to its end, at most for `LIMIT_S`."""
    return asyncio.run(asyncio.wait_for(coroutine, LIMIT_S))


class BreakableLine:
    """A TCP connection to the service that can break."""

    def __init__(self) -> None:
        self.connections = 0
        self._writers: list[asyncio.StreamWriter] = []

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carries one connection."""
        self.connections += 1
        service = urlsplit(URL)
        far_reader, far_writer = await asyncio.open_connection(service.hostname, service.port)
        self._writers += [writer, far_writer]
        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))

    def cut(self) -> None:
        """Breaks all connections."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@asynccontextmanager
async def breakable_line() -> AsyncIterator[tuple[BreakableLine, int]]:
    """A line and the port on which it begins."""
    line = BreakableLine()
    async with await asyncio.start_server(line.carry, "127.0.0.1", 0) as server:
        yield line, server.sockets[0].getsockname()[1]
        line.cut()


def aiter_of(human: tth.Human) -> AsyncIterator[tth.Event]:
    """The events from now on."""
    return human.__aiter__()


async def until(events: AsyncIterator[tth.Event], turn: tth.Turn | None = None) -> AsyncIterator[tth.Event]:
    """Events up to the end of a turn, by default the next one that ends."""
    async for event in events:
        yield event
        if isinstance(event, tth.TurnComplete) and (turn is None or event.turn == turn.turn):
            return
