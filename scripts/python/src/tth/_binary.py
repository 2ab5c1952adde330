"""Decodes the messages of the stream: JSON text frames, and binary frames for sound and pictures."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from .events import MESSAGES, Message

HEADER = struct.Struct("<3sBBBBBIIddIHHII")
"""Magic, version, kind, encoding, flags, 0, seq, turn, timestamp_ms, duration_ms or drift_ms, and five numbers."""
CONTENT_TYPES = ("raw_rgb", "jpeg", "webp", "png")
OUTSIDE_TURN, IDLE, HAS_DROPPED = 1, 2, 4
AUDIO, VIDEO = 1, 2


class ProtocolError(ValueError):
    """A message breaks the protocol."""


class UnknownMessage(ProtocolError):
    """A message of a type that this version does not know."""

    def __init__(self, type: str, seq: int | None) -> None:
        super().__init__(f"unknown message {type!r}")
        self.seq = seq


def decode(frame: str | bytes, turn_id_of: Callable[[int], str | None]) -> Message:
    """Decodes a frame of the socket.

    Raises:
        UnknownMessage: The type is unknown; later versions of the service may have more.
        ProtocolError: The frame breaks the protocol.
    """
    return _binary(frame, turn_id_of) if isinstance(frame, bytes) else _text(frame)


def _text(frame: str) -> Message:
    try:
        body = json.loads(frame)
    except ValueError as error:
        raise ProtocolError(f"not JSON: {frame[:80]}") from error
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        raise ProtocolError(f"no message: {frame[:80]}")
    if isinstance(body.get("data"), str):
        body["data"] = base64.b64decode(body["data"])
    return _message(body)


def _message(body: Mapping[str, Any]) -> Message:
    seq = body.get("seq")
    cls = MESSAGES.get(body["type"])
    if cls is None:
        raise UnknownMessage(body["type"], seq if isinstance(seq, int) else None)
    known = fields(cls)
    missing = [field.name for field in known if field.default is MISSING and field.name not in body]
    if missing:
        raise ProtocolError(f"{body['type']!r} has no {missing[0]!r}")
    return cls(**{field.name: body[field.name] for field in known if field.name in body})


def _binary(frame: bytes, turn_id_of: Callable[[int], str | None]) -> Message:
    if len(frame) < HEADER.size:
        raise ProtocolError(f"a frame of {len(frame)} bytes is shorter than its header")
    magic, version, kind, encoding, flags, _, seq, turn, time_ms, second_ms, *rest, size = HEADER.unpack_from(frame)
    if magic != b"TTH" or version != 1:
        raise ProtocolError(f"a frame begins with {frame[:4]!r}")
    if kind not in (AUDIO, VIDEO):
        raise UnknownMessage(f"binary kind {kind}", seq)
    if size != len(frame) - HEADER.size:
        raise ProtocolError(f"a frame holds {len(frame) - HEADER.size} bytes of payload, not {size}")
    shared = {
        "seq": seq,
        "turn": turn,
        "turn_id": None if flags & OUTSIDE_TURN else turn_id_of(turn),
        "timestamp_ms": time_ms,
        "data": frame[HEADER.size :],
    }
    if kind == AUDIO:
        return _message(
            shared | {"type": "audio_chunk", "duration_ms": second_ms, "encoding": "pcm", "sample_rate": rest[0]}
        )
    if not 1 <= encoding <= len(CONTENT_TYPES):
        raise ProtocolError(f"a picture has the unknown encoding {encoding}")
    picture = {
        "type": "video_frame",
        "drift_ms": second_ms,
        "frame_index": rest[0],
        "width": rest[1],
        "height": rest[2],
        "content_type": CONTENT_TYPES[encoding - 1],
        "idle": True if flags & IDLE else None,
        "dropped_frames": rest[3] if flags & HAS_DROPPED else None,
    }
    return _message(shared | picture)
