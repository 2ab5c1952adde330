import { getLogger } from "@logtape/logtape";
import { BufferSource, EncodedPacketSink, Input, WEBM } from "mediabunny";
import assert from "node:assert/strict";
import { systemClock } from "../../src/contract/clock.ts";
import { SAMPLE_RATE_HZ, samplesToMs } from "../../src/contract/pcm.ts";
import type { RecordedTranscript } from "../../src/contract/protocol/http.ts";
import { Recorder, type TurnRecording } from "../../src/recording/recorder.ts";
import { soon, until, WAIT_LIMIT_MS } from "../support/waiting.ts";

const session_id = "0d3a4a1e-7f7e-4c1f-9a58-0a2d0f0f7c11";
const SIDE = 32;
const FRAME_MS = 40;

/** A recorder with its own folder. */
async function openRecorder(maxBytes = Infinity) {
  const dir = await Deno.makeTempDir({ prefix: "tth_recorder" });
  const recorder = new Recorder({
    dir,
    bounds: { maxBytes, maxAgeMs: Infinity },
    looks: {},
    clock: systemClock,
    log: getLogger(["test"]),
    now: () => Date.now(),
  });
  return {
    recorder,
    folder: `${dir}/${session_id}`,
    async [Symbol.asyncDispose]() {
      await recorder.close(WAIT_LIMIT_MS);
      await Deno.remove(dir, { recursive: true });
    },
  };
}

function transcriptOf(turn: number, status: RecordedTranscript["status"]): RecordedTranscript {
  const texts = { user_text: "Hi.", generated_text: "Hello.", spoken_text: "Hello.", heard_text: "Hello." };
  const known = { turn, turn_id: `t${turn}`, mode: "reply", status, heard_ms: 0, heard_source: "measured" } as const;
  const session = { session_id, persona_id: "default", started_at: "2026-01-01T00:00:00Z", audio_start_ms: 0 };
  return { ...known, ...texts, ...session, words: [], film: null };
}

function begin(recorder: Recorder, turn: number, id = session_id): TurnRecording {
  return recorder.begin({
    session: { session_id: id, tenant: "", created_at: "2026-01-01T00:00:00Z" },
    video: { width: SIDE, height: SIDE, fps: 1000 / FRAME_MS },
    transcript: transcriptOf(turn, "unfinished"),
  });
}

/** Shows and says `ms` of a turn: a picture and its sound every 40 ms. Pictures begin at `picturesFromMs`. */
function play(turn: TurnRecording, ms: number, picturesFromMs = 0): void {
  for (let timestamp_ms = 0; timestamp_ms < ms; timestamp_ms += FRAME_MS) {
    const samples = new Int16Array(SAMPLE_RATE_HZ * FRAME_MS / 1000).map((_, i) => 8000 * Math.sin(i / 10));
    if (timestamp_ms >= picturesFromMs) {
      turn.take({
        ...{ type: "video_frame", timestamp_ms, frame_index: timestamp_ms / FRAME_MS, drift_ms: 0 },
        ...{ width: SIDE, height: SIDE, content_type: "raw_rgb" },
        data: new Uint8Array(SIDE * SIDE * 3).fill(timestamp_ms / 8),
      });
    }
    say(turn, timestamp_ms, samples);
  }
}

function say(turn: TurnRecording, timestamp_ms: number, samples: Int16Array<ArrayBuffer>): void {
  turn.take({
    ...{ type: "audio_chunk", timestamp_ms, duration_ms: samplesToMs(samples.length) },
    ...{ encoding: "pcm", sample_rate: SAMPLE_RATE_HZ, data: new Uint8Array(samples.buffer) },
  });
}

function end(turn: TurnRecording, number: number, cutMs?: number): void {
  const transcript = transcriptOf(number, cutMs === undefined ? "completed" : "interrupted");
  turn.end({ cutMs, transcript, captions: "WEBVTT\n" });
}

/** What a player finds in a film: the packets of each track, and where the last one ends, ms. */
async function watch(path: string) {
  using input = new Input({ formats: [WEBM], source: new BufferSource(await Deno.readFile(path)) });
  const tracks: Record<string, { count: number; startMs: number; endMs: number }> = {};
  for (const track of await input.getTracks()) {
    const found = { count: 0, startMs: Math.round(await track.getFirstTimestamp() * 1000), endMs: 0 };
    for await (const { timestamp, duration } of new EncodedPacketSink(track).packets()) {
      found.count++;
      found.endMs = Math.round((timestamp + duration) * 1000);
    }
    tracks[String(track.codec)] = found;
  }
  const lengthMs = (await input.getDurationFromMetadata() ?? NaN) * 1000;
  return { lengthMs, ...tracks } as
    & { lengthMs: number }
    & Record<"vp8" | "opus", { count: number; startMs: number; endMs: number }>;
}

async function storedTranscript(folder: string, turn: number): Promise<RecordedTranscript> {
  return JSON.parse(await Deno.readTextFile(`${folder}/turn-000${turn}.json`));
}

