"""The sound of a turn."""

from __future__ import annotations

import os
import wave
from collections.abc import Iterable
from dataclasses import dataclass

from ._errors import TthError
from ._media import Sound
from .events import AudioChunk

SAMPLE_BYTES = 2


@dataclass(frozen=True)
class Audio(Sound):
    """The sound of a turn."""

    data: bytes
    sample_rate: int

    @property
    def duration_ms(self) -> float:
        """How long it lasts."""
        return len(self.data) / SAMPLE_BYTES / self.sample_rate * 1000

    def save_wav(self, path: str | os.PathLike[str]) -> None:
        """Writes it as a WAV file."""
        with wave.open(os.fspath(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(SAMPLE_BYTES)
            file.setframerate(self.sample_rate)
            file.writeframes(self.data)


class AudioTrack:
    """Joins the chunks of a turn. A chunk that begins before the end replaces everything from its beginning on."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._sample_rate = 24_000

    def add(self, chunk: AudioChunk) -> None:
        """Adds the next chunk."""
        if self._data and chunk.sample_rate != self._sample_rate:
            message = f"The sound changes from {self._sample_rate} to {chunk.sample_rate} Hz within a turn."
            raise TthError("bad_audio", message, "Read the `AudioChunk` events instead.")
        self._sample_rate = chunk.sample_rate
        start = round(chunk.timestamp_ms * chunk.sample_rate / 1000) * SAMPLE_BYTES
        del self._data[start:]
        self._data.extend(bytes(start - len(self._data)))
        self._data.extend(chunk.data)

    def audio(self) -> Audio:
        """Everything so far."""
        return Audio(bytes(self._data), self._sample_rate)


def save_wav(path: str | os.PathLike[str], sound: Audio | Iterable[AudioChunk]) -> None:
    """Writes a WAV file from the sound of a turn, or from its chunks.

    Raises:
        TthError: ``bad_audio``, when the chunks differ in their sample rate.
    """
    if not isinstance(sound, Audio):
        track = AudioTrack()
        for chunk in sound:
            track.add(chunk)
        sound = track.audio()
    sound.save_wav(path)
