"""Pipecat behind its WebSocket transport, with mocks of the model and the voice, as a server for the comparison.

    python pipecat_server.py PORT REPLY_JSON
"""

import asyncio
import base64
import json
import os
import sys

import numpy as np
import uvicorn
from fastapi import FastAPI, WebSocket
from loguru import logger
from pipecat.frames.frames import (
    BotStoppedSpeakingFrame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMMessagesAppendFrame,
    LLMTextFrame,
    OutputAudioRawFrame,
    OutputImageRawFrame,
    OutputTransportMessageFrame,
    OutputTransportMessageUrgentFrame,
    TTSAudioRawFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair, LLMUserAggregatorParams
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.serializers.base_serializer import FrameSerializer
from pipecat.services.llm_service import LLMService
from pipecat.services.settings import LLMSettings, TTSSettings
from pipecat.services.tts_service import TTSService
from pipecat.transports.websocket.fastapi import (
    FastAPIWebsocketOutputTransport,
    FastAPIWebsocketParams,
    FastAPIWebsocketTransport,
)
from pipecat.turns.user_turn_strategies import ExternalUserTurnStrategies
from pipecat.workers.runner import WorkerRunner

TOKEN_S = 0.010
MS_PER_CHAR = 65
CHUNK_MS = 80
SAMPLE_RATE = 24000
CHUNK_BYTES = SAMPLE_RATE * CHUNK_MS // 1000 * 2

with open(sys.argv[2]) as file:
    REPLY = json.load(file)
SPEECH = np.random.default_rng(1).integers(-8000, 8000, CHUNK_BYTES * 8, dtype="<i2").tobytes()
PICTURE = os.urandom(64 * 64 * 3)


class JsonSerializer(FrameSerializer):
    """The messages that the other servers send too: media as base64 in JSON."""

    def __init__(self):
        super().__init__()
        self.seq = 0

    async def serialize(self, frame):
        self.seq += 1
        if isinstance(frame, OutputAudioRawFrame):
            duration = len(frame.audio) / 2 / SAMPLE_RATE * 1000
            data = base64.b64encode(frame.audio).decode()
            return f'{{"type":"audio_chunk","seq":{self.seq},"duration_ms":{duration:g},"data":"{data}"}}'
        if isinstance(frame, OutputImageRawFrame):
            data = base64.b64encode(frame.image).decode()
            return f'{{"type":"video_frame","seq":{self.seq},"width":64,"height":64,"data":"{data}"}}'
        if isinstance(frame, (OutputTransportMessageFrame, OutputTransportMessageUrgentFrame)):
            return json.dumps(frame.message)
        return None

    async def deserialize(self, data):
        message = json.loads(data)
        if message["type"] != "user_text":
            return None
        return LLMMessagesAppendFrame(messages=[{"role": "user", "content": message["text"]}], run_llm=True)


class MockModel(LLMService):
    def __init__(self):
        unset = ("temperature", "max_tokens", "top_p", "top_k", "frequency_penalty", "presence_penalty", "seed")
        super().__init__(
            settings=LLMSettings(
                model="mock",
                system_instruction=None,
                filter_incomplete_user_turns=False,
                user_turn_completion_config=None,
                **dict.fromkeys(unset),
            )
        )

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            await self.push_frame(frame, direction)
            return
        await self.push_frame(LLMFullResponseStartFrame())
        for token in REPLY:
            await asyncio.sleep(TOKEN_S)
            await self.push_frame(LLMTextFrame(token))
        await self.push_frame(LLMFullResponseEndFrame())


class TextOut(FrameProcessor):
    """Sends the model's text to the client, as Pipecat's RTVI observer does."""

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, LLMTextFrame):
            message = {"type": "text_delta", "token": frame.text}
            await self.push_frame(OutputTransportMessageUrgentFrame(message=message))
        await self.push_frame(frame, direction)


class MockVoice(TTSService):
    def __init__(self):
        settings = TTSSettings(model="mock", voice="mock", language=None)
        super().__init__(sample_rate=SAMPLE_RATE, push_start_frame=True, push_stop_frames=True, settings=settings)

    async def run_tts(self, text, context_id):
        for i in range(max(1, round(len(text) * MS_PER_CHAR / CHUNK_MS))):
            start = i % 16 * CHUNK_BYTES
            yield TTSAudioRawFrame(SPEECH[start : start + CHUNK_BYTES], SAMPLE_RATE, 1, context_id=context_id)


class MockAvatar(FrameProcessor):
    """One picture a chunk; the transport repeats it at its own rate."""

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        await self.push_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            await self.push_frame(OutputImageRawFrame(PICTURE, (64, 64), "RGB"))


class OutputWithVideo(FastAPIWebsocketOutputTransport):
    """The stock WebSocket transport sends no pictures: they are written as audio is."""

    async def write_video_frame(self, frame):
        return await self._write_frame(frame)


class TransportWithVideo(FastAPIWebsocketTransport):
    def __init__(self, websocket, params):
        super().__init__(websocket, params)
        self._output = OutputWithVideo(self, self._client, self._params, name=self._output_name)


app = FastAPI()


@app.websocket("/ws")
async def stream(websocket: WebSocket, video: str = "0"):
    await websocket.accept()
    has_video = video == "1"
    params = FastAPIWebsocketParams(
        audio_out_enabled=True,
        audio_out_sample_rate=SAMPLE_RATE,
        audio_out_10ms_chunks=CHUNK_MS // 10,
        serializer=JsonSerializer(),
        video_out_enabled=has_video,
        video_out_is_live=False,
        video_out_width=64,
        video_out_height=64,
        video_out_framerate=25,
    )
    transport = TransportWithVideo(websocket, params)
    # The default strategies load a turn detector for each session, which is of no use for text.
    strategies = LLMUserAggregatorParams(user_turn_strategies=ExternalUserTurnStrategies())
    aggregators = LLMContextAggregatorPair(LLMContext(), user_params=strategies)
    avatar = [MockAvatar()] if has_video else []
    voiced = [transport.input(), aggregators.user(), MockModel(), TextOut(), MockVoice()]
    worker = PipelineWorker(
        Pipeline([*voiced, *avatar, transport.output(), aggregators.assistant()]),
        params=PipelineParams(audio_out_sample_rate=SAMPLE_RATE),
        enable_rtvi=False,
        enable_turn_tracking=False,
        idle_timeout_secs=None,
        cancel_on_idle_timeout=False,
    )
    worker.set_reached_upstream_filter((BotStoppedSpeakingFrame,))

    @worker.event_handler("on_frame_reached_upstream")
    async def on_stopped(_worker, _frame):
        await websocket.send_text('{"type":"turn_complete","status":"completed"}')

    @transport.event_handler("on_client_disconnected")
    async def on_gone(_transport, _client):
        await worker.cancel()

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await runner.run()


if __name__ == "__main__":
    logger.remove()
    logger.add(sys.stderr, level="ERROR")
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
