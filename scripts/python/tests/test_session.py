from __future__ import annotations

import asyncio
import wave
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import tth
from support import URL, aiter_of, breakable_line, run, until
from tth._http import below_path

SENTENCE = "Hello there, this is Python."


def test_a_turn_is_heard_completely_and_its_sound_is_a_wav_file(tmp_path: Path) -> None:
    async def main() -> None:
        async with tth.connect(URL, video="none") as human:
            turn = await human.say(SENTENCE)
            complete = await turn.done
            assert (complete.status, turn.heard_text, turn.text) == ("completed", SENTENCE, SENTENCE)
            assert complete.heard_source == "measured"
            assert turn.audio.duration_ms == pytest.approx(complete.metrics["audio_ms"], abs=1)
            tth.save_wav(tmp_path / "turn.wav", turn.audio)
            assert len(turn.audio.numpy()) == len(turn.audio.data) / 2

    run(main())
    with wave.open(str(tmp_path / "turn.wav")) as file:
        assert (file.getnchannels(), file.getframerate()) == (1, 24_000)
        assert file.getnframes() > 12_000


def test_the_events_of_a_turn_begin_with_its_start_and_end_with_its_end() -> None:
    async def main() -> None:
        async with tth.connect(URL, video={"mode": "frames", "width": 64, "height": 48}) as human:
            turn = await human.say("Hi [nod] there.")
            events = [event async for event in turn]
            assert isinstance(events[0], tth.TurnStarted) and isinstance(events[-1], tth.TurnComplete)
            frames = [event for event in events if isinstance(event, tth.VideoFrame)]
            assert frames[0].numpy().shape == (frames[0].height, frames[0].width, 3)
            assert [frame.frame_index for frame in frames] == sorted({frame.frame_index for frame in frames})
            assert "".join(event.token for event in events if isinstance(event, tth.TextDelta)) == turn.text
            assert any(isinstance(event, tth.Word) for event in events)
            assert [event.name for event in events if isinstance(event, tth.Cue)] == ["nod"]

    run(main())


def test_an_interrupted_turn_is_heard_in_part_and_nothing_of_it_follows() -> None:
    async def main() -> None:
        async with tth.connect(URL, video="none") as human:
            events = aiter_of(human)
            turn = await human.say("One two three four five six seven eight nine ten eleven twelve.")
            async for event in turn:
                if isinstance(event, tth.AudioChunk) and event.timestamp_ms > 900:
                    break
            turn.interrupt()
            complete = await turn.done
            assert complete.status == "interrupted" and complete.heard_source == "measured"
            assert turn.heard_text is not None and turn.heard_text.startswith("One")
            assert len(turn.heard_text) < len(turn.text)
            following = await human.say("Next.")
            await following
            late = [event.turn async for event in until(events, following) if isinstance(event, tth.AudioChunk)]
            assert late.index(following.turn) == late.count(turn.turn)

    run(main())


def test_a_say_that_is_cancelled_interrupts_its_turn() -> None:
    async def main() -> None:
        async with tth.connect(URL, video="none") as human:
            events = aiter_of(human)
            saying = asyncio.create_task(human.say("Nobody waits for this any more."))
            await asyncio.sleep(0)
            saying.cancel()
            status = [event.status async for event in until(events) if isinstance(event, tth.TurnComplete)]
            assert saying.cancelled() and status == ["interrupted"]

    run(main())


def test_a_playback_position_that_fails_ends_the_session_with_its_error() -> None:
    async def main() -> None:
        async with tth.connect(URL, video="none", heard_ms=lambda: 1 / 0) as human:
            turn = await human.say(SENTENCE)
            with pytest.raises(tth.TthError, match="ZeroDivisionError"):
                await turn.done

    run(main())


def test_a_turn_survives_a_broken_connection() -> None:
    async def main() -> None:
        async with breakable_line() as (line, port):
            grant = await tth.create_session(URL, video={"mode": "none"})
            host = urlsplit(grant["stream_url"]).netloc
            grant["stream_url"] = grant["stream_url"].replace(host, f"127.0.0.1:{port}")
            async with tth.connect(grant=grant) as human:
                turn = await human.say("One two three four five six seven.")
                async for event in turn:
                    if isinstance(event, tth.AudioChunk):
                        break
                line.cut()
                complete = await turn.done
                assert (complete.status, line.connections) == ("completed", 2)
                assert turn.audio.duration_ms == pytest.approx(complete.metrics["audio_ms"], abs=1)

    run(main())


def test_a_grant_function_is_asked_again_when_the_session_is_gone() -> None:
    async def main() -> None:
        grants: list[str] = []

        async def grant() -> tth.SessionCreated:
            created = await tth.create_session(URL, video={"mode": "none"})
            if not grants:
                await tth.end_session(URL, created["session_id"])
            grants.append(created["session_id"])
            return created

        async with tth.connect(grant=grant) as human:
            assert human.grant["session_id"] == grants[1]
            await (await human.say("Hi."))

    run(main())


def test_errors_carry_the_code_and_what_to_do() -> None:
    async def main() -> None:
        with pytest.raises(tth.TthError, match="zelda") as unknown:
            await tth.connect(URL, persona="zelda")
        assert unknown.value.status == 400
        with pytest.raises(tth.TthError, match="Check that it is running") as unreachable:
            await tth.connect("http://127.0.0.1:9")
        assert unreachable.value.code == "unreachable"
        with pytest.raises(tth.TthError, match="Begin the address with http://"):
            await tth.connect("127.0.0.1:9")
        async with tth.connect(URL, video="none") as human:
            with pytest.raises(tth.TthError, match="text") as refused:
                await human.say(" ")
            assert refused.value.code == "invalid_message"
            await human.end()
            with pytest.raises(tth.TthError, match="closed"):
                await human.say("Hello?")

    run(main())


def test_a_stream_address_that_cannot_be_raises_at_once() -> None:
    async def main() -> None:
        grant = await tth.create_session(URL, video={"mode": "none"})
        grant["stream_url"] = "nowhere"
        with pytest.raises(tth.TthError, match="nowhere") as failed:
            await tth.connect(URL, grant=grant)
        assert failed.value.code == "internal"

    run(main())


def test_a_session_that_the_service_ends_raises_in_its_readers() -> None:
    async def main() -> None:
        async with tth.connect(URL, video="none") as human:
            events = aiter_of(human)
            await tth.end_session(URL, human.grant["session_id"])
            with pytest.raises(tth.TthError, match="ended") as ended:
                async for _ in events:
                    await asyncio.sleep(0)
            assert ended.value.code == "closed"

    run(main())


def test_a_service_below_a_path_is_reached_there_though_it_does_not_know_of_the_path() -> None:
    unaware, known = "ws://example.com/v1/sessions/a/stream", "wss://example.com/human/v1/sessions/a/stream"
    assert below_path(unaware, "https://example.com/human") == known
    assert below_path(unaware, "https://example.com/human/") == known
    assert below_path(known, "https://example.com/human") == known
    assert below_path(known, "http://10.0.0.7:8000/") == known
    assert below_path(unaware, "http://example.com") == unaware
