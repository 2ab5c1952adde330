/**
 * The client's side of the Realtime protocol, validated as strictly as by OpenAI: unknown keys, missing keys and wrong
 * values are each rejected by name. Also that of the beta, which is turned into the GA protocol's.
 *
 * @module
 */
import { z } from "zod";
import type { Manner, WireError } from "./fault_script.ts";

const eventId = z.string().max(512).optional();
const pcmFormat = z.strictObject({ type: z.literal("audio/pcm"), rate: z.literal(24_000).optional() });
const voice = z.enum(["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"]);
const modalities = z.array(z.enum(["audio", "text"])).length(1);
const maxTokens = z.union([z.number().int().min(1).max(4096), z.literal("inf")]);
const turnDetection = z.looseObject({ type: z.enum(["server_vad", "semantic_vad"]) });

const audioConfig = z.strictObject({
  input: z.strictObject({
    format: pcmFormat.optional(),
    noise_reduction: z.looseObject({}).nullable().optional(),
    transcription: z.looseObject({}).nullable().optional(),
    turn_detection: turnDetection.nullable().optional(),
  }).optional(),
  output: z.strictObject({
    format: pcmFormat.optional(),
    voice: voice.optional(),
    speed: z.number().min(0.25).max(1.5).optional(),
  }).optional(),
});

const session = z.strictObject({
  type: z.literal("realtime"),
  model: z.string().optional(),
  instructions: z.string().optional(),
  output_modalities: modalities.optional(),
  audio: audioConfig.optional(),
  max_output_tokens: maxTokens.optional(),
  reasoning: z.looseObject({}).optional(),
  tools: z.array(z.looseObject({})).optional(),
  tool_choice: z.unknown().optional(),
  tracing: z.unknown().optional(),
  truncation: z.unknown().optional(),
});

/** Messages, with the name that the text of an assistant's has. */
const messageWith = <T extends string>(assistantText: T) =>
  z.discriminatedUnion("role", [
    z.strictObject({
      type: z.literal("message"),
      id: z.string().min(1).max(32).optional(),
      role: z.enum(["user", "system"]),
      content: z.array(z.strictObject({ type: z.literal("input_text"), text: z.string() })).min(1),
    }),
    z.strictObject({
      type: z.literal("message"),
      id: z.string().min(1).max(32).optional(),
      role: z.literal("assistant"),
      content: z.array(z.strictObject({ type: z.literal(assistantText), text: z.string() })).min(1),
    }),
  ]);

const callOutput = z.strictObject({
  type: z.literal("function_call_output"),
  id: z.string().min(1).max(32).optional(),
  call_id: z.string(),
  output: z.string(),
});

const itemCreate = z.strictObject({
  type: z.literal("conversation.item.create"),
  event_id: eventId,
  previous_item_id: z.string().optional(),
  item: z.union([messageWith("output_text"), callOutput]),
});

const commonEvents = [
  z.strictObject({
    type: z.literal("response.create"),
    event_id: eventId,
    response: z.strictObject({
      instructions: z.string().optional(),
      output_modalities: modalities.optional(),
      audio: z.strictObject({ output: z.strictObject({ voice: voice.optional() }) }).optional(),
      conversation: z.enum(["auto", "none"]).optional(),
      max_output_tokens: maxTokens.optional(),
      metadata: z.record(z.string().max(64), z.string().max(512)).optional(),
    }).optional(),
  }),
  z.strictObject({ type: z.literal("response.cancel"), event_id: eventId, response_id: z.string().optional() }),
  z.strictObject({
    type: z.literal("conversation.item.truncate"),
    event_id: eventId,
    item_id: z.string(),
    content_index: z.literal(0),
    audio_end_ms: z.number().int().min(0),
  }),
  z.strictObject({ type: z.literal("conversation.item.delete"), event_id: eventId, item_id: z.string() }),
] as const;

const clientEvent = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("session.update"), event_id: eventId, session }),
  itemCreate,
  ...commonEvents,
]);

