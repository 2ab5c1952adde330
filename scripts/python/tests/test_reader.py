from __future__ import annotations

import asyncio

import pytest

import tth
from support import run
from tth._turn import UNREAD_BYTES, Turn

PICTURE = bytes(256 * 1024)


def picture(index: int) -> tth.VideoFrame:
    return tth.VideoFrame(
        seq=index,
        turn=1,
        turn_id="t-1",
        data=PICTURE,
        timestamp_ms=index * 40.0,
        frame_index=index,
        width=256,
        height=256,
        content_type="jpeg",
        drift_ms=0.0,
    )


def delta(index: int) -> tth.TextDelta:
    return tth.TextDelta(seq=index, turn=1, turn_id="t-1", token="word ")


def test_a_turn_that_is_not_read_keeps_its_texts_and_only_the_newest_pictures() -> None:
    async def main() -> None:
        turn = Turn("t", lambda: None)
        for index in range(200):
            turn.handle(delta(index))
            turn.handle(picture(index))
        turn.fail(tth.TthError("lost", "The test is over.", "None."))
        events: list[tth.Event] = []
        with pytest.raises(tth.TthError, match="The test is over"):
            async for event in turn:
                events.append(event)
        assert sum(isinstance(event, tth.TextDelta) for event in events) == 200
        kept = [event.frame_index for event in events if isinstance(event, tth.VideoFrame)]
        assert 0 < len(kept) * len(PICTURE) <= UNREAD_BYTES
        assert kept == list(range(200 - len(kept), 200))

    run(main())


def test_a_turn_that_is_read_gets_all_pictures_also_when_its_reader_is_behind() -> None:
    async def main() -> None:
        turn = Turn("t", lambda: None)
        events = aiter(turn)
        first = asyncio.ensure_future(anext(events))
        await asyncio.sleep(0)
        for index in range(100):
            turn.handle(picture(index))
        turn.fail(tth.TthError("lost", "The test is over.", "None."))
        seen = [await first]
        with pytest.raises(tth.TthError, match="The test is over"):
            async for event in events:
                seen.append(event)
        assert [event.frame_index for event in seen if isinstance(event, tth.VideoFrame)] == list(range(100))

    run(main())
