"""Where a listener is: the media time that is heard if each chunk is played as it arrives, and its text."""

from __future__ import annotations

from .events import AudioChunk, Message, TextDelta, TurnComplete, TurnStarted

LONGEST_TEXT = 16_000
"""Longest text of a ``playback``, characters."""
FIRST_CHARS, CHARS_PER_S = 100, 50
"""Characters that may be heard at any time, and in each second, at most."""


class UnfinishedTurn:
    """A turn whose end has not arrived: what the listener has of it, for a service that may have lost it."""

    def __init__(self) -> None:
        self.turn = 0
        """The turn; 0: every turn has ended."""
        self.played_ms: float | None = None
        """What was heard when it was interrupted, ms of media time."""
        self._text = ""

    def follow(self, event: Message) -> None:
        """Notes an event of the session."""
        if isinstance(event, TurnStarted):
            self.turn, self.played_ms, self._text = event.turn, None, ""
        elif event.turn != self.turn:
            return
        elif isinstance(event, TextDelta):
            self._text += event.token
        elif isinstance(event, TurnComplete):
            self.turn = 0

    def report(self, position_ms: float) -> dict[str, object]:
        """The ``playback`` that says what was heard."""
        chars = int(min(LONGEST_TEXT, FIRST_CHARS + position_ms / 1000 * CHARS_PER_S))
        return {"type": "playback", "turn": self.turn, "position_ms": position_ms, "text": self._text[:chars]}


class Playout:
    """Media time of one turn at a time."""

    def __init__(self) -> None:
        self.turn = 0
        """The turn that is heard; 0: none."""
        self.received_ms = 0.0
        """The end of the sound that has arrived."""
        self._origin_ms = 0.0

    def push(self, chunk: AudioChunk, now_ms: float) -> None:
        """Notes a chunk. Where the sound ran out before, it goes on with this chunk."""
        if chunk.turn != self.turn:
            self.turn = chunk.turn
            self.received_ms = 0.0
            self._origin_ms = now_ms
        elif now_ms - self._origin_ms > self.received_ms:
            self._origin_ms = now_ms - self.received_ms
        self.received_ms = chunk.timestamp_ms + chunk.duration_ms

    def position_ms(self, now_ms: float) -> float:
        """What is heard now, ms of media time."""
        return max(0.0, min(now_ms - self._origin_ms, self.received_ms))
