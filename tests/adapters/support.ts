/** What the tests of adapters share. */
import { getLogger } from "@logtape/logtape";
import type { AdapterHost, AvatarContext, AvatarInput, TurnContext } from "../../src/contract/adapter.ts";
import { systemClock } from "../../src/contract/clock.ts";
import { resolveControl } from "../../src/control/mapper.ts";
import type { PartialControl, Persona } from "../../src/contract/controls.ts";

export const ava: Persona = { id: "default", name: "Ava", instructions: "You are Ava.", voices: {}, control: {} };

export function controlOf(turn: PartialControl = {}) {
  return resolveControl({ turn, persona: ava, personaId: ava.id });
}

export function hostOf(over: Partial<AdapterHost> = {}): AdapterHost {
  return {
    name: "adapter",
    clock: systemClock,
    log: getLogger(["test"]),
    voices: {},
    secret: () => undefined,
    ...over,
  };
}

export function turnContext(over: Partial<TurnContext> = {}): TurnContext {
  return {
    sessionId: "s",
    turnId: "t",
    turn: 1,
    control: controlOf(),
    persona: ava,
    signal: new AbortController().signal,
    log: getLogger(["test"]),
    ...over,
  };
}

export function avatarContext(over: Partial<AvatarContext> = {}): AvatarContext {
  return {
    ...turnContext(),
    mode: "turn",
    video: "frames",
    width: 64,
    height: 64,
    fps: 25,
    earliestMs: () => 0,
    lifeMs: 0,
    seed: 1,
    ...over,
  };
}

/** Contiguous audio, 24 kHz, in chunks of the given lengths; each sample has the given value. */
export function audioParts(chunksMs: readonly number[], value = 8000): AvatarInput[] {
  let timestampMs = 0;
  return chunksMs.map((durationMs) => {
    const pcm = new Uint8Array(new Int16Array(durationMs * 24).fill(value).buffer);
    const part = { type: "audio", pcm, timestampMs, durationMs } as const;
    timestampMs += durationMs;
    return part;
  });
}
