"""The messages of the service, and what requests and responses contain.

Made from the schemas of the protocol by `deno task schema`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal, TypedDict, Union

from ._media import Picture, Sound

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired


class VideoGranted(TypedDict):
    mode: Literal["frames", "pose"]
    width: int
    height: int
    fps: float


class Components(TypedDict):
    realtime: str | None
    llm: str | None
    tts: str | None
    avatar: str | None


class ResumedLostTurn(TypedDict):
    turn: int
    turn_id: str


class Resumed(TypedDict):
    replayed: int
    """Messages that are sent again."""
    complete: bool
    """Whether everything that the client missed is sent again, apart from video."""
    lost_turn: NotRequired[ResumedLostTurn]
    """The turn that was lost with the instance that ran it; an `error` with code `turn_lost` and its `turn_complete` follow."""


class EmotionControl(TypedDict):
    label: Literal["neutral", "happy", "sad", "angry", "surprised", "fearful", "disgusted"]
    """Which emotion."""
    intensity: float
    """How strong, 0..1."""
    valence: float
    """Unpleasant -1 .. pleasant 1."""
    arousal: float
    """Calm -1 .. excited 1."""


class CharacterControl(TypedDict):
    persona_id: str
    """A persona of the configuration."""
    speech_rate: float
    """Speaking rate, 1 is the voice's own, 0.25..4."""
    pitch_shift: float
    """Pitch, -1 (an octave down) .. 1 (an octave up)."""
    expressivity: float
    """How much the emotion colours voice and face, 0..1."""
    motion_gain: float
    """How much head and body move, 0..2."""


class Control(TypedDict):
    emotion: EmotionControl
    character: CharacterControl


class TurnMetrics(TypedDict):
    first_text_ms: float | None
    """From `user_text` to the first `text_delta`."""
    first_audio_ms: float | None
    """From `user_text` to the first `audio_chunk`."""
    first_frame_ms: float | None
    """From `user_text` to the first frame or pose."""
    total_ms: float
    """From `user_text` to `turn_complete`."""
    resolve_ms: NotRequired[float]
    """From the arrival of `user_text` until the turn began."""
    model_ms: NotRequired[float]
    """From `user_text` until the model had finished; absent: it is not known."""
    interrupt_ms: float | None
    """From the interrupt's arrival to `turn_complete`."""
    audio_ms: float
    """Audio sent, in media time."""
    frames: int
    """Frames or poses sent."""
    frames_skipped: int
    """Frames that were due but came too late to be sent."""
    frames_dropped: int
    """Frames not sent because the client was too slow."""
    underruns: int
    """Number of times playout ran out of audio."""
    underrun_ms: float
    """How long playout stalled for lack of audio."""
    drift_mean_ms: float | None
    """Mean of `drift_ms` over the frames sent."""
    drift_max_ms: float | None
    """Largest absolute `drift_ms`."""
    drift_within_budget: bool
    """Whether every frame was within the sync budget."""
    seen_drift_mean_ms: float | None
    """Mean drift that the client reported, video minus audio."""
    seen_drift_max_ms: float | None
    """Largest absolute drift that the client reported."""
    video_lead_ms: float
    """Correction of the video's lead in force at the end."""
    usage: NotRequired[dict[str, float]]
    """What the provider counted, e.g. tokens."""


class PartialEmotion(TypedDict):
    label: NotRequired[Literal["neutral", "happy", "sad", "angry", "surprised", "fearful", "disgusted"]]
    """Which emotion."""
    intensity: NotRequired[float]
    """How strong, 0..1."""
    valence: NotRequired[float]
    """Unpleasant -1 .. pleasant 1."""
    arousal: NotRequired[float]
    """Calm -1 .. excited 1."""


