"""Makes a film of a text with the Python client.

    python film.py http://127.0.0.1:8000 "Hello from Python." hello.mp4

The ending decides: .mp4 is H.264 and AAC, .webm is VP9 and Opus. Both encoders come with PyAV (pip install av); its
H.264 encoder is x264, which is under the GPL, and H.264 has patents. VP9 and Opus are free of both.
"""

from __future__ import annotations

import asyncio
import sys
from fractions import Fraction
from pathlib import Path

import av
import tth

CODECS = {".mp4": ("libx264", "aac"), ".webm": ("libvpx-vp9", "libopus")}
FPS = 25
AUDIO_RATE = 48_000


async def main(url: str, text: str, path: Path) -> None:
    video: tth.VideoRequest = {"mode": "frames", "width": 512, "height": 512, "fps": FPS}
    async with tth.connect(url, video=video) as human:
        turn = await human.say(text)
        frames = [event async for event in turn if isinstance(event, tth.VideoFrame)]
        if not frames:
            raise SystemExit("The service sent no pictures: ask for frames, and check that it is not overloaded.")
        write_film(path, frames, turn.audio)
        print(f"{path}: {turn.audio.duration_ms / 1000:.1f} s, {len(frames)} pictures")


def write_film(path: Path, frames: list[tth.VideoFrame], audio: tth.Audio) -> None:
    """Encodes pictures at their media time, and the sound beside them."""
    video_codec, audio_codec = CODECS[path.suffix]
    with av.open(str(path), "w") as film:
        video = film.add_stream(video_codec, rate=FPS)
        video.width, video.height, video.pix_fmt = frames[0].width, frames[0].height, "yuv420p"
        sound = film.add_stream(audio_codec, rate=AUDIO_RATE, layout="mono")
        for number, frame in enumerate(frames):
            picture = av.VideoFrame.from_ndarray(frame.numpy(), format="rgb24")
            # The first one is shown from the start, even if it came late.
            picture.pts, picture.time_base = round(frame.timestamp_ms) if number else 0, Fraction(1, 1000)
            film.mux(video.encode(picture))
        film.mux(video.encode())
        samples = av.AudioFrame.from_ndarray(audio.numpy().reshape(1, -1), format="s16", layout="mono")
        samples.sample_rate = audio.sample_rate
        for piece in av.AudioResampler(sound.format, "mono", AUDIO_RATE).resample(samples):
            film.mux(sound.encode(piece))
        film.mux(sound.encode())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
