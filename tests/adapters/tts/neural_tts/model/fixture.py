"""Writes what onnxruntime makes of a sentence, for model_test.ts to compare with.

    pip install onnxruntime==1.32.0 numpy && python fixture.py

The phonemes are those of "Yes, the birch canoe slid."
"""
import json
import os

import numpy as np
import onnxruntime as ort

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "../../../../../src/adapters/tts/neural_tts/models/heart")
PHONEMES = "jˈɛs, ðə bˈɜɹʧ kənˈu slˈɪd."
# Frames of which spectra are written: the first, in a vowel, at a plosive, the last.
FRAMES = [0, 24, 57, -1]

vocab = json.load(open(os.path.join(MODEL, "vocab.json")))
ids = [0, *[vocab[c] for c in PHONEMES], 0]
text, prosody, decoder = (
    ort.InferenceSession(os.path.join(MODEL, f"{name}.onnx")) for name in ("text", "prosody", "decoder")
)
sound, prosodic, durations = text.run(None, {"ids": np.asarray([ids], np.int64)})
counts = np.maximum(np.round(np.exp(durations) - 1), 1).astype(int)
spread = np.repeat(np.arange(len(ids)), counts)
f0, energy = prosody.run(None, {"prosody_frames": prosodic[:, :, spread]})
curves = np.stack([np.log(np.maximum(f0[0], 0) + 1) / 5, energy[0] / 5])[None]
frames = np.concatenate([np.repeat(sound[:, :, spread], 2, 2), curves], 1).astype(np.float32)
spectra = np.stack([output[0] for output in decoder.run(None, {"frames": frames})])

parts = {
    "soundFeatures": sound[0].T,
    "prosodyFeatures": prosodic[0].T,
    "logDurations": durations,
    "f0": f0[0],
    "energy": energy[0],
    "spectra": spectra[:, :, FRAMES].transpose(2, 0, 1),
}
with open(os.path.join(HERE, "fixture.f32"), "wb") as file:
    for part in parts.values():
        file.write(np.ascontiguousarray(part).astype("<f4").tobytes())
about = {
    "ids": ids,
    "durations": counts.tolist(),
    "frames": [int(frame % len(f0[0])) for frame in FRAMES],
    "parts": {name: int(part.size) for name, part in parts.items()},
}
with open(os.path.join(HERE, "fixture.json"), "w") as file:
    json.dump(about, file)
    file.write("\n")