class PartialCharacter(TypedDict):
    persona_id: NotRequired[str]
    """A persona of the configuration."""
    speech_rate: NotRequired[float]
    """Speaking rate, 1 is the voice's own, 0.25..4."""
    pitch_shift: NotRequired[float]
    """Pitch, -1 (an octave down) .. 1 (an octave up)."""
    expressivity: NotRequired[float]
    """How much the emotion colours voice and face, 0..1."""
    motion_gain: NotRequired[float]
    """How much head and body move, 0..2."""


class Background(TypedDict):
    color: NotRequired[str]
    """One colour, as "#rrggbb"."""
    gradient: NotRequired[list[str]]
    """Two to four colours, from top to bottom."""
    image: NotRequired[str]
    """A file in config/backgrounds (JPEG, PNG or WebP); it covers the picture, and the excess is cut off."""
    transparent: NotRequired[Literal[True]]
    """Nothing: pictures are WebP or PNG with alpha, and poses are drawn on a transparent canvas."""


class PartialControl(TypedDict):
    emotion: NotRequired[PartialEmotion]
    character: NotRequired[PartialCharacter]


class SessionPerson(TypedDict):
    name: NotRequired[str]
    """The displayed name."""
    instructions: NotRequired[str]
    """The system prompt: who the persona is and how it talks."""
    language: NotRequired[str]
    """The language that it speaks, as a BCP 47 tag such as `en` or `de-AT`. Default: that of its instructions."""
    voice: NotRequired[str]
    """Its voice: a built-in one, or one of `voices`. Default: ava."""
    look: NotRequired[str]
    """The look of the face, for avatars with several."""
    background: NotRequired[Background]
    """What is behind the person. Default: what its look has."""
    control: NotRequired[PartialControl]
    """The person's default controls."""


class VideoRequest(TypedDict):
    mode: NotRequired[Literal["frames", "pose", "none"]]
    """`frames`: pictures; `pose`: face parameters for a client that draws; `none`: audio only."""
    width: NotRequired[int]
    """Pixels."""
    height: NotRequired[int]
    """Pixels."""
    fps: NotRequired[float]
    """Frames a second."""


class CreateSession(TypedDict):
    persona_id: NotRequired[str]
    """Who speaks; `GET /v1/personas` lists them."""
    emotion: NotRequired[PartialEmotion]
    """Emotion of the session's turns, unless a turn sets one."""
    character: NotRequired[PartialCharacter]
    """Character of the session's turns."""
    person: NotRequired[SessionPerson]
    """The person of this session, where it differs from the persona. The configuration limits what may be set."""
    pronunciations: NotRequired[dict[str, str]]
    """Pronunciations for this session: a respelling (`git hub`), or phonemes between slashes."""
    video: NotRequired[VideoRequest]
    """What to show."""
    extras: NotRequired[list[Literal["word", "viseme", "state", "idle", "emotion", "cue", "replace"]]]
    """Events beyond the core ones. Default: `idle`, for clients that name a subprotocol; an empty list: none."""
    record: NotRequired[bool]
    """Whether the service keeps each turn as a film with its transcript. Needs `recording.dir` in the configuration. Default: false."""


class Capabilities(TypedDict):
    streams: list[str]
    """The output of its stream."""
    controls: dict[str, Literal["native", "approximated", "ignored"]]
    """How faithfully it honours each control; an absent control is ignored."""
    formats: list[str]
    """Formats of its pictures."""
    languages: list[str]
    """Languages that it speaks or writes, as BCP 47 tags; `*` for any."""
    variants: NotRequired[list[str]]
    """Voices or looks."""
    offline: bool
    """Whether it works without a network."""
    demonstration: NotRequired[bool]
    """Whether it is only a stand-in for a real one. Absent: no."""
    verbatim: NotRequired[bool]
    """Whether it can say a given text word for word."""
    lip_sync: NotRequired[bool]
    """Whether its picture follows the visemes. Absent: yes."""


