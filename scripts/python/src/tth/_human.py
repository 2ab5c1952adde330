"""A session with a human."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Literal, Union

from ._errors import TthError
from ._http import end_session
from ._inbox import Inbox
from ._link import Connection, GrantSource, Link, Outgoing
from ._playout import Playout, UnfinishedTurn
from ._turn import Reader, Turn, Turns
from .events import AudioChunk, Message, PartialControl, SessionCreated, SessionReady, TurnStarted

REPORT_S = 0.25
"""Time between two reports of what is heard."""

Event = Union[Message, Connection]
"""What a session emits: the messages of the service, and changes of the connection."""


class Human:
    """A session with a human. ``tth.connect`` creates it."""

    def __init__(
        self,
        grant: SessionCreated,
        *,
        service: str,
        api_key: str | None,
        renew: GrantSource | None,
        heard_ms: Callable[[], float | None] | None,
        give_up_s: float,
    ) -> None:
        self.ready: SessionReady | None = None
        """The service's greeting; it tells size and rate of the pictures."""
        self._service = service
        self._api_key = api_key
        self._heard_ms = heard_ms
        self._inbox = Inbox()
        self._turns = Turns()
        self._playout = Playout()
        self._unfinished = UnfinishedTurn()
        self._readers: set[Reader[Event]] = set()
        self._pings = 0
        self._closing = False
        self._error: TthError | None = None
        self._link = Link(
            grant,
            after=lambda: self._inbox.seq,
            renew=renew,
            give_up_s=give_up_s,
            on_frame=self._on_frame,
            on_status=self._on_status,
            on_renewed=self._on_renewed,
        )
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._tasks = [asyncio.create_task(self._guard(work)) for work in (self._link.run(), self._report())]

    @property
    def grant(self) -> SessionCreated:
        """What is needed to join the session again."""
        return self._link.grant

    @property
    def running(self) -> bool:
        """Whether a turn runs."""
        return self._inbox.running

    async def opened(self) -> None:
        """Waits for the first connection.

        Raises:
            TthError: The service refuses, or cannot be reached.
        """
        await asyncio.shield(self._opened)

    async def say(self, text: str, *, control: PartialControl | None = None) -> Turn:
        """Makes the human say exactly this text. A turn that runs is interrupted.

        Returns:
            The turn, as soon as it has begun.

        Raises:
            TthError: The service refuses the text, with its code; ``lost`` or ``closed`` when the session is gone.
        """
        return await self._begin("verbatim", text, control)

    async def ask(self, text: str, *, control: PartialControl | None = None) -> Turn:
        """Makes the human answer a text. A turn that runs is interrupted.

        Returns:
            The turn, as soon as it has begun.

        Raises:
            TthError: The service refuses the text, with its code; ``lost`` or ``closed`` when the session is gone.
        """
        return await self._begin("reply", text, control)

    def interrupt(self) -> None:
        """Ends the turn that runs; none of its sound and pictures is emitted from now on."""
        self._unfinished.played_ms = self._position_ms()
        self._send(self._interruption())
        self._inbox.interrupt(self._ping())

    def update_control(self, control: PartialControl, *, apply: Literal["next_turn", "now"] = "next_turn") -> None:
        """Merges controls into later turns, with ``now`` also into the one that runs."""
        self._send({"type": "control_update", "control": control, "apply": apply})

    def __aiter__(self) -> AsyncIterator[Event]:
        """Events from now on, until the session is closed.

        Raises:
            TthError: ``closed``, when the service ended it; ``slow_reader``.
        """
        reader: Reader[Event] = Reader()
        self._readers.add(reader)
        if self._closing or self._error is not None:
            reader.end(self._error)
        return self._read(reader)

    async def end(self) -> None:
        """Ends the session on the service, by an API key if there is one, else by its token, and leaves it.

        Raises:
            TthError: The service refuses, or cannot be reached.
        """
        api_key = self._api_key or self.grant["token"]
        await end_session(self._service, self.grant["session_id"], api_key=api_key)
        await self.close()

    async def close(self) -> None:
        """Leaves the session; the service keeps it for a while, so that it can be joined again."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._finish(None)

    async def _begin(self, mode: str, text: str, control: PartialControl | None) -> Turn:
        self._raise_if_closed()
        if self.running:
            self.interrupt()
        turn = self._turns.begin(self.interrupt)
        controlled = {} if control is None else {"control": control}
        try:
            self._send({"type": "user_text", "id": turn.id, "text": text, "mode": mode, **controlled})
        except TthError as error:
            self._turns.fail(turn.id, error)
            raise
        try:
            await turn.started()
        except asyncio.CancelledError:
            # Otherwise the human would speak a turn that the program does not have.
            with suppress(TthError):
                turn.interrupt()
            raise
        return turn

    def _send(self, message: Outgoing) -> None:
        self._raise_if_closed()
        self._link.send(message)

    def _ping(self) -> int:
        self._pings += 1
        self._link.send({"type": "ping", "t": self._pings})
        return self._pings

    def _raise_if_closed(self) -> None:
        if self._error is not None:
            raise self._error
        if self._closing:
            raise TthError("closed", "The session is closed.", "Connect again.")

    async def _guard(self, work: Awaitable[None]) -> None:
        try:
            await work
        except TthError as error:
            self._finish(error)
        except Exception as error:
            # Otherwise everything that waits for the session would wait forever.
            self._finish(TthError("internal", f"The session failed: {error!r}.", "Connect again."))

    def _finish(self, error: TthError | None) -> None:
        """Ends everything that waits; ``None``: the program has closed the session."""
        self._error = self._error or error
        closed = error or TthError("closed", "The session is closed.", "Connect again.")
        self._turns.close(closed)
        for reader in self._readers:
            reader.end(error)
        if not self._opened.done():
            self._opened.set_exception(closed)

    def _on_frame(self, frame: str | bytes) -> None:
        event = self._inbox.read(frame)
        if event is None:
            return
        if isinstance(event, SessionReady):
            self.ready = event
            if event.turn < self._inbox.turn:
                self._inbox.rewind(event.turn)
                self._turns.lose(event.turn, self._waiting_texts())
            if not self._opened.done():
                self._opened.set_result(None)
        self._unfinished.follow(event)
        if isinstance(event, AudioChunk):
            self._playout.push(event, self._now_ms())
        if not self._turns.handle(event):
            self._publish(event)

    def _on_status(self, status: Connection) -> None:
        if status.status == "open":
            barrier = self._inbox.barrier
            waiting = self._link.waiting()
            if barrier is not None and {"type": "ping", "t": barrier} not in waiting:
                # The interrupt may have been lost with the connection.
                self._link.resend([self._interruption(), {"type": "ping", "t": barrier}])
            self._link.resend(self._heard_before())
            self._turns.reconnected(self._ping(), self._waiting_texts())
        self._publish(status)

    def _on_renewed(self, grant: SessionCreated) -> None:
        if grant["session_id"] == (self.ready.session_id if self.ready else None):
            return
        self._inbox = Inbox()
        self._unfinished = UnfinishedTurn()
        self._turns.lose(-1, self._waiting_texts())

    def _interruption(self) -> Outgoing:
        played_ms = self._unfinished.played_ms
        return {"type": "interrupt"} if played_ms is None else {"type": "interrupt", "played_ms": played_ms}

    def _heard_before(self) -> list[Outgoing]:
        """What was heard of a turn whose end has not arrived; the instance that answers may not know the turn."""
        unfinished = self._unfinished
        if unfinished.turn == 0 or unfinished.turn != self._playout.turn:
            return []
        heard_ms = self._position_ms() if unfinished.played_ms is None else unfinished.played_ms
        return [] if heard_ms is None else [unfinished.report(heard_ms)]

    def _waiting_texts(self) -> set[object]:
        return {message.get("id") for message in self._link.waiting()}

    def _publish(self, event: Event) -> None:
        for reader in self._readers:
            reader.push(event)

    async def _read(self, reader: Reader[Event]) -> AsyncIterator[Event]:
        try:
            async for event in reader.read():
                yield event
        finally:
            self._readers.discard(reader)

    async def _report(self) -> None:
        """Tells the service what is heard, so that `heard_text` is exact."""
        while True:
            await asyncio.sleep(REPORT_S)
            position_ms = self._position_ms()
            if position_ms is None or not self._link.open:
                continue
            buffered_ms = max(0.0, self._playout.received_ms - position_ms)
            report = {"turn": self._playout.turn, "position_ms": position_ms, "buffered_ms": buffered_ms}
            self._link.send({"type": "playback", **report})

    def _position_ms(self) -> float | None:
        """What is heard of the turn that runs; ``None`` before its first sound."""
        if not self.running or self._playout.turn != self._inbox.turn:
            return None
        heard_ms = self._heard_ms() if self._heard_ms is not None else self._playout.position_ms(self._now_ms())
        return None if heard_ms is None else max(0.0, heard_ms)

    @staticmethod
    def _now_ms() -> float:
        return asyncio.get_running_loop().time() * 1000
