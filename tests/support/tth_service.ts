/**
 * A service that speaks the wire protocol, for tests of the client: real HTTP, real WebSockets, scripted answers.
 *
 * @module
 */
import { encodeBinary, isMediaEvent } from "../../src/contract/protocol/binary.ts";
import type { CreateSessionInput, SessionCreated } from "../../src/contract/protocol/http.ts";
import { encodeJson } from "../../src/contract/protocol/json.ts";
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../../src/contract/protocol/names.ts";
import { ClientMessage, type ServerEvent, type Unsequenced } from "../../src/contract/protocol/messages.ts";
import { soon } from "./waiting.ts";

/** How the fake behaves. */
export interface FakeServiceOptions {
  /** Called for each message of the client. Default: does nothing. */
  onMessage?: (message: ClientMessage, session: FakeSession) => void;
  /** Answers what is none of the protocol's, e.g. pages. */
  fetch?: (request: Request) => Response | Promise<Response>;
  port?: number;
}

/** What every grant of the fake says. */
const GRANTED: Omit<SessionCreated, "session_id" | "stream_url" | "token" | "extras"> = {
  expires_at: "2100-01-01T00:00:00Z",
  persona_id: "default",
  components: { realtime: null, llm: "fake", tts: "fake", avatar: "fake" },
  capabilities: {},
  video: null,
  recorded: false,
  looks: {},
  backgrounds: {},
  designs: {},
};

/** A service with fake sessions. */
export class FakeService implements AsyncDisposable {
  readonly sessions = new Map<string, FakeSession>();
  /** Bodies of the requests for sessions. */
  readonly requests: unknown[] = [];
  /** What the next request for a session is answered with, in place of a session. */
  refusal: { status: number; body: unknown } | null = null;
  readonly #options: FakeServiceOptions;
  #created = 0;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(options: FakeServiceOptions = {}) {
    this.#options = options;
    this.#server = Deno.serve(
      { port: options.port ?? 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => this.#route(request),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** The only session, or the newest. */
  get session(): FakeSession {
    const session = [...this.sessions.values()].at(-1);
    if (!session) throw new Error("No session was requested yet");
    return session;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.sessions.values()) await session.hangUp(1012);
    await this.#server.shutdown();
  }

  async #route(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/v1/sessions" && request.method === "POST") return this.#create(await request.json());
    const [, id, rest] = /^\/v1\/sessions\/([^/]+)(\/stream)?$/.exec(pathname) ?? [];
    if (id === undefined) return await this.#options.fetch?.(request) ?? new Response("not found", { status: 404 });
    if (rest) return this.#upgrade(request, id, Number(searchParams.get("after") ?? -1));
    const session = this.sessions.get(id);
    if (request.method === "DELETE" && session) {
      this.sessions.delete(id);
      await session.hangUp(4000);
      return new Response(null, { status: 204 });
    }
    return new Response("not found", { status: 404 });
  }

  #create(body: CreateSessionInput): Response {
    this.requests.push(body);
    if (this.refusal) return Response.json(this.refusal.body, { status: this.refusal.status });
    const session = new FakeSession(`s${++this.#created}`, this.#options.onMessage ?? (() => {}));
    this.sessions.set(session.id, session);
    const stream_url = `${this.url.replace("http", "ws")}/v1/sessions/${session.id}/stream`;
    const grant = { session_id: session.id, stream_url, token: session.token, extras: body.extras ?? [], ...GRANTED };
    return Response.json(grant satisfies SessionCreated, { status: 201 });
  }

  #upgrade(request: Request, id: string, after: number): Response {
    const offered = (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
    const protocol = [BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL].find((name) => offered.includes(name));
    const { socket, response } = Deno.upgradeWebSocket(request, protocol === undefined ? {} : { protocol });
    const session = this.sessions.get(id);
    const authorized = session !== undefined && offered.includes(TOKEN_SUBPROTOCOL_PREFIX + session.token);
    if (authorized) session.attach(socket, protocol === BINARY_SUBPROTOCOL, after);
    else socket.onopen = () => socket.close(session ? 4001 : 4004);
    return response;
  }
}