const betaSession = z.strictObject({
  modalities: z.tuple([z.literal("audio"), z.literal("text")]).optional(),
  instructions: z.string().optional(),
  voice: voice.optional(),
  speed: z.number().min(0.25).max(1.5).optional(),
  input_audio_format: z.literal("pcm16").optional(),
  output_audio_format: z.literal("pcm16").optional(),
  turn_detection: turnDetection.nullable().optional(),
  max_response_output_tokens: maxTokens.optional(),
  tools: z.array(z.looseObject({})).optional(),
}).transform(({ instructions, tools, voice, speed, turn_detection }): z.infer<typeof session> => ({
  type: "realtime",
  ...(instructions !== undefined && { instructions }),
  ...(tools !== undefined && { tools }),
  audio: {
    input: { ...(turn_detection !== undefined && { turn_detection }) },
    output: { ...(voice !== undefined && { voice }), ...(speed !== undefined && { speed }) },
  },
}));

const betaClientEvent = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("session.update"), event_id: eventId, session: betaSession }),
  itemCreate.extend({
    item: z.union([
      messageWith("text").transform((given) => messageWith("output_text").parse(renamed(given))),
      callOutput,
    ]),
  }),
  ...commonEvents,
]);

/** A message of the beta, with the names of the GA protocol. */
function renamed({ content, ...rest }: z.infer<ReturnType<typeof messageWith<"text">>>) {
  return {
    ...rest,
    content: content.map(({ type, text }) => ({ type: type === "text" ? "output_text" : type, text })),
  };
}

/** An event that a client sent and the fake accepted. */
export type ClientEvent = z.infer<typeof clientEvent>;

/** One kind of client event. */
export type ClientEventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { type: T }>;

/** The parts of a session's configuration that the fake keeps. */
export type SessionConfig = z.infer<typeof session>;

/** The outcome of {@linkcode parseClientEvent}: the event, or the error to send back. */
type Parsed = { ok: true; event: ClientEvent } | { ok: false; error: WireError; eventId: string | null };

/**
 * A session as the beta shows it.
 *
 * @param config Its configuration.
 */
export function betaView({ model, instructions, audio }: SessionConfig): Record<string, unknown> {
  const formats = { input_audio_format: "pcm16", output_audio_format: "pcm16" };
  const turn_detection = audio?.input?.turn_detection ?? null;
  return {
    model,
    instructions,
    modalities: ["audio", "text"],
    voice: audio?.output?.voice,
    ...formats,
    turn_detection,
  };
}

/**
 * Parses one client message.
 *
 * @param data The text of the frame.
 * @param names The protocol that the server speaks.
 * @returns The event, or the error with the code that OpenAI uses for it.
 */
export function parseClientEvent(data: string, names: Manner["names"]): Parsed {
  let raw: unknown;
  try {
    raw = JSON.parse(data);
  } catch {
    return { ok: false, eventId: null, error: invalid("invalid_json", "We could not parse the JSON body.", null) };
  }
  const parsed = (names === "beta" ? betaClientEvent : clientEvent).safeParse(raw);
  if (parsed.success) return { ok: true, event: parsed.data };
  const given = valueAt(raw, ["event_id"]);
  return { ok: false, eventId: typeof given === "string" ? given : null, error: explain(parsed.error, raw) };
}

/** Builds an `invalid_request_error`. */
export function invalid(code: string, text: string, param: string | null): WireError {
  return { type: "invalid_request_error", code, message: text, param };
}

function explain(error: z.ZodError, raw: unknown): WireError {
  const issue = error.issues[0];
  if (!issue) return invalid("invalid_value", "Invalid event.", null);
  if (issue.code === "unrecognized_keys") {
    const param = [...issue.path, issue.keys[0]].join(".");
    return invalid("unknown_parameter", `Unknown parameter: '${param}'.`, param);
  }
  const param = issue.path.join(".");
  const value = valueAt(raw, issue.path);
  if (value === undefined) {
    return invalid("missing_required_parameter", `Missing required parameter: '${param}'.`, param);
  }
  return invalid("invalid_value", `Invalid value: '${JSON.stringify(value)}'. ${issue.message}`, param);
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = raw;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
