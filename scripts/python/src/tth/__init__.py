"""The client of TTH: text in, a talking human out.

>>> async with tth.connect("http://127.0.0.1:8000", persona="casual") as human:
...     turn = await human.say("Hello, I am glad to see you.")
...     await turn.done
...     turn.audio.save_wav("hello.wav")
"""

from ._audio import Audio, save_wav
from ._connect import Extra, Grant, Video, connect
from ._errors import TthError
from ._http import create_session, end_session, fetch_personas, fetch_transcript
from ._human import Event, Human
from ._link import Connection
from ._turn import Turn
from .events import (
    AudioChunk,
    Cue,
    Emotion,
    ErrorEvent,
    Message,
    PartialControl,
    PersonaList,
    Pong,
    Pose,
    SessionCreated,
    SessionPerson,
    SessionReady,
    State,
    TextDelta,
    Transcript,
    TurnComplete,
    TurnStarted,
    VideoChanged,
    VideoFrame,
    VideoRequest,
    Viseme,
    Word,
)

__all__ = [
    "Audio",
    "AudioChunk",
    "Connection",
    "Cue",
    "Emotion",
    "ErrorEvent",
    "Event",
    "Extra",
    "Grant",
    "Human",
    "Message",
    "PartialControl",
    "PersonaList",
    "Pong",
    "Pose",
    "SessionCreated",
    "SessionPerson",
    "SessionReady",
    "State",
    "TextDelta",
    "Transcript",
    "TthError",
    "Turn",
    "TurnComplete",
    "TurnStarted",
    "Video",
    "VideoChanged",
    "VideoFrame",
    "VideoRequest",
    "Viseme",
    "Word",
    "connect",
    "create_session",
    "end_session",
    "fetch_personas",
    "fetch_transcript",
    "save_wav",
]
