/**
 * OpenAI's Realtime service as a realtime adapter: language model and voice behind one socket a session.
 *
 * @module
 */
import {
  type AdapterHost,
  type Capabilities,
  type Health,
  RealtimeAdapter,
  type RealtimePart,
  type RealtimeRequest,
  type RealtimeSetup,
  type TurnContext,
} from "../../../contract/adapter.ts";
import { type ClosingSockets, closingSocketsOf } from "../../kit/closing_sockets.ts";
import type { ProviderError } from "../../../contract/errors.ts";
import type { Persona } from "../../../contract/controls.ts";
import { type Endpoint, endpointOf, healthOf, requireKey } from "../../openai/endpoint.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { speedOf } from "./client_events.ts";
import { Dialogue } from "./dialogue.ts";
import { HeardHistory } from "./history.ts";
import { Oddities } from "./oddities.ts";
import type { RealtimeOptions } from "./options.ts";

/** The name under which it is registered, and under which personas name its voices. */
export const NAME = "openai_realtime";

/** A session with OpenAI Realtime, or with a server that speaks its protocol. */
export class OpenAiRealtime extends RealtimeAdapter {
  readonly #options: RealtimeOptions;
  readonly #host: AdapterHost;
  readonly #endpoint: Endpoint;
  readonly #oddities: Oddities;
  readonly #closing: ClosingSockets;
  #dialogue: Dialogue | undefined;
  #voice: string;

  /**
   * @param options The adapter's options.
   * @param host Clock, log and secrets.
   */
  constructor(options: RealtimeOptions, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#endpoint = endpointOf(NAME, options, host);
    this.#oddities = new Oddities(host.log);
    this.#closing = closingSocketsOf(host);
    this.#voice = options.voice;
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
    };
    const history = new HeardHistory(setup.history);
    this.#dialogue = new Dialogue(deps, config, history, (event) => this.#oddities.note(event));
    await this.#dialogue.open(setup.signal);
  }

  override async sendUserText(request: RealtimeRequest): Promise<void> {
    const { persona, control } = request.context;
    await this.#connected("sendUserText").begin(request, {
      instructions: request.instructions,
      voice: this.#voiceOf(persona),
      speed: speedOf(control.character.speech_rate),
    });
  }

  override streamEvents(_context: TurnContext): ReadableStream<RealtimePart> {
    const turn = this.#connected("streamEvents").turn;
    if (!turn) throw this.#tooEarly("streamEvents() was called before sendUserText()");
    return turn.stream;
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
    const now = () => this.#host.clock.now();
    const health = this.#closing.addTo(await healthOf(this.#endpoint, { now, signal: options.signal }));
    const ignored = this.#oddities.total;
    return ignored === 0 ? health : { ...health, detail: `${health.detail}; ${ignored} odd events ignored` };
  }

  override capabilities(persona?: Persona): Capabilities {
    const canHaveVoice = persona === undefined || (this.#dialogue?.canHaveVoice(this.#voiceOf(persona)) ?? true);
    return capabilitiesOf(canHaveVoice);
  }

  override async close(): Promise<void> {
    const dialogue = this.#dialogue;
    this.#dialogue = undefined;
    await dialogue?.close();
  }

  #voiceOf(persona: Persona): string {
    return this.#named(persona.voices[NAME] ?? this.#voice);
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
