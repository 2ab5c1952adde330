/**
 * The configured voice, for scripts that speak outside the service.
 *
 * @module
 */
import { UsageError } from "../command.ts";
import type { SpeechPart, TtsAdapter, TurnContext } from "../../../src/contract/adapter.ts";
import type { Control, PartialControl } from "../../../src/contract/controls.ts";
import { openRegistry } from "../../../src/api/project.ts";
import { resolveControl } from "../../../src/control/mapper.ts";
import { lookupPersona } from "../../../src/control/personas.ts";
import { loadConfig } from "../../../src/core/config/config.ts";

import { secretFrom } from "../../../src/core/config/environment.ts";
import { checkPersonWishes } from "../../../src/core/config/wishes.ts";
import { filesBelow, projectEnvironment } from "../../../src/core/config/files.ts";
import { loggerOf } from "../../../src/core/logging.ts";
import { createAdapter } from "../../../src/core/registry/registry.ts";
import { Segmenter } from "../../../src/pipeline/speech/text/segmenter.ts";
import { hostOf } from "../host.ts";

/** Who speaks, and how. Absent fields default to the configuration. */
export interface SpokenAs {
  readonly profile?: string | undefined;
  readonly personaId?: string | undefined;
  /** A voice of the adapter instead of the persona's. */
  readonly voice?: string | undefined;
  readonly control?: PartialControl;
}

/** A voice that is ready to speak. Disposing it closes its adapter. */
export interface ConfiguredVoice extends AsyncDisposable {
  /** The adapter's name. */
  readonly name: string;
  /** How it speaks. */
  readonly control: Control;
  /** Speaks a text: audio of 24 kHz, and marks. */
  speak(text: string): AsyncGenerator<SpeechPart>;
}

/**
 * Opens the voice.
 *
 * @throws {ConfigError} If the configuration is invalid.
 * @throws {RequestError} If the persona is unknown.
 * @throws {UsageError} If the profile has no separate voice, or its adapter does not have the one that is asked for.
 */
export async function openConfiguredVoice({ profile, personaId, voice, control }: SpokenAs): Promise<ConfiguredVoice> {
  const files = filesBelow();
  const env = await projectEnvironment(files);
  const wanted = profile ?? env.get("TTH_PROFILE") ?? "embedded";
  const loaded = await loadConfig({ env, files, registry: await openRegistry(env), profile: wanted });
  const { config, adapters } = loaded;
  const name = config.components.tts?.primary;
  const chosen = name === undefined ? undefined : adapters.get(name);
  if (name === undefined || chosen === undefined) {
    throw new UsageError(`profile ${wanted} has no separate voice; choose another with --profile`);
  }
  const id = personaId ?? config.session.persona_id;
  const known = lookupPersona(config.personas, id);
  const persona = voice === undefined ? known : { ...known, voice, voices: { ...known.voices, [name]: voice } };
  // A fallback need not have the voice.
  const asked = { ...loaded, adapters: new Map([[name, chosen]]) };
  const unknown = voice !== undefined &&
    checkPersonWishes({ ...known, voice }, asked).find(({ path: [field] }) => field === "voice");
  if (unknown) throw new UsageError(`--voice ${voice}: ${unknown.message}`);
  // `components.tts` contains only adapters of this kind.
  const secret = (variable: string) => chosen.secrets.includes(variable) ? secretFrom(env, variable) : undefined;
  const adapter = createAdapter(chosen.definition, chosen.options, hostOf(name, config.voices, secret)) as TtsAdapter;
  await adapter.load();
  const context: TurnContext = {
    sessionId: "speak",
    turnId: "speak",
    turn: 1,
    control: resolveControl({ turn: control, persona, personaId: id }),
    persona,
    signal: new AbortController().signal,
    log: loggerOf("speak"),
  };
  return {
    name,
    control: context.control,
    speak: (text) => speak(adapter, text, context),
    [Symbol.asyncDispose]: () => adapter.close(),
  };
}

async function* speak(adapter: TtsAdapter, text: string, context: TurnContext): AsyncGenerator<SpeechPart> {
  const segmenter = new Segmenter();
  const pieces = [...segmenter.push(text), ...segmenter.end()];
  const segments = pieces.map(({ text, charStart, written, writtenStart }, index) => ({
    index,
    text,
    written: { text: written, offset: charStart - writtenStart },
    control: context.control,
  }));
  yield* adapter.inferStream(ReadableStream.from(segments), context);
}