Deno.test("a recorded turn is a film of its pictures and sound, and an interrupted one ends where the listener's did", async () => {
  await using place = await openRecorder();
  const { recorder, folder } = place;
  const [whole, cut] = [begin(recorder, 1), begin(recorder, 2)];
  const [unheard, longer] = [begin(recorder, 3), begin(recorder, 4)];
  play(whole, 1000);
  play(cut, 1000);
  play(unheard, 200);
  play(longer, 200);
  say(longer, 200, new Int16Array(SAMPLE_RATE_HZ / 100));
  end(whole, 1);
  end(cut, 2, 530);
  end(unheard, 3, 0);
  end(longer, 4);
  await soon(recorder.close(WAIT_LIMIT_MS), "the films");
  const film = await watch(`${folder}/turn-0001.webm`);
  assert.equal(film.vp8.count, 25);
  assert.ok(Math.abs(film.lengthMs - 1000) <= FRAME_MS, `${film.lengthMs} ms`);
  assert.ok(Math.abs(film.opus.endMs - film.vp8.endMs) <= FRAME_MS);
  assert.deepEqual((await storedTranscript(folder, 1)).film, {
    duration_ms: film.lengthMs,
    width: SIDE,
    height: SIDE,
    frames: 25,
    frames_dropped: 0,
  });
  const part = await watch(`${folder}/turn-0002.webm`);
  assert.equal(part.lengthMs, 530);
  assert.equal(part.vp8.count, 14);
  const turns = await recorder.files.turns(session_id);
  assert.deepEqual(turns.map(({ status, film }) => [status, film?.duration_ms, film?.frames]), [
    ["completed", film.lengthMs, 25],
    ["interrupted", 530, 14],
    ["interrupted", undefined, undefined],
    ["completed", 220, 5],
  ], "the last packet of sound of the fourth begins at 200 ms and has 20 ms");
  assert.deepEqual(Object.keys(turns[0]!.files), ["film", "transcript", "captions"]);
  assert.deepEqual(Object.keys(turns[2]!.files), ["transcript", "captions"], "nothing of the third was heard");
});

Deno.test("a film whose first picture is late shows it from the beginning on", async () => {
  await using place = await openRecorder();
  const { recorder, folder } = place;
  const turn = begin(recorder, 1);
  play(turn, 2400, 2200);
  end(turn, 1);
  await soon(recorder.close(WAIT_LIMIT_MS), "the film");
  const { vp8, opus } = await watch(`${folder}/turn-0001.webm`);
  assert.deepEqual([vp8.startMs, opus.startMs], [0, 0]);
  assert.ok(Math.abs(vp8.endMs - opus.endMs) <= FRAME_MS, `${vp8.endMs} ms of pictures, ${opus.endMs} ms of sound`);
});

Deno.test("a film can be played up to where the service was killed", async () => {
  await using place = await openRecorder();
  const { recorder, folder } = place;
  play(begin(recorder, 1), 1400);
  // The thread works off what it has, and is terminated in the middle of the turn.
  await soon(recorder.close(WAIT_LIMIT_MS), "the thread's end");
  const { vp8, opus } = await watch(`${folder}/turn-0001.webm`);
  assert.ok(vp8.endMs > 1200 && opus.endMs > 1200, `${vp8.endMs} ms of pictures, ${opus.endMs} ms of sound`);
  assert.equal((await storedTranscript(folder, 1)).status, "unfinished");
});

Deno.test("a turn whose film cannot be completed keeps its transcript, what was filmed, and no half copy", async () => {
  await using place = await openRecorder();
  const { recorder, folder } = place;
  const turn = begin(recorder, 1);
  play(turn, 1000);
  // As on a full disk, the copy cannot be made.
  await Deno.mkdir(`${folder}/turn-0001.webm.part`, { recursive: true });
  end(turn, 1);
  await soon(recorder.close(WAIT_LIMIT_MS), "the turn's files");
  const [stored] = await recorder.files.turns(session_id);
  assert.deepEqual([stored?.status, stored?.film], ["completed", null]);
  assert.deepEqual(Object.keys(stored?.files ?? {}), ["film", "transcript", "captions"]);
  assert.ok((await watch(`${folder}/turn-0001.webm`)).opus.endMs > 900);
  await assert.rejects(Deno.stat(`${folder}/turn-0001.webm.part`), Deno.errors.NotFound);
});

Deno.test("a turn that cannot be recorded makes no room for the pictures of others once it is over", async () => {
  await using place = await openRecorder();
  const { recorder, folder } = place;
  const other = session_id.replace(/.$/, "2");
  await Deno.writeTextFile(folder.replace(session_id, other), "in the way of its folder");
  end(begin(recorder, 1, other), 1);
  const turn = begin(recorder, 1);
  await until(async () => (await recorder.files.turns(session_id)).length > 0, "the turn's begin");
  play(turn, 100 * FRAME_MS);
  end(turn, 1);
  await soon(recorder.close(WAIT_LIMIT_MS), "the film");
  const { film } = await storedTranscript(folder, 1);
  assert.ok(film !== null && film.frames_dropped > 20, `${film?.frames_dropped} left out of 100`);
});

Deno.test("turns that end soon after each other are kept within the bounds of the disk", async () => {
  await using place = await openRecorder(1);
  const { recorder } = place;
  for (const number of [1, 2]) end(begin(recorder, number), number);
  await soon(recorder.close(WAIT_LIMIT_MS), "the turns' files");
  assert.deepEqual(await recorder.files.turns(session_id), []);
});
