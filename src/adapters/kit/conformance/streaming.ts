/**
 * Checks of all adapters that map a stream to a stream.
 *
 * @module
 */
import assert from "node:assert/strict";
import type {
  AdapterByKind,
  AdapterKind,
  Capabilities,
  StreamingAdapter,
  TurnContext,
} from "../../../contract/adapter.ts";
import { ProviderError } from "../../../contract/errors.ts";
import { type Control, CONTROL_FIELDS, type ControlField } from "../../../contract/controls.ts";
import { CHANGED, CONTROL, personaFor } from "./fixtures.ts";
import {
  aliasOf,
  assertEnds,
  type Check,
  drain,
  fingerprintOf,
  MeteredInput,
  pause,
  settlesWithin,
  Skip,
  SOON_MS,
} from "./kit.ts";

/** How adapters of a kind are tested. */
export interface Probe<K extends AdapterKind, In, Out, C extends TurnContext> {
  /** The adapter as what it is to the probe. */
  stream(adapter: AdapterByKind[K]): StreamingAdapter<In, Out, C>;
  /** Input for an ordinary turn. */
  input(control: Control, persona: TurnContext["persona"]): In[];
  /** The turn's context. */
  context(adapter: AdapterByKind[K], over: Partial<TurnContext>): C;
}

/** Runs one turn to its end. */
async function runTurn<K extends AdapterKind, In, Out, C extends TurnContext>(
  probe: Probe<K, In, Out, C>,
  adapter: AdapterByKind[K],
  name: string,
  control = CONTROL,
): Promise<Out[]> {
  const persona = personaFor(control, name, adapter.capabilities().variants);
  const input = new MeteredInput(probe.input(control, persona));
  const context = probe.context(adapter, { control, persona });
  return await Array.fromAsync(probe.stream(adapter).inferStream(input.stream, context));
}

/** Checks for the streaming adapters of a kind. */
export function streamingChecks<K extends "llm" | "tts" | "avatar", In, Out, C extends TurnContext>(
  probe: Probe<K, In, Out, C>,
): readonly Check<K>[] {
  return [...endingChecks(probe), ...abortChecks(probe), ...repeatingChecks(probe), ...failureChecks(probe)];
}

/** A turn of an adapter, ready to be read. */
function openTurn<K extends AdapterKind, In, Out, C extends TurnContext>(
  probe: Probe<K, In, Out, C>,
  adapter: AdapterByKind[K],
  signal: AbortSignal,
  end: "close" | "stall" = "close",
) {
  const context = probe.context(adapter, { signal });
  const input = new MeteredInput(probe.input(context.control, context.persona), end);
  return { input, reader: probe.stream(adapter).inferStream(input.stream, context).getReader() };
}

/** How streams begin, and end with their reader. */
function endingChecks<K extends AdapterKind, In, Out, C extends TurnContext>(
  probe: Probe<K, In, Out, C>,
): readonly Check<K>[] {
  return [
    {
      name: "starts no work before it is read",
      async run({ create }) {
        const adapter = await create();
        const { input, reader } = openTurn(probe, adapter, new AbortController().signal);
        await pause(20);
        assert.equal(
          input.pulled,
          0,
          "the input was read before the output; generatedStream() starts at the first read",
        );
        await reader.cancel();
      },
    },
    {
      name: "stops immediately when its reader cancels",
      async run({ create, clock }) {
        const adapter = await create();
        await assertEnds(clock, async () => {
          const { input, reader } = openTurn(probe, adapter, new AbortController().signal);
          await reader.read();
          const left = Promise.withResolvers<unknown>();
          return { act: () => reader.cancel().then(left.resolve, left.resolve), over: left.promise, input };
        });
      },
    },
  ];
}

/** How streams end when their turn is over. */
function abortChecks<K extends AdapterKind, In, Out, C extends TurnContext>(
  probe: Probe<K, In, Out, C>,
): readonly Check<K>[] {
  return [
    {
      name: "stops immediately when its turn is aborted before the first read",
      async run({ create, clock }) {
        const adapter = await create();
        await assertEnds(clock, () => {
          const { reader } = openTurn(probe, adapter, AbortSignal.abort());
          return Promise.resolve({ act: () => {}, over: drain(reader), signal: AbortSignal.abort() });
        });
      },
    },
    {
      name: "stops immediately when its turn is aborted while it works",
      async run({ create, clock }) {
        const adapter = await create();
        await assertEnds(clock, async () => {
          const turn = new AbortController();
          const { input, reader } = openTurn(probe, adapter, turn.signal);
          await reader.read();
          return { act: () => turn.abort(), over: drain(reader), signal: turn.signal, input };
        });
      },
    },
    {
      name: "stops immediately when its turn is aborted while it waits for input",
      async run({ create, clock }) {
        const adapter = await create();
        await assertEnds(clock, async () => {
          const turn = new AbortController();
          const { input, reader } = openTurn(probe, adapter, turn.signal, "stall");
          const over = drain(reader);
          await settlesWithin(over, 300);
          return { act: () => turn.abort(), over, signal: turn.signal, input };
        });
      },
    },
  ];
}

