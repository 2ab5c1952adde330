/**
 * Writes a lip-sync report: text, sound, mouth shapes from phones and from audio alone, lip opening, and the face, all
 * on one time axis.
 *
 * @module
 */
import { dirname } from "node:path";
import { createAudioVisemes } from "../../src/lipsync/from_audio.ts";
import { LOOKS } from "../../src/face/looks/built_in.ts";
import { scoreLipSync, visemesOfPhones } from "./score.ts";
import { filmStrip } from "./film_strip.ts";
import { reportPage } from "./report_page.ts";
import { axisTrack, boxTrack, openingTrack, visemeTrack, waveTrack } from "./report_tracks.ts";
import { wavOf } from "../lib/voice/wav.ts";
import { choiceOf, runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { openSpeaker, type Spoken } from "../lib/voice/spoken.ts";

const TEXT = "My baby bought five pepper muffins, but the foamy milk was above the shelf!";

const HELP = `Writes a page that shows lip-sync on one time axis.

  deno task lipsync-report [options]

  --text TEXT     what is said (default: "${TEXT}")
  --voice NAME    who says it, one of the built-in voices (default: ava)
  --look NAME     whose face is shown (default: ava)
  --out FILE      where to write the page (default: out/lipsync.html)
`;

async function pageOf(spoken: Spoken, voice: string, look: string): Promise<string> {
  const { text, samples, durationMs, phones, words } = spoken;
  const byPhones = visemesOfPhones(phones);
  const visemes = createAudioVisemes();
  const byAudio = [...visemes.push(samples), ...visemes.flush()];
  const strip = (timeline: typeof byPhones) => filmStrip(timeline, { durationMs, look });
  return reportPage({
    text,
    voice,
    durationMs,
    score: scoreLipSync([{ phones, timeline: byAudio, durationMs }]),
    wav: wavOf(samples),
    tracks: [
      { label: "Time", drawing: axisTrack(durationMs) },
      { label: "Words", drawing: boxTrack(words, durationMs) },
      { label: "Phones", note: "what the voice spoke", drawing: boxTrack(phones, durationMs) },
      { label: "Sound", drawing: waveTrack(samples, durationMs) },
      { label: "By phones", note: "mouth shapes from phone marks", drawing: visemeTrack(byPhones, durationMs) },
      { label: "By audio", note: "mouth shapes heard", drawing: visemeTrack(byAudio, durationMs) },
      {
        label: "Opening",
        note: "dashed by phones, red by audio; lips must close on the bands",
        drawing: openingTrack(byPhones, byAudio, phones, durationMs),
      },
      { label: "Face by phones", drawing: await strip(byPhones) },
      { label: "Face by audio", drawing: await strip(byAudio) },
    ],
  });
}

const OPTIONS = {
  text: { type: "string", default: TEXT },
  voice: { type: "string", default: "ava" },
  look: { type: "string", default: "ava" },
  out: { type: "string", default: "out/lipsync.html" },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const look = choiceOf("--look", values.look, Object.keys(LOOKS));
  await using speaker = await openSpeaker();
  const voice = choiceOf("--voice", values.voice, speaker.voices);
  const spoken = await speaker.say(values.text, { voice });
  await Deno.mkdir(dirname(values.out), { recursive: true });
  await Deno.writeTextFile(values.out, await pageOf(spoken, voice, look));
  print(`wrote ${values.out}`);
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