class CapabilitiesByKind(TypedDict):
    realtime: NotRequired[Capabilities]
    llm: NotRequired[Capabilities]
    tts: NotRequired[Capabilities]
    avatar: NotRequired[Capabilities]


class LookDesignSkin(TypedDict):
    color: NotRequired[str]
    """Colour in the light, as "#rrggbb"."""
    shade: NotRequired[str]
    """Colour in the shade, as "#rrggbb"."""
    light: NotRequired[str]
    """Colour of highlights, as "#rrggbb"."""
    flush: NotRequired[str]
    """Colour of a flush, as "#rrggbb"."""
    freckles: NotRequired[float]
    """Freckles, 0..1."""


class LookDesignFace(TypedDict):
    width: NotRequired[float]
    """Width; 1 is that of the base look, 0.9..1.08."""
    jaw: NotRequired[float]
    """Width of the jaw; 1 is that of the base look, 0.85..1.12."""
    chin: NotRequired[float]
    """Width of the chin; 1 is that of the base look, 0.7..1.3."""
    length: NotRequired[float]
    """Height of the chin below the eyes; 1 is that of the base look, 0.94..1.04."""
    neck: NotRequired[float]
    """Width of the neck; 1 is that of the base look, 0.8..1.25."""


class LookDesignEyes(TypedDict):
    color: NotRequired[str]
    """Colour of the iris, as "#rrggbb"."""
    size: NotRequired[float]
    """Width; 1 is that of the base look, 0.85..1.12."""
    open: NotRequired[float]
    """How far they are open; 1 is that of the base look, 0.8..1.2."""
    spacing: NotRequired[float]
    """Distance from each other; 1 is that of the base look, 0.94..1.06."""
    tilt: NotRequired[float]
    """How much higher the outer corner is, in hundredths of half the head's width, -3..8."""
    lashes: NotRequired[float]
    """Length of the lashes, 0..1."""


class LookDesignBrows(TypedDict):
    color: NotRequired[str]
    """Colour; without it, that of the hair, as "#rrggbb"."""
    thickness: NotRequired[float]
    """Thickness; 1 is that of the base look, 0.5..1.5."""
    arch: NotRequired[float]
    """How far the middle rises; 1 is that of the base look, 0..1.8."""
    height: NotRequired[float]
    """Height above the eyes; 1 is that of the base look, 0.92..1.08."""


class LookDesignNose(TypedDict):
    width: NotRequired[float]
    """Width; 1 is that of the base look, 0.8..1.25."""
    length: NotRequired[float]
    """Length; 1 is that of the base look, 0.9..1.08."""
    bridge: NotRequired[float]
    """How prominent the bridge is, 0..1."""


class LookDesignLips(TypedDict):
    color: NotRequired[str]
    """Colour, as "#rrggbb"."""
    width: NotRequired[float]
    """Width of the mouth; 1 is that of the base look, 0.88..1.1."""
    upper: NotRequired[float]
    """Fullness of the upper lip; 1 is that of the base look, 0.6..1.4."""
    lower: NotRequired[float]
    """Fullness of the lower lip; 1 is that of the base look, 0.6..1.4."""
    gloss: NotRequired[float]
    """Gloss, 0..1."""


class LookDesignHair(TypedDict):
    style: NotRequired[Literal["bob", "quiff", "curls", "swept", "fringe"]]
    """Style: bob, quiff, curls, swept, fringe."""
    color: NotRequired[str]
    """Colour, as "#rrggbb"."""
    shade: NotRequired[str]
    """Colour in the shade, as "#rrggbb"."""
    light: NotRequired[str]
    """Colour of highlights, as "#rrggbb"."""


class LookDesignBeard(TypedDict):
    density: NotRequired[float]
    """0: none, 0.3: stubble, 1: a full beard, 0..1."""
    color: NotRequired[str]
    """Colour; without it, that of the hair, as "#rrggbb"."""


