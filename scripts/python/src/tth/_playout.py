"""Where a listener is: the media time that is heard if each chunk is played as it arrives."""

from __future__ import annotations

from .events import AudioChunk


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
