"""Turns frames into events that count: decoded, without repetition, and of a turn that still runs."""

from __future__ import annotations

from ._binary import ProtocolError, UnknownMessage, decode
from .events import ErrorEvent, Message, Pong, Pose, SessionReady, State, TurnComplete, TurnStarted, VideoFrame

KEPT_TURN_IDS = 4
"""Turns whose id is kept for binary frames, which carry only the number."""


class Inbox:
    """Reads the messages of a session, over all its connections."""

    def __init__(self) -> None:
        self.seq = 0
        """The number of the last message."""
        self.turn = 0
        """The newest turn, 0 before the first."""
        self.running = False
        """Whether a turn runs."""
        self.barrier: int | None = None
        """The ping whose pong ends the wait for the answer to an interrupt."""
        self.malformed = 0
        """Messages that broke the protocol."""
        self._ended_through = 0
        self._turn_ids: dict[int, str | None] = {}

    def read(self, frame: str | bytes) -> Message | None:
        """Reads one frame; ``None`` if it is void, repeated, unknown or malformed."""
        try:
            event = decode(frame, self._turn_ids.get)
        except UnknownMessage as unknown:
            if unknown.seq is not None:
                self.seq = max(self.seq, unknown.seq)
            return None
        except ProtocolError:
            self.malformed += 1
            return None
        # `session_ready` belongs to the connection: messages replayed after it may have smaller numbers.
        if not isinstance(event, SessionReady):
            if event.seq <= self.seq:
                return None
            self.seq = event.seq
        if isinstance(event, TurnStarted):
            self._turn_ids[event.turn] = event.turn_id
            for old in [turn for turn in self._turn_ids if turn <= event.turn - KEPT_TURN_IDS]:
                del self._turn_ids[old]
        return event if self._counts(event) else None

    def interrupt(self, barrier: int) -> None:
        """Voids everything until the pong of ``barrier``, a ping that is sent right after the interrupt."""
        self._ended_through = self.turn
        self.running = False
        self.barrier = barrier

    def rewind(self, turn: int) -> None:
        """Turns after ``turn`` never existed: they were lost with the instance that ran them."""
        self.turn = turn
        self._ended_through = min(self._ended_through, turn)
        self.running = False

    def _counts(self, event: Message) -> bool:
        if isinstance(event, (SessionReady, ErrorEvent)):
            return True
        if isinstance(event, Pong):
            if event.t == self.barrier:
                self.barrier = None
            return True
        if event.turn < self.turn:
            return False
        self.turn = event.turn
        if isinstance(event, TurnComplete):
            self._ended_through = event.turn
            self.running = False
            return True
        if isinstance(event, State) or (isinstance(event, (VideoFrame, Pose)) and event.idle):
            return True
        counts = self.barrier is None and event.turn > self._ended_through
        self.running = self.running or counts
        return counts or isinstance(event, TurnStarted)
