"""The turns that this client began, and their results."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable, Generator
from typing import Generic, TypeVar

from ._audio import Audio, AudioTrack
from ._errors import TthError
from .events import AudioChunk, ErrorEvent, Message, Pong, TextDelta, TurnComplete, TurnStarted, VideoFrame

READER_LIMIT = 4096
"""Events by which a reader may fall behind: more than a minute of speech and 25 frames a second."""

READER_BYTES = 64 * 1024 * 1024
"""Sound and pictures that wait for a reader; beyond it, the oldest pictures are dropped."""

UNREAD_BYTES = 8 * 1024 * 1024
"""The same while nothing reads: a program may await only the end of a turn."""

Event = TypeVar("Event")


class Reader(Generic[Event]):
    """A queue of events with one reader, bounded in events and bytes."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque()
        self._bytes = 0
        self._reading = False
        self._wake = asyncio.Event()
        self._over = False
        self._error: TthError | None = None

    def push(self, event: Event) -> None:
        """Adds an event. A queue that is full drops its oldest pictures; one that is still full is abandoned."""
        if self._over:
            return
        self._events.append(event)
        self._bytes += _size_of(event)
        self._bound()
        self._wake.set()

    def end(self, error: TthError | None = None) -> None:
        """No more events come; ``error`` is raised behind those that wait."""
        if not self._over:
            self._over, self._error = True, error
            self._wake.set()

    async def read(self) -> AsyncIterator[Event]:
        """The events until the end."""
        self._reading = True
        try:
            while True:
                while self._events:
                    event = self._events.popleft()
                    self._bytes -= _size_of(event)
                    yield event
                if self._over:
                    break
                self._wake.clear()
                await self._wake.wait()
        finally:
            self._reading = False
            self._bound()
        if self._error is not None:
            raise self._error

    def _bound(self) -> None:
        limit = READER_BYTES if self._reading else UNREAD_BYTES
        if self._bytes > limit:
            self._drop_pictures(limit // 2)
        if self._bytes > limit or len(self._events) > READER_LIMIT:
            why = f"{len(self._events)} events of {self._bytes} bytes were not read in time."
            self._events.clear()
            self._bytes = 0
            self.end(TthError("slow_reader", why, "Read the events as they arrive."))

    def _drop_pictures(self, limit: int) -> None:
        """Drops the oldest pictures down to a limit in bytes; half of the bound, so that it happens rarely."""
        kept: deque[Event] = deque()
        for event in self._events:
            if self._bytes > limit and isinstance(event, VideoFrame):
                self._bytes -= _size_of(event)
            else:
                kept.append(event)
        self._events = kept


def _size_of(event: object) -> int:
    return len(event.data) if isinstance(event, (AudioChunk, VideoFrame)) else 0


class Turn:
    """A turn that ``say`` or ``ask`` began. Iterate over it for its events, from the first one on.

    Without a reader, 8 MiB of sound and pictures are kept, the newest pictures among them.
    """

    def __init__(self, id: str, interrupt: Callable[[], None]) -> None:
        self.id = id
        """The client's id of the turn, as it is on the wire."""
        self.turn = 0
        """The service's number of the turn."""
        self.text = ""
        """The text so far; marks are left out."""
        self.error: ErrorEvent | None = None
        """Why it failed, if it did."""
        self._interrupt = interrupt
        self._track = AudioTrack()
        self._reader: Reader[Message] = Reader()
        loop = asyncio.get_running_loop()
        self._started: asyncio.Future[None] = loop.create_future()
        self._done: asyncio.Future[TurnComplete] = loop.create_future()
        for future in (self._started, self._done):
            # Avoids a warning for a failure that the program does not await.
            future.add_done_callback(lambda future: future.cancelled() or future.exception())

    @property
    def done(self) -> asyncio.Future[TurnComplete]:
        """Await it for the turn's end, however it ended.

        Raises:
            TthError: ``lost`` or ``closed``, when the session was lost before the turn ended.
        """
        return asyncio.shield(self._done)

    @property
    def heard_text(self) -> str | None:
        """What the listener heard; ``None`` until the turn is done."""
        if not self._done.done() or self._done.exception() is not None:
            return None
        return self._done.result().heard_text

    @property
    def audio(self) -> Audio:
        """The sound so far."""
        return self._track.audio()

    def interrupt(self) -> None:
        """Ends the turn at once. A no-op when it is over."""
        if not self._done.done():
            self._interrupt()

    def __aiter__(self) -> AsyncIterator[Message]:
        return self._reader.read()

    def __await__(self) -> Generator[None, None, TurnComplete]:
        return (yield from self.done.__await__())

    async def started(self) -> None:
        """Waits until the service has begun the turn."""
        await asyncio.shield(self._started)

    def handle(self, event: Message) -> None:
        """Takes an event of this turn."""
        if isinstance(event, TurnStarted):
            self.turn = event.turn
            _settle(self._started, None)
        elif isinstance(event, TextDelta):
            self.text += event.token
        elif isinstance(event, AudioChunk):
            self._track.add(event)
        elif isinstance(event, ErrorEvent):
            self.error = event
        self._reader.push(event)
        if isinstance(event, TurnComplete):
            _settle(self._started, None)
            _settle(self._done, event)
            self._reader.end()

    def fail(self, error: TthError) -> None:
        """Ends the turn without a result."""
        for future in (self._started, self._done):
            if not future.done():
                future.set_exception(error)
        self._reader.end(error)


Result = TypeVar("Result")


def _settle(future: asyncio.Future[Result], result: Result) -> None:
    if not future.done():
        future.set_result(result)


class Turns:
    """Settles the turns of a session from its events."""

    def __init__(self) -> None:
        self._prefix = secrets.token_hex(6)
        self._begun = 0
        self._pending: dict[str, Turn] = {}
        self._unsure: dict[str, int] = {}
        """Turns whose text may have been lost, with the ping whose pong proves it."""

    def begin(self, interrupt: Callable[[], None]) -> Turn:
        """Creates the next turn."""
        self._begun += 1
        id = f"{self._prefix}-{self._begun}"

        def interrupt_if_newest() -> None:
            # A newer text has ended this turn already.
            if next(reversed(self._pending), None) == id:
                interrupt()

        turn = self._pending[id] = Turn(id, interrupt_if_newest)
        return turn

    def handle(self, event: Message) -> bool:
        """Handles an event. Returns whether it was the refusal of a text, which the turn raises."""
        if isinstance(event, Pong):
            for id in [id for id, barrier in self._unsure.items() if barrier == event.t]:
                error = TthError("lost", "The connection broke before the service received the text.", "Say it again.")
                self.fail(id, error)
            return False
        turn = self._turn_of(event)
        if turn is None:
            return False
        if isinstance(event, ErrorEvent) and turn.turn == 0:
            self.fail(turn.id, TthError(event.code, event.message))
            return True
        if isinstance(event, TurnStarted):
            self._unsure.pop(turn.id, None)
        turn.handle(event)
        if isinstance(event, TurnComplete):
            self._forget(turn.id)
        return False

    def reconnected(self, barrier: int, waiting: set[object]) -> None:
        """Notes a new connection: texts that were sent on the old one, but not begun, may be lost."""
        for id, turn in self._pending.items():
            if turn.turn == 0 and id not in waiting:
                self._unsure[id] = barrier

    def lose(self, after: int, waiting: set[object]) -> None:
        """Ends the turns after ``after`` that the service had received: they were lost with their instance."""
        for id, turn in list(self._pending.items()):
            if id not in waiting and (turn.turn > after or after < 0):
                self.fail(id, TthError("lost", "The turn was lost with the instance that ran it.", "Say it again."))

    def close(self, error: TthError) -> None:
        """Ends all turns: the session is closed."""
        for id in list(self._pending):
            self.fail(id, error)

    def fail(self, id: str, error: TthError) -> None:
        """Ends a turn without a result."""
        turn = self._forget(id)
        if turn is not None:
            turn.fail(error)

    def _turn_of(self, event: Message) -> Turn | None:
        if isinstance(event, (TurnStarted, TurnComplete, ErrorEvent)) and event.id is not None:
            return self._pending.get(event.id)
        if event.turn_id is None:
            return None
        return next((turn for turn in self._pending.values() if turn.turn == event.turn), None)

    def _forget(self, id: str) -> Turn | None:
        self._unsure.pop(id, None)
        return self._pending.pop(id, None)