class LookDesignGlasses(TypedDict):
    shape: Literal["none", "round", "square"]
    """Shape of the lenses. Default: round."""
    color: NotRequired[str]
    """Colour of the frame, as "#rrggbb"."""


class LookDesignEarrings(TypedDict):
    shape: Literal["none", "hoop", "stud"]
    """Shape. Default: stud."""
    color: NotRequired[str]
    """Colour, as "#rrggbb"."""


class LookDesignClothes(TypedDict):
    style: NotRequired[Literal["crew", "shirt", "blouse", "cardigan", "hoodie"]]
    """Style: crew, shirt, blouse, cardigan, hoodie."""
    color: NotRequired[str]
    """Colour, as "#rrggbb"."""
    accent: NotRequired[str]
    """Second colour: a hoodie's cords, the shirt under a cardigan, as "#rrggbb"."""
    shoulders: NotRequired[float]
    """Width of the shoulders; 1 is that of the base look, 0.88..1.15."""


class LookDesign(TypedDict):
    base: Literal["ava", "leo", "mira", "sol", "jun"]
    """The built-in look that it starts from. Default: ava."""
    summary: NotRequired[str]
    """One line about the person."""
    age: NotRequired[float]
    """Lines of age, 0..1."""
    skin: NotRequired[LookDesignSkin]
    face: NotRequired[LookDesignFace]
    eyes: NotRequired[LookDesignEyes]
    brows: NotRequired[LookDesignBrows]
    nose: NotRequired[LookDesignNose]
    lips: NotRequired[LookDesignLips]
    hair: NotRequired[LookDesignHair]
    beard: NotRequired[LookDesignBeard]
    glasses: NotRequired[LookDesignGlasses]
    earrings: NotRequired[LookDesignEarrings]
    clothes: NotRequired[LookDesignClothes]
    background: NotRequired[Background]
    """What is behind the person, unless the persona or the session says."""


class SessionCreated(TypedDict):
    session_id: str
    stream_url: str
    """The address of the WebSocket."""
    token: str | None
    """Opens this session's stream and nothing else, on any instance of the service, as the subprotocol `tth.token.<token>`, for at most one day by default. Clients should also accept `null`."""
    expires_at: str
    """When the session ends if nothing connects, RFC 3339."""
    persona_id: str
    components: Components
    capabilities: CapabilitiesByKind
    video: VideoGranted | None
    """What the session shows; `null`: nothing."""
    recorded: bool
    """Whether its turns are recorded."""
    looks: dict[str, str]
    """The look of each persona that has one, to draw poses with."""
    backgrounds: dict[str, Background]
    """The background of each persona that has one; the others have that of their look."""
    designs: dict[str, LookDesign]
    """The looks that are not built in, by id."""
    extras: list[Literal["word", "viseme", "state", "idle", "emotion", "cue", "replace"]]
    """Events beyond the core ones that the session was created with."""


class SessionViewTranscript(TypedDict):
    role: Literal["system", "user", "assistant"]
    text: str


class SessionView(TypedDict):
    session_id: str
    state: Literal["idle", "thinking", "speaking"]
    connected: bool
    """Whether a WebSocket is open; where another instance has the session: whether one was."""
    persona_id: str
    control: Control
    """Controls of the next turn, before its own are applied."""
    turns: int
    """Turns begun."""
    created_at: str
    """RFC 3339."""
    transcript: list[SessionViewTranscript]
    """The conversation, as far as the user heard it."""


class PersonaListPersonas(TypedDict):
    id: str
    name: str
    look: NotRequired[str]
    background: NotRequired[Background]
    control: PartialControl
    """The persona's default controls."""


class PersonaList(TypedDict):
    default: str
    """The persona of a session that does not choose one."""
    personas: list[PersonaListPersonas]
    designs: dict[str, LookDesign]
    """The looks that are not built in, by id."""


class TranscriptTurnWords(TypedDict):
    text: str
    start_ms: float
    end_ms: float