/** A session of the fake: numbers, keeps and sends what the test tells it to. */
export class FakeSession {
  readonly token = crypto.randomUUID();
  /** What the client sent. */
  readonly received: ClientMessage[] = [];
  /** The `after` of each connection, -1 when it had none. */
  readonly connections: number[] = [];
  turn = 0;
  /** Answers no ping any more. */
  mute = false;
  /** Says nothing to clients that connect. */
  shy = false;
  /** How many messages that the client has already are sent again when it resumes. */
  overlap = 0;
  #turnId: string | null = null;
  #seq = 0;
  readonly #sent: ServerEvent[] = [];
  readonly #waiters: { predicate: (message: ClientMessage) => boolean; resolve: () => void }[] = [];
  #socket: WebSocket | null = null;
  #closed: Promise<void> = Promise.resolve();
  #binary = false;

  constructor(readonly id: string, readonly onMessage: (message: ClientMessage, session: FakeSession) => void) {}

  /** Begins the next turn; events bear it from now on. */
  begin(): void {
    this.turn++;
    this.#turnId = `${this.id}-t${this.turn}`;
  }

  /** Numbers, keeps and sends an event, as of the current turn or of `turn`. */
  send(event: Unsequenced, turn = this.turn): void {
    const outside = event.type === "session_ready" || event.type === "pong" || ("idle" in event && event.idle);
    const turn_id = outside ? null : this.#turnId;
    const sequenced = { ...event, seq: ++this.#seq, turn, turn_id } as ServerEvent;
    if (!outside) this.#sent.push(sequenced);
    this.#transmit(sequenced);
  }

  /** Sends a frame as it is. */
  sendRaw(frame: string | ArrayBuffer): void {
    this.#socket?.send(frame);
  }

  /** Resolves when a message for which `predicate` holds has come. */
  async message(predicate: (message: ClientMessage) => boolean): Promise<void> {
    if (this.received.some(predicate)) return;
    const came = new Promise<void>((resolve) => this.#waiters.push({ predicate, resolve }));
    await soon(came, `a message for which ${predicate}`);
  }

  /** Closes the socket with `code`, and waits until it is closed. */
  async hangUp(code: number): Promise<void> {
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) this.#socket.close(code);
    await soon(this.#closed, "the close of the stream");
  }

  attach(socket: WebSocket, binary: boolean, after: number): void {
    this.connections.push(after);
    this.#socket = socket;
    this.#binary = binary;
    this.#closed = new Promise((resolve) => socket.onclose = () => resolve());
    socket.onopen = () => {
      if (this.shy) return;
      this.send(readyEvent(this.id, after >= 0));
      if (after >= 0) this.#replay(after);
    };
    socket.onmessage = ({ data }) => this.#onText(String(data));
  }

  #onText(text: string): void {
    const message = ClientMessage.parse(JSON.parse(text));
    this.received.push(message);
    this.onMessage(message, this);
    if (message.type === "ping" && !this.mute) this.send({ type: "pong", t: message.t });
    for (const waiter of this.#waiters.splice(0)) {
      if (waiter.predicate(message)) waiter.resolve();
      else this.#waiters.push(waiter);
    }
  }

  #replay(after: number): void {
    const missed = this.#sent.findIndex(({ seq }) => seq > after);
    const from = Math.max(0, (missed < 0 ? this.#sent.length : missed) - this.overlap);
    for (const event of this.#sent.slice(from)) this.#transmit(event);
  }

  #transmit(event: ServerEvent): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(this.#binary && isMediaEvent(event) ? encodeBinary(event) : encodeJson(event));
  }
}

function readyEvent(sessionId: string, resumed: boolean): Unsequenced {
  const components = { realtime: null, llm: "fake", tts: "fake", avatar: "fake" };
  return {
    type: "session_ready",
    session_id: sessionId,
    protocol: "tth.v1",
    fps: 25,
    width: 64,
    height: 64,
    components,
    resumed: resumed ? { replayed: 0, complete: true } : null,
  };
}
