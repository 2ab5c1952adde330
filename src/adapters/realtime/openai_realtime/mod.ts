/**
 * The adapter `openai_realtime`: OpenAI's Realtime service, or a server that speaks its protocol. Language model and
 * voice behind one socket per session.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import {
  type AdapterHost,
  type Capabilities,
  defineAdapter,
  type Health,
  RealtimeAdapter,
  type RealtimePart,
  type RealtimeRequest,
  type RealtimeSetup,
  type TurnContext,
} from "../../../contract/adapter.ts";
import type { Persona } from "../../../contract/controls.ts";
import type { ProviderError } from "../../../contract/errors.ts";
import { abortable } from "../../../core/async.ts";
import { type ClosingSockets, closingSocketsOf } from "../../kit/closing_sockets.ts";
import { type Endpoint, endpointOf, openAiSecrets, requireKey, shownUrl } from "../../openai/endpoint.ts";
import { HealthProbe } from "../../openai/health.ts";
import { fetchHere, RequestFailedError } from "../../openai/http.ts";
import { Dialogue } from "./dialogue.ts";
import { RealtimeOptions, speedOf } from "./commands.ts";
import { addressOf, dial } from "./socket.ts";
import type { RealtimeEvent } from "./wire.ts";

export default defineAdapter({
  kind: "realtime",
  name: "openai_realtime",
  summary:
    "OpenAI Realtime: language model and voice over one WebSocket per session; also LocalAI, speaches and others",
  options: RealtimeOptions,
  secrets: openAiSecrets,
  create: (options, host) => new OpenAiRealtime(options, host),
});

/** Voices of OpenAI's service. */
const VOICES = ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"] as const;

/** A session with OpenAI Realtime, or with a server that speaks its protocol. */
class OpenAiRealtime extends RealtimeAdapter {
  readonly #options: RealtimeOptions;
  readonly #host: AdapterHost;
  readonly #endpoint: Endpoint;
  readonly #probe: HealthProbe;
  readonly #offer: RealtimeOffer;
  readonly #closing: ClosingSockets;
  readonly #oddities = new Oddities();
  #dialogue: Dialogue | undefined;
  #voice: string;

  constructor(options: RealtimeOptions, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#endpoint = endpointOf(options, host);
    this.#probe = new HealthProbe(this.#endpoint, host.clock);
    this.#offer = new RealtimeOffer(this.#endpoint, addressOf({ endpoint: this.#endpoint, options }));
    this.#closing = closingSocketsOf(host);
    this.#voice = options.voice;
  }

  override get maxSilenceMs(): number {
    const { settle_ms, close_ms, connect_ms, configure_ms, created_ms, stall_ms } = this.#options;
    // A new connection before a text: the last one settles and closes, and a refusal is explained by a second request.
    return Math.max(settle_ms + close_ms + 2 * connect_ms + configure_ms, created_ms, stall_ms);
  }

  override async connect(setup: RealtimeSetup): Promise<void> {
    requireKey(this.#endpoint);
    await this.close();
    this.#voice = setup.voice ?? this.#options.voice;
    const { clock, log } = this.#host;
    const deps = { endpoint: this.#endpoint, options: this.#options, closing: this.#closing, clock, log };
    const config = {
      instructions: setup.instructions,
      voice: this.#named(this.#voice),
      speed: speedOf(setup.control.character.speech_rate),
      directs: this.#offersTool(setup.marks),
    };
    const { history, historyTurns } = setup;
    this.#dialogue = new Dialogue(deps, { config, history, historyTurns }, (event) => this.#oddities.note(event, log));
    await this.#dialogue.open(setup.signal);
  }

  override async sendUserText(request: RealtimeRequest): Promise<void> {
    const { persona, control } = request.context;
    await this.#connected("sendUserText").begin(request, {
      instructions: request.instructions,
      voice: this.#voiceOf(persona),
      speed: speedOf(control.character.speech_rate),
      directs: this.#offersTool(persona.marks),
    });
  }

  override streamEvents(_context: TurnContext): ReadableStream<RealtimePart> {
    const { exchange } = this.#connected("streamEvents");
    if (!exchange) throw this.#tooEarly("streamEvents() was called before sendUserText()");
    return exchange.stream;
  }

  override cancelResponse(): Promise<void> {
    this.#dialogue?.cancel();
    return Promise.resolve();
  }

  override truncate(heardMs: number): Promise<void> {
    this.#dialogue?.cut(heardMs);
    return Promise.resolve();
  }

