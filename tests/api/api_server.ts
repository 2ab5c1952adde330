/** The API on a free port, with sessions that only look like some. */
import { systemClock } from "../../src/contract/clock.ts";
import { loggerOf } from "../../src/core/logging.ts";
import { Audit } from "../../src/api/access/audit.ts";
import { nativeUpgrade } from "../../src/api/transport/native_upgrade.ts";
import { Config } from "../../src/core/config/config.ts";
import { type ApiDeps, createApi, type SessionResource } from "../../src/api/routes.ts";
import { resolveControl } from "../../src/control/mapper.ts";
import { seedOf } from "../support/stage.ts";

const personas = { default: { name: "Ava", instructions: "Be kind.", voices: {}, control: {} } };
const nobody = { realtime: null, llm: null, tts: null, avatar: null };
const well = { healthy: true, latency_ms: null, detail: "awake" };

const CREATED = {
  expires_at: "2026-01-01T00:00:00Z",
  persona_id: "default",
  components: nobody,
  capabilities: {},
  video: null,
  recorded: false,
  looks: {},
  backgrounds: {},
  designs: {},
  extras: [],
};

/** A configuration with these settings of the server. */
export function configOf(server: Record<string, unknown> = {}): Config {
  return Config.parse({ server, personas });
}

/** A session that was created with `request`, and has one turn behind it. */
function session(id: string, request: unknown, tenant: string): SessionResource {
  return {
    id,
    tenant,
    view: () => ({
      session_id: id,
      state: "idle",
      connected: false,
      persona_id: JSON.stringify(request),
      control: resolveControl({ persona: personas.default, personaId: "default" }),
      turns: 1,
      created_at: "2026-01-01T00:00:00Z",
      transcript: [],
    }),
    transcript: () => [],
    captions: () => "WEBVTT\n",
  };
}

/** Serves the API on a free port. */
export function serve(config: Config = configOf(), over: Partial<ApiDeps> = {}) {
  const sessions = new Map<string, SessionResource>();
  const app = createApi({
    config,
    version: "0.0.0",
    clock: systemClock,
    now: Date.now,
    log: loggerOf("test"),
    audit: new Audit(systemClock, loggerOf("test")),
    sessions: {
      create: (request, { tenant }) => {
        const id = `s${sessions.size + 1}`;
        sessions.set(id, session(id, request, tenant));
        return Promise.resolve({ seed: seedOf({ sessionId: id, tenant }), response: { ...CREATED, session_id: id } });
      },
      get: (id) => Promise.resolve(sessions.get(id)),
      end: (id) => Promise.resolve(sessions.delete(id)),
    },
    stream: (request) => {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onopen = () => socket.close(4004, "no such session");
      return Promise.resolve(response);
    },
    health: () => Promise.resolve({ llm: well, tts: well, avatar: { ...well, healthy: false } }),
    models: () => nobody,
    measured: () => Promise.resolve({ since: 0, metrics: [], usage: [], sessions: [] }),
    readiness: () => Promise.resolve({ ready: false, detail: "warming up" }),
    ...over,
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request, { remoteAddr }) => {
    return app.fetch(request, { address: remoteAddr.hostname, upgrade: nativeUpgrade });
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  return { app, url, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** Calls, and returns the answer's status with its JSON. */
export async function call(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: type.includes("json") ? JSON.parse(text) : null,
  };
}

/** A request that posts JSON. */
export const post = (body: unknown): RequestInit => ({
  method: "POST",
  body: typeof body === "string" ? body : JSON.stringify(body),
  headers: { "content-type": "application/json" },
});
