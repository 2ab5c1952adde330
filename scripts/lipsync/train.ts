/**
 * Trains the audio-to-viseme network on the built-in voices, with their phone marks as ground truth, prints its score
 * on unseen sentences, and writes it to the source tree. Training is deterministic.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { StoredModel } from "../../src/lipsync/audio_model.ts";
import { createAudioVisemes } from "../../src/lipsync/from_audio.ts";
import { scoreLipSync } from "./score.ts";
import { type PartialControl } from "../../src/contract/controls.ts";
import { EMOTION_LABELS } from "../../src/contract/emotions.ts";
import { runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { openSpeaker, type Speaker } from "../lib/voice/spoken.ts";
import { HELD_OUT, TRAINING, TUNING } from "./corpus.ts";
import { trainModel } from "./train_model.ts";

const HELP = `Trains the network that hears mouth shapes, prints its score, and writes it to the source tree.

  deno task lipsync-train [--leave-out VOICE]

  --leave-out VOICE  train without this voice, print the score on it, and write nothing: how well unknown voices are heard`;

const OPTIONS = { "leave-out": { type: "string" } } as const;

const TARGET = new URL("../../src/lipsync/audio_model_data.ts", import.meta.url);

function sourceOf(model: StoredModel): string {
  return `/**
 * The network that hears mouth shapes, as \`deno task lipsync-train\` wrote it. Do not edit.
 *
 * @module
 */
import type { StoredModel } from "./audio_model.ts";

/** Trained on the built-in voices. */
export const AUDIO_MODEL: StoredModel = ${JSON.stringify(model)};
`;
}

/** Every other sentence has an emotion, which changes pitch, pace and timbre. */
function moodOf(index: number): PartialControl["emotion"] {
  const label = index % 2 === 0 ? "neutral" : EMOTION_LABELS[(index >> 1) % EMOTION_LABELS.length];
  return label === undefined ? undefined : { label, intensity: 1 };
}

async function write(model: StoredModel): Promise<void> {
  await Deno.writeTextFile(TARGET, sourceOf(model));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", fileURLToPath(TARGET)] }).output();
}

async function printScore(speaker: Speaker, voice: string, model: StoredModel): Promise<void> {
  for (const [name, sentences] of Object.entries({ tuning: TUNING, "held out": HELD_OUT })) {
    const speeches = [];
    for (const sentence of sentences) {
      const { samples, phones, durationMs } = await speaker.say(sentence, { voice });
      const visemes = createAudioVisemes({ model });
      speeches.push({ phones, durationMs, timeline: [...visemes.push(samples), ...visemes.flush()] });
    }
    const score = scoreLipSync(speeches);
    const share = (value: number) => `${(value * 100).toFixed(1)} %`;
    print(
      `${voice}, ${name}: opening correlation ${score.openingCorrelation.toFixed(3)}, ` +
        `closures found ${share(score.closureRecall)} of ${score.closures}, ` +
        `open vowels shut ${share(score.falseClosures)}, lag ${score.lagMs.toFixed(1)} ms`,
    );
  }
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const leftOut = values["leave-out"];
  await using speaker = await openSpeaker("neural_tts");
  const voices = speaker.voices.filter((voice) => voice !== leftOut);
  const utterances = [];
  for (const voice of voices) {
    for (const [index, sentence] of TRAINING.entries()) {
      utterances.push(await speaker.say(sentence, { voice, control: { emotion: moodOf(index) } }));
    }
  }
  print(`Training on ${utterances.length} sentences by ${voices.join(", ")}; this takes minutes.`);
  const model = trainModel(
    utterances,
    (epoch, loss) => print(`epoch ${epoch + 1}: loss ${loss.toFixed(4)}`),
  );
  if (leftOut === undefined) await write(model);
  for (const voice of leftOut === undefined ? voices : [leftOut]) await printScore(speaker, voice, model);
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