  override async health(options: { signal?: AbortSignal } = {}): Promise<Health> {
    const check = (signal?: AbortSignal) => this.#offer.check(signal);
    const health = this.#closing.addTo(await this.#probe.ask({ check, signal: options.signal }));
    const ignored = this.#oddities.total;
    return ignored === 0 ? health : { ...health, detail: `${health.detail}; ${ignored} unexpected events ignored` };
  }

  override capabilities(persona?: Persona): Capabilities {
    // If the session can no longer change to a persona's voice, only its wording applies.
    const canHaveVoice = persona === undefined || (this.#dialogue?.canHaveVoice(this.#voiceOf(persona)) ?? true);
    return {
      streams: ["text", "audio"],
      controls: {
        "emotion.label": "approximated",
        "emotion.intensity": "approximated",
        "emotion.valence": "approximated",
        "emotion.arousal": "approximated",
        "character.persona_id": canHaveVoice ? "native" : "approximated",
        "character.speech_rate": "native",
        "character.pitch_shift": "approximated",
        "character.expressivity": "approximated",
      },
      variants: VOICES,
      offline: false,
      verbatim: false,
    };
  }

  override async close(): Promise<void> {
    const dialogue = this.#dialogue;
    this.#dialogue = undefined;
    await dialogue?.close();
  }

  #voiceOf(persona: Persona): string {
    return this.#named(persona.voices[this.#host.name] ?? this.#voice);
  }

  #offersTool(marks = false): boolean {
    return marks && (this.#options.direction_tool ?? this.#endpoint.isOpenAi);
  }

  /** The server's name for a voice. */
  #named(voice: string): string {
    return this.#options.voices[voice] ?? voice;
  }

  #connected(method: string): Dialogue {
    if (!this.#dialogue) throw this.#tooEarly(`${method}() was called before connect()`);
    return this.#dialogue;
  }

  #tooEarly(what: string): ProviderError {
    return this.#endpoint.failures.make("provider_disconnected", what);
  }
}

/**
 * Checks whether a server offers the protocol: many servers with chat and speech do not. Checks once, because a handshake
 * may make a server load its models.
 */
class RealtimeOffer {
  readonly #endpoint: Endpoint;
  readonly #url: string;
  #isKnown: boolean;

  /**
   * @param endpoint The server.
   * @param url The address of a session.
   */
  constructor(endpoint: Endpoint, url: string) {
    this.#endpoint = endpoint;
    this.#url = url;
    this.#isKnown = endpoint.isOpenAi;
  }

  /**
   * Probes for the protocol.
   *
   * @param signal Ends the probe.
   * @throws {RequestFailedError} If the server has no such service.
   * @throws The signal's reason when it aborts first; the server is then as unknown as before.
   */
  async check(signal = new AbortController().signal): Promise<void> {
    if (this.#isKnown) return;
    const response = await fetchHere(this.#url, { headers: this.#endpoint.headers, signal });
    await response.body?.cancel();
    // Servers with this path answer that they need a WebSocket; some recognise the path only for a WebSocket.
    if (response.status === 404 && !await opens(this.#url, this.#endpoint, signal)) {
      throw new RequestFailedError(`GET ${shownUrl(this.#url)}`, {
        status: 404,
        message: "the server does not offer realtime; take components.realtime out of the configuration",
      });
    }
    this.#isKnown = true;
  }
}

/**
 * Whether a WebSocket opens there. It is closed immediately.
 *
 * @throws The signal's reason when it aborts first.
 */
async function opens(url: string, endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
  const socket = dial(url, endpoint);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.onopen = () => resolve(true);
  socket.onerror = (event) => {
    event.preventDefault();
    resolve(false);
  };
  try {
    return await abortable(promise, signal);
  } finally {
    socket.close();
  }
}

/** How many kinds of unexpected events are logged by name; others are only counted. */
const MAX_ODDITIES = 32;

/** Counts events that are unknown or unreadable. Each kind is logged once. */
class Oddities {
  readonly #logged = new Set<string>();
  #total = 0;

  /** The total count. */
  get total(): number {
    return this.#total;
  }

  /** Counts an event if it is unexpected. */
  note(event: RealtimeEvent, log: Logger): void {
    if (event.kind !== "unknown" && event.kind !== "malformed") return;
    this.#total++;
    const what = event.kind === "unknown" ? `unknown event ${event.type.slice(0, 80)}` : event.why;
    if (this.#logged.has(what) || this.#logged.size === MAX_ODDITIES) return;
    this.#logged.add(what);
    log.warn("ignored an unknown event of the provider: {what}", { what });
  }
}
