/**
 * A strict fake of OpenAI's Realtime service (GA protocol, text in, audio out) with scriptable faults.
 *
 * @module
 */
import { type Clock, systemClock } from "../../../../contract/clock.ts";
import { FaultScript, GA_MANNER, type Manner, type Step, type WireError } from "./fault_script.ts";
import { practiceReply } from "./practice.ts";
import { FakeRealtimeSession, type ReplyContext } from "./realtime_session.ts";

/** Lifetime of an OpenAI session, in milliseconds. */
const SESSION_MS = 60 * 60 * 1000;

/** Options of {@linkcode FakeRealtime}. */
export interface FakeRealtimeOptions {
  /** The only accepted key; absent: any key. */
  apiKey?: string;
  /** Clock for pauses. Default: the system clock. */
  clock?: Clock;
  /** The fault script. */
  script?: readonly Step[];
  /** Deviations from OpenAI's manner. */
  manner?: Partial<Manner>;
  /** Lifetime of a session as announced by `expires_at`, in milliseconds. Default 60 minutes. */
  sessionMs?: number;
  /** Audio duration per character of a reply, in milliseconds. Default 40. */
  msPerChar?: number;
  /** Makes the replies. */
  reply?: (context: ReplyContext) => string;
  /** Called for each event when it is sent. */
  onEvent?: (type: string) => void;
}

/** The fake service: it upgrades requests and records every session. */
export class FakeRealtime {
  /** Every session, oldest first. */
  readonly sessions: FakeRealtimeSession[] = [];
  /** The fault script. */
  readonly script: FaultScript;
  /** How responses are sent; tests may change it between turns. */
  manner: Manner;
  #options: FakeRealtimeOptions;
  #refused: HandshakeRefusal | undefined;

  /** @param options See {@linkcode FakeRealtimeOptions}. */
  constructor(options: FakeRealtimeOptions = {}) {
    this.#options = options;
    this.script = new FaultScript(options.script);
    this.manner = { ...GA_MANNER, ...options.manner };
  }

  /** The newest session; throws if no client has connected. */
  get session(): FakeRealtimeSession {
    const newest = this.sessions.at(-1);
    if (!newest) throw new Error("No session was opened on the fake Realtime service");
    return newest;
  }

  /**
   * Answers a request to `/v1/realtime`.
   *
   * @param request The upgrade request.
   * @returns 101, or the refusal.
   */
  accept(request: Request): Response {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return refusalOf(this.#refused ?? { status: 400, error: "Expected a WebSocket upgrade." });
    }
    const refused = this.#refused = this.#takeRefusal();
    if (refused) return refusalOf(refused);
    const model = new URL(request.url).searchParams.get("model");
    const beta = request.headers.has("openai-beta");
    const authorized = this.#authorized(request.headers.get("authorization"));
    const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
    const complaint = beta ? BETA : !authorized ? BAD_KEY : model ? undefined : NO_MODEL;
    if (complaint) refuseOpen(socket, complaint);
    else this.#openSession(socket, model ?? "");
    return response;
  }

  /** Closes every session that is still open. */
  closeAll(): void {
    for (const session of this.sessions) session.close(1001, "server going away");
  }

  #openSession(socket: WebSocket, model: string): void {
    this.sessions.push(
      new FakeRealtimeSession(socket, {
        id: `sess_${this.sessions.length + 1}`,
        model,
        manner: () => this.manner,
        script: this.script,
        sessionMs: this.#options.sessionMs ?? SESSION_MS,
        clock: this.#options.clock ?? systemClock,
        msPerChar: this.#options.msPerChar ?? 40,
        reply: this.#options.reply ?? answer,
        onEvent: this.#options.onEvent ?? (() => {}),
      }),
    );
  }

  #takeRefusal(): HandshakeRefusal | undefined {
    for (const action of this.script.take("handshake")) {
      if (action.do !== "refuse") throw new Error(`A step '${action.do}' cannot happen at the handshake`);
      return action;
    }
    return undefined;
  }

  #authorized(header: string | null): boolean {
    const key = header?.match(/^Bearer (.+)$/)?.[1];
    return key !== undefined && (this.#options.apiKey === undefined || key === this.#options.apiKey);
  }
}

/** How an upgrade is refused; a plain request after it gets the same response. */
interface HandshakeRefusal {
  status: number;
  headers?: Record<string, string>;
  error?: WireError | string;
}

function refusalOf({ status, headers = {}, error = `refused with ${status}` }: HandshakeRefusal): Response {
  return Response.json({ error: typeof error === "string" ? { message: error } : error }, { status, headers });
}

interface Complaint {
  code: string;
  message: string;
  close: number;
}

const BETA: Complaint = {
  code: "beta_api_shape_disabled",
  message: "The Realtime Beta API is no longer supported. Please use the GA API.",
  close: 4000,
};
const BAD_KEY: Complaint = { code: "invalid_api_key", message: "Incorrect API key provided.", close: 3000 };
const NO_MODEL: Complaint = { code: "missing_model", message: "You must provide a model parameter.", close: 3000 };

/** How the real service rejects a caller: it opens the socket, sends an error and closes. */
function refuseOpen(socket: WebSocket, complaint: Complaint): void {
  const { code, message, close } = complaint;
  const error = { type: "invalid_request_error", code, message, param: null, event_id: null };
  socket.onopen = () => {
    socket.send(JSON.stringify({ type: "error", event_id: "event_1", error }));
    socket.close(close, `invalid_request_error.${code}`);
  };
}

function answer({ items }: ReplyContext): string {
  return practiceReply(items.map(({ role, text }) => ({ role, content: text ?? "" })));
}
