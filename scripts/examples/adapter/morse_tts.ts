/**
 * A voice outside of the project: it says everything in Morse code. `createVoice` does what all voices have in common.
 *
 * @module
 */
import { createVoice, defineAdapter, z } from "@tth/tth/adapter";

const SAMPLE_RATE_HZ = 24_000;

/** Letters from a to z. */
const CODE =
  ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.."
    .split(" ");

const Options = z.strictObject({
  tone_hz: z.number().min(200).max(2000).default(600).describe("Pitch of the tone, Hz. Default: 600."),
  dot_ms: z.number().min(20).max(200).default(60).describe("Length of a dot, ms. Default: 60."),
});

export default defineAdapter({
  kind: "tts",
  name: "morse_tts",
  summary: "A voice that speaks Morse code",
  options: Options,
  create({ tone_hz, dot_ms }, host) {
    const samplesOf = (dots: number, loud: boolean, rate: number) => {
      const count = Math.round(dots * dot_ms * SAMPLE_RATE_HZ / 1000 / rate);
      const sample = (n: number) => loud ? 9000 * Math.sin(2 * Math.PI * tone_hz * n / SAMPLE_RATE_HZ) : 0;
      return new Uint8Array(Int16Array.from({ length: count }, (_, n) => sample(n)).buffer);
    };
    return createVoice(host, {
      capabilities: { streams: ["audio"], controls: { "character.speech_rate": "native" }, offline: true },
      sampleRateHz: SAMPLE_RATE_HZ,
      async *synthesize(text, { control: { character: { speech_rate: rate } } }) {
        for (const letter of text.toLowerCase()) {
          for (const mark of CODE[letter.charCodeAt(0) - "a".charCodeAt(0)] ?? "") {
            yield samplesOf(mark === "." ? 1 : 3, true, rate);
            yield samplesOf(1, false, rate);
          }
          yield samplesOf(letter === " " ? 4 : 2, false, rate);
        }
      },
    });
  },
});
