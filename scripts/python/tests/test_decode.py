from __future__ import annotations

import struct

import pytest

import tth
from tth._binary import HEADER, ProtocolError, UnknownMessage, decode
from tth._playout import Playout


def no_turn(turn: int) -> str | None:
    return None


def frame(kind: int, flags: int, *numbers: float, payload: bytes = b"\1\0\2\0") -> bytes:
    values = (b"TTH", 1, kind, 1, flags, 0, 3, 1, *numbers, len(payload))
    return HEADER.pack(*values) + payload


def test_a_binary_frame_is_decoded_with_the_id_of_its_turn() -> None:
    chunk = decode(frame(1, 0, 80.0, 2 / 24, 24_000, 0, 0, 0), {1: "t-1"}.get)
    assert isinstance(chunk, tth.AudioChunk)
    assert (chunk.seq, chunk.turn, chunk.turn_id, chunk.timestamp_ms) == (3, 1, "t-1", 80)
    assert chunk.numpy().tolist() == [1, 2]
    picture = decode(frame(2, 7, 0.0, -4.5, 9, 1, 1, 2, payload=b"\1\2\3"), {1: "t-1"}.get)
    assert isinstance(picture, tth.VideoFrame)
    assert (picture.turn_id, picture.idle, picture.dropped_frames, picture.drift_ms) == (None, True, 2, -4.5)


def test_unknown_fields_are_ignored_and_missing_ones_are_an_error() -> None:
    word = '{"type":"word","seq":1,"turn":1,"turn_id":"t","text":"a","start_ms":0,"end_ms":1,"char_start":0,'
    assert isinstance(decode(word + '"char_end":1,"new":true}', no_turn), tth.Word)
    with pytest.raises(ProtocolError, match="char_end"):
        decode(word + '"new":true}', no_turn)
    with pytest.raises(UnknownMessage):
        decode('{"type":"later","seq":4}', no_turn)
    with pytest.raises(ProtocolError, match="shorter"):
        decode(struct.pack("<I", 1), no_turn)


def chunk(timestamp_ms: float, samples: bytes) -> tth.AudioChunk:
    duration_ms = len(samples) / 2
    return tth.AudioChunk(
        seq=1, turn=1, turn_id="t", data=samples, timestamp_ms=timestamp_ms, duration_ms=duration_ms,
        encoding="pcm", sample_rate=1000,
    )  # fmt: skip


def test_a_chunk_that_begins_earlier_replaces_what_follows_its_beginning() -> None:
    from tth._audio import AudioTrack

    track = AudioTrack()
    for each in (chunk(0, b"aabbcc"), chunk(3, b"dd"), chunk(1, b"xx")):
        track.add(each)
    assert track.audio().data == b"aaxx"


def test_playback_waits_for_sound_that_comes_late() -> None:
    playout = Playout()
    playout.push(chunk(0, bytes(200)), now_ms=1000)
    assert playout.position_ms(1060) == 60
    assert playout.position_ms(1500) == 100
    playout.push(chunk(100, bytes(200)), now_ms=1500)
    assert playout.position_ms(1530) == 130
