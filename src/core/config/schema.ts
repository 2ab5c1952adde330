/**
 * The schema of the configuration: every tunable number, with unit, range and default.
 *
 * `config/schema.json` is generated from it, so that editors complete and check the YAML files.
 *
 * @module
 */
import { z } from "zod";
import { LookDesign } from "../../contract/persona/look_design.ts";
import { PERSON_FIELDS, Persona, Pronunciations } from "../../contract/controls.ts";
import { Voices } from "../../contract/persona/voice_settings.ts";
import { CorsOrigins } from "./sections/origins.ts";
import { TrustedProxies } from "./sections/proxies.ts";
import { Recording } from "./sections/recording.ts";
import { AddressQuota, ApiKey, Tenants } from "./sections/tenants.ts";

const name = z.string().min(1).max(64);

/** One kind of component: the adapter in use, and those that take over when it fails. */
const ComponentChoice = z.strictObject({
  primary: name.describe("The adapter in use, by its registered name."),
  fallback: z.array(name).max(8).default([]).describe("Adapters that take over, in this order. Default: none."),
});
type ComponentChoice = z.infer<typeof ComponentChoice>;

const choice = (what: string) =>
  ComponentChoice.nullable().default(null).describe(`${what} Default: null, not in use.`);

/** Whether a URL holds nothing that clients must not see or that would be lost. */
function isPlainUrl(text: string): boolean {
  return !/[@?#]/.test(text);
}

const Server = z.strictObject({
  host: z.string().min(1).default("127.0.0.1").describe("Address to listen on. Default: 127.0.0.1, this machine only."),
  public_url: z.url({ protocol: /^https?$/ }).refine(
    isPlainUrl,
    "must be without user, query and fragment, remove them",
  )
    .optional()
    .describe(
      "The service's address as clients reach it, e.g. https://example.com/human: stream addresses are built from it, " +
        "and pages of its origin may call the service. " +
        "Default: taken from each request's Host and X-Forwarded-Proto.",
    ),
  port: z.int().min(0).max(65535).default(8000).describe("TCP port, 0 picks a free one. Default: 8000."),
  workers: z.union([z.literal("auto"), z.int().min(1).max(64)]).default("auto").describe(
    "Pipelines behind the same address, each with its own thread, voice and face; more than one needs Linux. auto: one " +
      "for each processor, at most 4; one on machines with 1 or 2 processors and on hosting platforms. session.max_sessions " +
      "and the quotas of keys and addresses count all of them. Default: auto.",
  ),
  max_message_bytes: z.int().min(1024).max(16_777_216).default(65_536)
    .describe("Largest WebSocket message that a client may send, bytes. Default: 65536."),
  messages_per_s: z.int().min(1).max(1_000_000).default(200)
    .describe(
      "Messages per second that a client may send in one session; a text, which starts a turn, counts as ten. Messages " +
        "over the limit are dropped and reported; a client that keeps exceeding it for about 10 s is closed with 4029. Default: 200.",
    ),
  message_burst: z.int().min(1).max(1_000_000).default(200)
    .describe("Burst: messages that a client may send in one session after a pause. Default: 200."),
  max_body_bytes: z.int().min(1024).max(16_777_216).default(65_536)
    .describe("Largest HTTP request body, bytes. Default: 65536."),
  request_ms: z.int().min(100).max(600_000).default(30_000).describe(
    "Where strangers can reach the service: longest time from a connection's first byte, or a request's, to the " +
      "response, ms. Default: 30000.",
  ),
  idle_ms: z.int().min(100).max(600_000).default(60_000)
    .describe("Where strangers can reach the service: longest pause between requests, ms. Default: 60000."),
  connections: z.int().min(1).max(1_000_000).default(4096)
    .describe("Where strangers can reach the service: connections in all. Default: 4096."),
  connections_per_address: z.int().min(1).max(1_000_000).default(128).describe(
    "Where strangers can reach the service: connections of one IPv4 address, or of one IPv6 /64. Default: 128.",
  ),
  requests_per_s: z.int().min(1).max(1_000_000).default(50).describe(
    "Where strangers can reach the service: HTTP requests per second of one IPv4 address, or of one IPv6 /64; further " +
      "ones get 429, and connections of an address that continues are closed unread. Streams that open do not count. Default: 50.",
  ),
  request_burst: z.int().min(1).max(1_000_000).default(200)
    .describe("Burst: HTTP requests that an address may send after a pause. Default: 200."),
  trusted_proxies: TrustedProxies,
  max_text_chars: z.int().min(1).max(1_000_000).default(4000)
    .describe("Longest text of one `user_text`, UTF-16 code units. Default: 4000."),
  shutdown_ms: z.int().min(0).max(60_000).default(4000)
    .describe("Time that running turns get to finish when the service stops, ms. Default: 4000."),
  cors_origins: CorsOrigins,
  api_keys: z.array(ApiKey).max(64).default([])
    .describe(
      "API keys, 16..256 characters each; a client must present one. Default: none, anyone who can connect may use the service.",
    ),
  address_quota: AddressQuota,
  token_key: z.string().min(32).max(256).meta({ writeOnly: true }).optional()
    .describe(
      "Signs the tokens of sessions, 32..256 characters; the same on all instances. Default: derived from the API keys.",
    ),
  allow_open: z.boolean().default(false)
    .describe("Whether to accept other machines without API keys. Default: false."),
}).prefault({}).describe("The HTTP and WebSocket server.");

const Admission = z.strictObject({
  enabled: z.boolean().default(true).describe(
    "Whether the cost of sessions is measured at start and bounded, and video is lowered under load. Default: true.",
  ),
  share: z.number().min(0.05).max(4).default(0.8)
    .describe("Share of the processors that all sessions may use if they all speak. Default: 0.8."),
}).prefault({}).describe("Admission of sessions by their cost.");

const Log = z.strictObject({
  level: z.enum(["trace", "debug", "info", "warning", "error", "fatal"]).default("info")
    .describe("The least severe level to write. Users' texts appear at debug and below. Default: info."),
  format: z.enum(["auto", "json", "pretty"]).default("auto")
    .describe("One JSON object per line, or text for people; auto: text on a terminal, JSON otherwise. Default: auto."),
}).prefault({}).describe("Logging.");

const Session = z.strictObject({
  persona_id: name.default("default").describe('Persona of a session that asks for none. Default: "default".'),
  max_sessions: z.int().min(1).max(100_000).default(200).describe(
    "Maximum number of concurrent sessions. Default: 200.",
  ),
  idle_ms: z.int().min(1000).max(86_400_000).default(600_000)
    .describe("A session without a connection or a turn ends after this time, ms. Default: 600000."),
  max_ms: z.int().min(60_000).max(2_678_400_000).default(86_400_000)
    .describe("A session ends after this time even if it is in use, ms. Default: 86400000, one day."),
  resume_ms: z.int().min(0).max(3_600_000).default(30_000)
    .describe("Time during which a dropped connection can be resumed, ms. Default: 30000."),
  token_ms: z.int().min(60_000).max(2_678_400_000).default(86_400_000)
    .describe(
      "Lifetime of a session's stream token, ms, at most that of the session; open connections stay open. " +
        "Default: 86400000.",
    ),
  person: z.strictObject({
    fields: z.array(z.enum(PERSON_FIELDS)).default([...PERSON_FIELDS])
      .describe("What a session may set of its person; an empty list: nothing. Default: everything."),
    instructions_chars: z.int().min(0).max(8000).default(4000)
      .describe("Longest instructions of a session's person, UTF-16 code units. Default: 4000."),
  }).prefault({}).describe("What `person` in a request for a session may hold."),
  history_turns: z.int().min(0).max(1000).default(50)
    .describe("Turns of the conversation that are sent to the model; fewer where its context is full. Default: 50."),
  replay_bytes: z.int().min(65_536).max(1_073_741_824).default(4_194_304)
    .describe(
      "Messages kept for a resume, bytes per session; the default holds about 85 s of speech. Default: 4194304.",
    ),
  replay_ms: z.int().min(1000).max(3_600_000).default(10_000)
    .describe(
      "How long speech that was sent is kept for a resume, ms, if the client reports no playback. Default: 10000.",
    ),
  max_reply_ms: z.int().min(1000).max(3_600_000).default(600_000)
    .describe("Longest speech taken from a realtime provider in one turn, ms. Default: 600000."),
}).prefault({}).describe("Sessions.");

const Store = z.strictObject({
  kind: z.enum(["memory", "kv"]).default("memory")
    .describe(
      "memory: sessions belong to this process; kv: Deno KV, so that any instance that uses the same store can continue a " +
        "session. Default: memory.",
    ),
  path: z.string().min(1).optional()
    .describe("With kv: a SQLite file that the processes of this machine share. Default: none."),
  url: z.url({ protocol: /^https?$/ }).optional()
    .describe(
      "With kv: the address of a denokv server, whose token Deno takes from DENO_KV_ACCESS_TOKEN. Default: none. On Deno " +
        "Deploy, path and url are not needed: the managed database is used.",
    ),
}).prefault({}).describe("Where sessions are recorded, so that another instance can continue them.");

const Pacing = z.strictObject({
  mode: z.enum(["realtime", "burst"]).default("realtime")
    .describe("realtime: send media at playback speed; burst: send it as fast as it is generated. Default: realtime."),
  lead_ms: z.int().min(0).max(10_000).default(400).describe(
    "How far media may run ahead of playout, ms. Default: 400.",
  ),
  chunk_ms: z.int().min(40).max(100).default(80).describe("Length of an audio chunk, ms, 40..100. Default: 80."),
  longest_chunk_ms: z.int().min(40).max(400).default(240).describe(
    "Length up to which audio chunks are joined once the client is well ahead of playout, ms: fewer messages, for both " +
      "sides. Default: 240.",
  ),
  tick_ms: z.int().min(1).max(100).default(40).describe(
    "Sessions do what is due on a grid of this period, ms: media may leave that much later, and where many " +
      "sessions speak half or an eighth of it. Default: 40.",
  ),
  buffer_ms: z.int().min(0).max(60_000).default(2000)
    .describe("Speech generated ahead of what is sent, ms. Default: 2000."),
  playout_grace_ms: z.int().min(0).max(60_000).default(5000)
    .describe("How long a turn waits for playback reports past its expected end, ms. Default: 5000."),
  idle_fps: z.number().min(0).max(60).default(10).describe("Frames per second between turns. Default: 10."),
}).prefault({}).describe("When media is sent.");

const Sync = z.strictObject({
  early_ms: z.number().min(0).max(1000).default(45)
    .describe("How far audio may lead the picture unnoticed, ms. Default: 45 (ITU-R BT.1359-1, detectability)."),
  late_ms: z.number().min(0).max(1000).default(125)
    .describe("How far audio may lag the picture unnoticed, ms. Default: 125 (ITU-R BT.1359-1, detectability)."),
  correct: z.boolean().default(true).describe("Whether drift that clients report is corrected. Default: true."),
}).prefault({}).describe("Lip sync.");

const Backpressure = z.strictObject({
  video_bytes: z.int().min(65_536).max(1_073_741_824).default(1_048_576)
    .describe("Unsent bytes on a socket above which its reader counts as behind. Default: 1048576."),
  slow_ms: z.int().min(0).max(10_000).default(250)
    .describe("How long a reader may be behind before video is dropped for it, ms. Default: 250."),
  close_bytes: z.int().min(65_536).max(1_073_741_824).default(16_777_216)
    .describe("Unsent bytes on a socket above which it is closed with 4008. Default: 16777216."),
}).prefault({}).describe("Slow readers.");

const Segmentation = z.strictObject({
  first_max_chars: z.int().min(10).max(1000).default(60)
    .describe("Longest first piece of a turn, so that speech starts soon, characters. Default: 60."),
  max_chars: z.int().min(20).max(4000).default(220).describe(
    "Longest piece passed to a voice, characters. Default: 220.",
  ),
  code: z.enum(["announce", "read", "skip"]).default("announce")
    .describe("Whether blocks of code are announced in a few words, read aloud, or left out. Default: announce."),
}).prefault({}).describe("How text is cut for the voice.");

const Failover = z.strictObject({
  breaker_failures: z.int().min(1).max(100).default(3)
    .describe("Consecutive failures after which a provider is skipped. Default: 3."),
  breaker_reset_ms: z.int().min(100).max(3_600_000).default(30_000)
    .describe("Time after which a skipped provider is tried again, ms. Default: 30000."),
  first_audio_ms: z.int().min(100).max(300_000).default(10_000)
    .describe(
      "Longest wait for a turn's first text and audio, ms; applies to providers without such an option. " +
        "Default: 10000.",
    ),
  stall_ms: z.int().min(100).max(300_000).default(10_000)
    .describe(
      "Longest gap within a turn, ms; applies to providers without such an option. Default: 10000.",
    ),
  avatar_stall_ms: z.int().min(100).max(300_000).default(3000)
    .describe("How long a due frame may be missing before the next avatar takes over, ms. Default: 3000."),
}).prefault({}).describe("What happens when a provider fails.");

const Components = z.strictObject({
  realtime: choice("Language model and voice in one. When set, it speaks, and llm and tts are its fallback."),
  llm: choice("The language model."),
  tts: choice("The voice."),
  avatar: choice("The face; without one, sessions are audio only."),
}).prefault({}).describe("The adapter for each component.");

/** The whole configuration. */
export const Config = z.strictObject({
  extends: name.optional().describe(
    "In a profile: the profile that it overrides, or auto for the one that would be used without it. Default: none.",
  ),
  server: Server,
  tenants: Tenants,
  admission: Admission,
  log: Log,
  session: Session,
  store: Store,
  recording: Recording,
  pacing: Pacing,
  sync: Sync,
  backpressure: Backpressure,
  segmentation: Segmentation,
  failover: Failover,
  components: Components,
  adapters: z.record(z.string(), z.record(z.string(), z.unknown())).default({})
    .describe("Options of adapters, by adapter name; `deno task adapters` lists them."),
  voices: Voices.default({})
    .describe(
      "Voices made from the built-in one or from another model of its kind, by name; a persona's `voice` names one. A " +
        "voice with the name of a built-in one replaces it. Default: none.",
    ),
  pronunciations: Pronunciations.default({})
    .describe(
      "Pronunciations for all personas: a respelling (GitHub: git hub), in which a single capital is a letter's name " +
        "(SQL: S Q L), or phonemes between slashes. A persona's own take precedence. Default: none.",
    ),
  personas: z.record(z.string().regex(/^[a-z0-9_-]{1,64}$/), Persona).default({})
    .describe("The personas, by id."),
  looks: z.record(z.string().regex(/^[a-z0-9_-]{1,64}$/), LookDesign).default({})
    .describe("Looks of your own, by id; `deno task look` shows them while you edit. Default: none."),
});
export type Config = z.infer<typeof Config>;
