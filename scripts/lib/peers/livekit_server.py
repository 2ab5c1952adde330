"""LiveKit Agents' session behind a WebSocket, with mocks of the model and the voice, as a server for the comparison.

Its own transport is WebRTC through a LiveKit server; here an audio output writes to a WebSocket with a lead of 400 ms.

    python livekit_server.py PORT REPLY_JSON
"""

import asyncio
import base64
import json
import logging
import sys
import time

import numpy as np
import uvloop
import websockets
from livekit.agents import Agent, AgentSession, llm, tts
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS
from livekit.agents.voice import io

TOKEN_S = 0.010
LEAD_S = 0.400
MS_PER_CHAR = 65
CHUNK_MS = 80
SAMPLE_RATE = 24000
CHUNK_BYTES = SAMPLE_RATE * CHUNK_MS // 1000 * 2

with open(sys.argv[2]) as file:
    REPLY = json.load(file)
SPEECH = np.random.default_rng(1).integers(-8000, 8000, CHUNK_BYTES * 8, dtype="<i2").tobytes()


class MockReply(llm.LLMStream):
    async def _run(self):
        for token in REPLY:
            await asyncio.sleep(TOKEN_S)
            delta = llm.ChoiceDelta(role="assistant", content=token)
            self._event_ch.send_nowait(llm.ChatChunk(id="mock", delta=delta))


class MockModel(llm.LLM):
    def chat(self, *, chat_ctx, tools=None, conn_options=DEFAULT_API_CONNECT_OPTIONS, **_options):
        return MockReply(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class MockSpeech(tts.ChunkedStream):
    async def _run(self, emitter):
        emitter.initialize(
            request_id="mock",
            sample_rate=SAMPLE_RATE,
            num_channels=1,
            mime_type="audio/pcm",
            frame_size_ms=CHUNK_MS,
        )
        for i in range(max(1, round(len(self._input_text) * MS_PER_CHAR / CHUNK_MS))):
            start = i % 16 * CHUNK_BYTES
            emitter.push(SPEECH[start : start + CHUNK_BYTES])
        emitter.flush()


class MockVoice(tts.TTS):
    def __init__(self):
        capabilities = tts.TTSCapabilities(streaming=False)
        super().__init__(capabilities=capabilities, sample_rate=SAMPLE_RATE, num_channels=1)

    def synthesize(self, text, *, conn_options=DEFAULT_API_CONNECT_OPTIONS):
        return MockSpeech(tts=self, input_text=text, conn_options=conn_options)


class SocketAudio(io.AudioOutput):
    """Sends audio at playback speed, LEAD_S ahead."""

    def __init__(self, socket):
        super().__init__(
            label="socket",
            capabilities=io.AudioOutputCapabilities(pause=False),
            sample_rate=SAMPLE_RATE,
        )
        self.seq = 0
        self._socket = socket
        self._started_at = None
        self._position = 0.0
        self._epoch = 0
        self._ending = None

    async def capture_frame(self, frame):
        await super().capture_frame(frame)
        epoch = self._epoch
        if self._started_at is None:
            self._started_at = time.monotonic()
            self._position = 0.0
            self.on_playback_started(created_at=time.time())
        wait = self._started_at + self._position - LEAD_S - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
            if epoch != self._epoch:
                return
        duration = frame.samples_per_channel / SAMPLE_RATE
        data = base64.b64encode(bytes(frame.data)).decode()
        self.seq += 1
        await self._socket.send(
            f'{{"type":"audio_chunk","seq":{self.seq},"duration_ms":{duration * 1000:g},"data":"{data}"}}'
        )
        self._position += duration

    def flush(self):
        super().flush()
        if self._started_at is None:
            return
        left = self._started_at + self._position - time.monotonic()
        position = self._position
        self._started_at = None

        async def finish():
            await asyncio.sleep(max(0.0, left))
            self._ending = None
            self.on_playback_finished(playback_position=position, interrupted=False)

        self._ending = asyncio.create_task(finish())

    def clear_buffer(self):
        self._epoch += 1
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
        elif self._started_at is None:
            return
        self._started_at = None
        self.on_playback_finished(playback_position=self._position, interrupted=True)


class SocketText(io.TextOutput):
    def __init__(self, socket, audio):
        super().__init__(label="socket", next_in_chain=None)
        self._socket = socket
        self._audio = audio

    async def capture_text(self, text):
        self._audio.seq += 1
        await self._socket.send(json.dumps({"type": "text_delta", "seq": self._audio.seq, "token": str(text)}))

    def flush(self):
        pass


async def serve(socket):
    session = AgentSession(llm=MockModel(), tts=MockVoice(), vad=None, user_away_timeout=None)
    audio = SocketAudio(socket)
    session.output.audio = audio
    session.output.transcription = SocketText(socket, audio)
    await session.start(Agent(instructions="You are a helpful person."), record=False)
    turns = set()

    async def speak(text):
        await session.generate_reply(user_input=text).wait_for_playout()
        await socket.send('{"type":"turn_complete","status":"completed"}')

    try:
        async for data in socket:
            message = json.loads(data)
            if message["type"] == "user_text":
                turn = asyncio.create_task(speak(message["text"]))
                turns.add(turn)
                turn.add_done_callback(turns.discard)
    finally:
        await session.aclose()


async def main():
    async with websockets.serve(serve, "127.0.0.1", int(sys.argv[1]), compression=None):
        await asyncio.Future()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    uvloop.run(main())
