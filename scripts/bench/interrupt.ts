/**
 * Measures interrupts: in the service, from arrival to `turn_complete` (no message of the turn leaves in between); in a
 * client on this machine, from sending to the last message of the old turn and to its `turn_complete`. The service runs
 * in a separate process.
 *
 * @module
 */
import { countOf, runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { quantiles } from "../lib/report/quantiles.ts";
import { startServiceProcess, untilReady } from "../lib/service_process.ts";

const HELP = `Measures barge-in on a separate service.

  deno task bench:interrupt [--sessions 1,100] [--interrupts 40] [--profile offline_mock]

  --sessions    how many sessions speak concurrently; several numbers are measured one after the other
  --interrupts  interrupts measured for each number of sessions
  --profile     the profile of the service
  --json        print one JSON object instead of the table`;

/**
 * Duration of an interrupt, in ms. `staleMs` is negative if the old turn's last message arrived before the interrupt
 * was sent.
 */
interface Sample {
  readonly serviceMs: number;
  readonly staleMs: number;
  readonly completeMs: number;
}

const TEXT = "This is a long sentence that goes on, and on, and on, so that there is always something to cut. ".repeat(
  8,
);

class Speaker {
  readonly #socket: WebSocket;
  #lastMediaAt = 0;
  #audio = 0;
  #interruptMs = NaN;
  #onMessage: (type: string) => void = () => {};

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const type = /"type":"(\w+)"/.exec(data.slice(0, 60))?.[1] ?? "";
      if (type === "audio_chunk") this.#audio++;
      if (type === "audio_chunk" || type === "video_frame" || type === "text_delta") {
        this.#lastMediaAt = performance.now();
      }
      if (type === "turn_complete") this.#interruptMs = JSON.parse(data).metrics.interrupt_ms ?? NaN;
      this.#onMessage(type);
    };
  }

  static async open(base: string): Promise<Speaker> {
    const body = JSON.stringify({ video: { width: 64, height: 64, fps: 25 } });
    const created = await (await fetch(`${base}/v1/sessions`, { method: "POST", body })).json();
    const socket = new WebSocket(created.stream_url);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error(`could not connect to ${created.stream_url}`));
    });
    return new Speaker(socket);
  }

  /** Starts a turn and waits until it is audible. */
  async speak(): Promise<void> {
    this.#audio = 0;
    this.#socket.send(JSON.stringify({ type: "user_text", text: TEXT, mode: "verbatim" }));
    await this.#until(() => this.#audio >= 5);
  }

  async interrupt(): Promise<Sample> {
    const at = performance.now();
    this.#socket.send(JSON.stringify({ type: "interrupt" }));
    await this.#until((type) => type === "turn_complete");
    return {
      serviceMs: this.#interruptMs,
      staleMs: this.#lastMediaAt - at,
      completeMs: performance.now() - at,
    };
  }

  close(): Promise<unknown> {
    const closed = new Promise((resolve) => this.#socket.onclose = resolve);
    this.#socket.close();
    return closed;
  }

  #until(done: (type: string) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#onMessage = (type) => {
        if (done(type)) resolve();
      };
    });
  }
}

async function measure(url: string, sessions: number, interrupts: number): Promise<Sample[]> {
  const speakers = await Promise.all(Array.from({ length: sessions }, () => Speaker.open(url)));
  const samples: Sample[] = [];
  await Promise.all(speakers.map((speaker) => speaker.speak()));
  for (let i = 0; i < interrupts; i++) {
    const speaker = speakers[i % sessions]!;
    await new Promise((resolve) => setTimeout(resolve, 50));
    samples.push(await speaker.interrupt());
    await speaker.speak();
  }
  await Promise.all(speakers.map((speaker) => speaker.close()));
  return samples;
}

const OPTIONS = {
  sessions: { type: "string", default: "1,100" },
  interrupts: { type: "string", default: "40" },
  profile: { type: "string", default: "offline_mock" },
  json: { type: "boolean", default: false },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const interrupts = countOf("--interrupts", values.interrupts);
  const counts = values.sessions.split(",").map((text) => countOf("--sessions", text));
  const { url, stop } = await startServiceProcess({ profile: values.profile });
  await untilReady(url);
  const rows: Record<string, unknown>[] = [];
  try {
    for (const sessions of counts) {
      const samples = await measure(url, sessions, interrupts);
      const stale = quantiles(samples.map(({ staleMs }) => Math.max(0, staleMs)));
      rows.push({ sessions, what: "service: turn_complete", ...quantiles(samples.map(({ serviceMs }) => serviceMs)) });
      rows.push({ sessions, what: "client: last of turn", ...stale });
      rows.push({ sessions, what: "client: turn_complete", ...quantiles(samples.map(({ completeMs }) => completeMs)) });
    }
  } finally {
    await stop();
  }
  if (values.json) return print(JSON.stringify(rows));
  print("sessions  from the interrupt to …   p50 ms   p95 ms   max ms");
  for (const { sessions, what, p50, p95, max } of rows) {
    const times = [p50, p95, max].map((ms) => Number(ms).toFixed(2).padStart(8)).join(" ");
    print(`${String(sessions).padStart(8)}  ${String(what).padEnd(23)}${times}`);
  }
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