/** What a turn's output depends on. */
function repeatingChecks<K extends AdapterKind, In, Out, C extends TurnContext>(
  probe: Probe<K, In, Out, C>,
): readonly Check<K>[] {
  return [
    {
      name: "keeps concurrent turns apart",
      async run({ create, definition: { name } }) {
        const adapter = await create();
        if (!adapter.capabilities().offline) throw new Skip("a provider's answers may vary");
        const other = CHANGED["character.speech_rate"];
        const alone = [await runTurn(probe, adapter, name), await runTurn(probe, adapter, name, other)].map(
          fingerprintOf,
        );
        const together = await Promise.all(
          [CONTROL, other, CONTROL].map((control) => runTurn(probe, adapter, name, control)),
        );
        const isSame = together.map(fingerprintOf).join() === [alone[0], alone[1], alone[0]].join();
        assert.ok(isSame, "concurrent turns differ from single ones; keep nothing of a turn outside of its stream");
      },
    },
    {
      name: "returns the same result in a batch as in a stream",
      async run({ create, definition: { name } }) {
        const adapter = await create();
        if (!adapter.capabilities().offline) throw new Skip("a provider's answers may vary");
        const persona = personaFor(CONTROL, name, adapter.capabilities().variants);
        const context = probe.context(adapter, { persona });
        const batch = await probe.stream(adapter).inferBatch(probe.input(CONTROL, persona), context);
        const streamed = fingerprintOf(await runTurn(probe, adapter, name));
        assert.ok(fingerprintOf(batch) === streamed, "inferBatch() gives something else than inferStream()");
      },
    },
    {
      name: "applies the controls that it declares, and no others",
      async run({ create, definition: { name } }) {
        const adapter = await create();
        const { controls, offline } = adapter.capabilities();
        if (!offline) throw new Skip("it takes a person to judge a provider's style");
        const base = fingerprintOf(await runTurn(probe, adapter, name));
        await assertFidelity(controls, async (field) => {
          return fingerprintOf(await runTurn(probe, adapter, name, CHANGED[field])) !== base;
        });
      },
    },
  ];
}

/** Asserts that an error says that a provider cannot be reached, in the way that failover understands. */
export function assertUnreachable(error: unknown, name: string): void {
  assert.ok(error !== undefined, "it ended without an error; throw a ProviderError");
  assert.ok(error instanceof ProviderError, `it ended with ${error}; throw a ProviderError`);
  assert.ok(error.provider === name, `the error is of "${error.provider}"; give it the provider host.name`);
  assert.match(error.code, /^[a-z][a-z0-9_]*$/, `its code is "${error.code}"; write it like provider_unavailable`);
  assert.ok(error.retryable, "a provider that cannot be reached may be reached later; make the error retryable");
}

/** Asserts that exactly the declared controls have an effect. */
export async function assertFidelity(
  controls: Capabilities["controls"],
  hasEffect: (field: ControlField) => Promise<boolean>,
): Promise<void> {
  const wrong: string[] = [];
  for (const field of CONTROL_FIELDS) {
    const fidelity = controls[field] ?? "ignored";
    const isFelt = await hasEffect(field);
    if (isFelt === (fidelity === "ignored")) {
      wrong.push(`${field} is ${fidelity}, but has ${isFelt ? "an" : "no"} effect`);
    }
  }
  assert.ok(wrong.length === 0, `${wrong.join("; ")}; apply it, or declare it otherwise`);
}

/** How failures are reported. */
function failureChecks<K extends AdapterKind, In, Out, C extends TurnContext>(
  probe: Probe<K, In, Out, C>,
): readonly Check<K>[] {
  return [
    {
      name: "forwards an error of its input",
      async run({ create }) {
        const adapter = await create();
        const failure = new Error("the input failed");
        const context = probe.context(adapter, {});
        const input = new MeteredInput(probe.input(context.control, context.persona), failure);
        const over = drain(probe.stream(adapter).inferStream(input.stream, context).getReader());
        assert.ok(await settlesWithin(over, SOON_MS), "it waits forever");
        const error = await over;
        assert.ok(error === failure || (error instanceof Error && error.cause === failure), `it ended with ${error}`);
      },
    },
    {
      name: "reports an unreachable provider as a ProviderError",
      isBroken: true,
      async run({ createBroken, definition: { name } }) {
        const adapter = await createBroken();
        const over = runTurn(probe, adapter, aliasOf(name)).then(() => undefined, (error: unknown) => error);
        assert.ok(await settlesWithin(over, SOON_MS), `it took longer than ${SOON_MS} ms`);
        assertUnreachable(await over, aliasOf(name));
      },
    },
  ];
}