class TranscriptTurn(TypedDict):
    turn: int
    turn_id: str
    mode: Literal["reply", "verbatim"]
    user_text: str
    """What the user wrote."""
    status: Literal["completed", "interrupted", "failed"]
    generated_text: str
    """All of the turn's text."""
    spoken_text: str
    """The part whose audio was sent."""
    heard_text: str
    """The part that the user heard."""
    heard_ms: float
    """Media time that the user heard."""
    heard_source: Literal["measured", "estimated"]
    audio_start_ms: float | None
    """When its first audio was sent, ms since the session began; `null`: never."""
    words: list[TranscriptTurnWords]
    """The words that were sent, in media time."""


class Transcript(TypedDict):
    session_id: str
    turns: list[TranscriptTurn]


@dataclass(frozen=True, kw_only=True)
class SessionReady:
    """`session_ready`"""

    type: Literal["session_ready"] = "session_ready"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    session_id: str
    protocol: str
    fps: float
    width: int
    height: int
    video: VideoGranted | None | None = None
    """What the session shows now; `null`: nothing."""
    components: Components
    resumed: Resumed | None
    """`null`: the client did not ask to resume."""


@dataclass(frozen=True, kw_only=True)
class TurnStarted:
    """`turn_started`"""

    type: Literal["turn_started"] = "turn_started"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    id: str | None = None
    """The `id` of the `user_text`, if it had one."""
    control: Control
    fidelity: dict[str, Literal["native", "approximated", "ignored"]]


@dataclass(frozen=True, kw_only=True)
class TextDelta:
    """`text_delta`"""

    type: Literal["text_delta"] = "text_delta"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    token: str


@dataclass(frozen=True, kw_only=True)
class AudioChunk(Sound):
    """`audio_chunk`"""

    type: Literal["audio_chunk"] = "audio_chunk"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    data: bytes
    """The bytes, base64."""
    timestamp_ms: float
    """Media time: ms since the first audio sample of the turn."""
    duration_ms: float
    encoding: Literal["pcm"]
    sample_rate: int


@dataclass(frozen=True, kw_only=True)
class VideoFrame(Picture):
    """`video_frame`"""

    type: Literal["video_frame"] = "video_frame"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    data: bytes
    """The bytes, base64."""
    timestamp_ms: float
    """Media time: ms since the first audio sample of the turn."""
    frame_index: int
    width: int
    height: int
    content_type: Literal["raw_rgb", "jpeg", "webp", "png"]
    drift_ms: float
    idle: bool | None = None
    dropped_frames: int | None = None


@dataclass(frozen=True, kw_only=True)
class Pose:
    """`pose`"""

    type: Literal["pose"] = "pose"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    timestamp_ms: float
    """Media time: ms since the first audio sample of the turn."""
    frame_index: int
    drift_ms: float
    pose: dict[str, float]
    """The face: weights from 0 (at rest) to 1, angles in degrees. A field that is absent is 0."""
    idle: bool | None = None
    dropped_frames: int | None = None


@dataclass(frozen=True, kw_only=True)
class Word:
    """`word`"""

    type: Literal["word"] = "word"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    text: str
    start_ms: float
    end_ms: float
    char_start: int
    char_end: int


@dataclass(frozen=True, kw_only=True)
class Viseme:
    """`viseme`"""

    type: Literal["viseme"] = "viseme"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    id: Literal["sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U"]
    """A mouth shape. Where none is in force, the lips rest (`sil`)."""
    start_ms: float
    """When the lips begin to form it; they lead the sound by about 20 ms."""
    end_ms: float
    """When it has faded completely."""
    weight: float
    """How strongly it shows: it rises for 35 % of its time (at most 70 ms), holds, and falls; shapes that overlap share."""


