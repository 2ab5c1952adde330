/** An audio context without a loudspeaker, whose time passes when the test says so. */
import type { PlayerReport } from "../../../src/client/sound/player_core.ts";

const BLOCK = 1024;

type Processed = { outputBuffer: { getChannelData(channel: number): Float32Array }; playbackTime: number };

/** A node of the fake; scripts make the signal. */
export class FakeNode {
  readonly connectedTo: unknown[] = [];
  onaudioprocess: ((event: Processed) => void) | null = null;

  connect<Target>(target: Target): Target {
    this.connectedTo.push(target);
    return target;
  }

  disconnect(): void {
    this.connectedTo.length = 0;
  }
}

/** What the player uses of an `AudioContext`, on a page that is not allowed worklets. */
export class FakeAudioContext {
  readonly sampleRate: number = 24_000;
  readonly destination = { name: "loudspeaker" };
  readonly nodes: FakeNode[] = [];
  /** Everything that was rendered. */
  readonly output: number[] = [];
  currentTime = 0;
  state: "running" | "suspended" | "closed" = "running";
  baseLatency = 0;
  outputLatency = 0;
  #rendered = 0;

  /** The fake where the library wants the real thing; it has all that the player asks for. */
  get asContext(): AudioContext {
    return this as unknown as AudioContext;
  }

  createScriptProcessor(): FakeNode {
    const node = new FakeNode();
    this.nodes.push(node);
    return node;
  }

  createGain(): FakeNode & { gain: { value: number; setTargetAtTime(value: number): void } } {
    const gain = {
      value: 1,
      setTargetAtTime(value: number): void {
        gain.value = value;
      },
    };
    return Object.assign(new FakeNode(), { gain });
  }

  resume(): Promise<void> {
    this.state = "running";
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.state = "closed";
    return Promise.resolve();
  }

  /** Lets time pass, and the scripts render what is heard meanwhile. */
  pass(ms: number): void {
    this.currentTime += ms / 1000;
    while (this.#rendered < this.currentTime * this.sampleRate) {
      const samples = new Float32Array(BLOCK);
      const event = { outputBuffer: { getChannelData: () => samples }, playbackTime: this.#rendered / this.sampleRate };
      for (const node of this.nodes) node.onaudioprocess?.(event);
      this.output.push(...samples);
      this.#rendered += BLOCK;
    }
  }
}

/** Speech as the service sends it: `ms` of one loud value. */
export function speech(turn: number, timestampMs: number, ms: number) {
  const data = new Uint8Array(new Int16Array(ms * 24).fill(16_384).buffer);
  return { turn, timestamp_ms: timestampMs, sample_rate: 24_000, data };
}

/** A node whose other half would be on the audio thread. */
class FakeWorkletNode extends FakeNode {
  readonly posted: unknown[][] = [];
  readonly port = {
    onmessage: null as ((event: { data: PlayerReport }) => void) | null,
    closed: false,
    postMessage: (...message: unknown[]) => void this.posted.push(message),
    close: () => void (this.port.closed = true),
  };

  constructor(readonly name: string, readonly options: object) {
    super();
  }

  /** A report from the audio thread. */
  report(data: PlayerReport): void {
    this.port.onmessage?.({ data });
  }
}

/** A page that is allowed audio worklets, until it is disposed of. */
export class SecurePage implements Disposable {
  /** Modules that were added to the worklet. */
  readonly modules: unknown[] = [];
  readonly context = Object.assign(new FakeAudioContext(), {
    audioWorklet: { addModule: (url: unknown) => void this.modules.push(url) },
  });
  readonly #nodes: FakeWorkletNode[] = [];

  constructor() {
    const nodes = this.#nodes;
    const AudioWorkletNode = class extends FakeWorkletNode {
      constructor(_context: unknown, name: string, options: object) {
        super(name, options);
        nodes.push(this);
      }
    };
    Object.assign(globalThis, { AudioWorkletNode });
  }

  /** The node that was made last. */
  get node(): FakeWorkletNode {
    const node = this.#nodes.at(-1);
    if (node === undefined) throw new Error("no worklet node was made");
    return node;
  }

  [Symbol.dispose](): void {
    Reflect.deleteProperty(globalThis, "AudioWorkletNode");
  }
}