@dataclass(frozen=True, kw_only=True)
class Emotion:
    """`emotion`"""

    type: Literal["emotion"] = "emotion"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    timestamp_ms: float
    """Media time: ms since the first audio sample of the turn."""
    label: Literal["neutral", "happy", "sad", "angry", "surprised", "fearful", "disgusted"]
    """Which emotion."""
    intensity: float
    """How strong, 0..1."""
    valence: float
    """Unpleasant -1 .. pleasant 1."""
    arousal: float
    """Calm -1 .. excited 1."""
    source: Literal["model", "author", "client"]
    """Who asked for it: a mark in the text, or a `control_update`."""


@dataclass(frozen=True, kw_only=True)
class Cue:
    """`cue`"""

    type: Literal["cue"] = "cue"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    timestamp_ms: float
    """Media time: ms since the first audio sample of the turn."""
    name: str
    """A gesture (`nod`, `shake`, `tilt`, `shrug`, `wink`, `look`), `show`, `hide` or `cue`."""
    value: str | None = None
    """Where to look, or what to show: `[show: chart1]` has `chart1`."""


@dataclass(frozen=True, kw_only=True)
class State:
    """`state`"""

    type: Literal["state"] = "state"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    state: Literal["idle", "thinking", "speaking"]


@dataclass(frozen=True, kw_only=True)
class VideoChanged:
    """`video_changed`"""

    type: Literal["video_changed"] = "video_changed"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    video: VideoGranted | None
    """What the session shows from now on; `null`: nothing. A running turn keeps its size, and sends fewer frames; where only poses are left, it goes on with them."""
    reason: Literal["load", "restored"]
    """`load`: the service is busy; `restored`: it shows all again."""


@dataclass(frozen=True, kw_only=True)
class TurnComplete:
    """`turn_complete`"""

    type: Literal["turn_complete"] = "turn_complete"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    id: str | None = None
    """The `id` of the `user_text`, if it had one."""
    status: Literal["completed", "interrupted", "failed"]
    finish: Literal["stop", "length", "content_filter", "cancelled", "error"]
    """How the model's text ended: `stop`: complete; `length`: cut at the model's limit; `content_filter`: cut by the provider's filter; `cancelled`: by an interrupt or by the provider; `error`: by a failure."""
    spoken_text: str
    """The part of the turn's text whose audio was sent."""
    heard_text: str
    """The part that the user heard."""
    heard_ms: float
    heard_source: Literal["measured", "estimated"]
    metrics: TurnMetrics


@dataclass(frozen=True, kw_only=True)
class ErrorEvent:
    """`error`"""

    type: Literal["error"] = "error"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    id: str | None = None
    """The `id` of the `user_text`, if it had one."""
    code: str
    message: str
    retryable: bool
    fatal: bool


@dataclass(frozen=True, kw_only=True)
class Pong:
    """`pong`"""

    type: Literal["pong"] = "pong"
    seq: int
    """One sequence per session."""
    turn: int
    """The turn's epoch: 1, 2, 3 …; 0 before the first."""
    turn_id: str | None
    """`null` outside a turn."""
    t: float


Message = Union[
    SessionReady,
    TurnStarted,
    TextDelta,
    AudioChunk,
    VideoFrame,
    Pose,
    Word,
    Viseme,
    Emotion,
    Cue,
    State,
    VideoChanged,
    TurnComplete,
    ErrorEvent,
    Pong,
]
"""Every message of the service."""

MESSAGES: dict[str, type[Message]] = {
    "session_ready": SessionReady,
    "turn_started": TurnStarted,
    "text_delta": TextDelta,
    "audio_chunk": AudioChunk,
    "video_frame": VideoFrame,
    "pose": Pose,
    "word": Word,
    "viseme": Viseme,
    "emotion": Emotion,
    "cue": Cue,
    "state": State,
    "video_changed": VideoChanged,
    "turn_complete": TurnComplete,
    "error": ErrorEvent,
    "pong": Pong,
}
"""The class of each type of message."""
