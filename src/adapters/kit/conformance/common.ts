/**
 * Checks of all adapters, of every kind.
 *
 * @module
 */
import assert from "node:assert/strict";
import { z } from "zod";
import { type AdapterKind, type Capabilities, secretsOf } from "../../../contract/adapter.ts";
import { PICTURE_CONTENT_TYPES } from "../../../contract/parts.ts";
import { CONTROL_FIELDS, Fidelity } from "../../../contract/controls.ts";
import { jsonSchemaOf } from "../../../core/validation.ts";
import { type Check, settlesWithin } from "./kit.ts";

const HEALTH_LIMIT_MS = 5000;

/** The schema of capabilities. */
const CapabilitiesShape = z.strictObject({
  streams: z.array(z.enum(["text", "audio", "words", "phones", "frames", "poses", "idle"])).min(1),
  controls: z.partialRecord(z.enum(CONTROL_FIELDS), Fidelity),
  offline: z.boolean(),
  demonstration: z.boolean().optional(),
  languages: z.array(z.string().refine((tag) => Intl.getCanonicalLocales(tag)[0] === tag)).min(1).optional(),
  variants: z.array(z.string().min(1)).optional(),
  formats: z.array(z.enum(PICTURE_CONTENT_TYPES)).min(1).optional(),
  marks: z.boolean().optional(),
  verbatim: z.boolean().optional(),
  lipSync: z.boolean().optional(),
  directions: z.boolean().optional(),
});

const HealthShape = z.strictObject({
  healthy: z.boolean(),
  latencyMs: z.number().min(0).nullable(),
  detail: z.string().min(1),
});

const STREAMS_OF_KIND: Readonly<Record<AdapterKind, readonly Capabilities["streams"][number][]>> = {
  llm: ["text"],
  tts: ["audio", "words", "phones"],
  avatar: ["frames", "poses", "idle"],
  realtime: ["text", "audio", "words", "phones"],
};

/** Checks for adapters of every kind. */
export const commonChecks: readonly Check<AdapterKind>[] = [
  {
    name: "describes itself in one line, and each of its options",
    run({ definition, options }) {
      const { summary, name } = definition;
      assert.match(summary, /^[^\n]{10,160}$/, `its summary is "${summary}"; write a line of 10 to 160 characters`);
      assert.match(name, /^[a-z][a-z0-9_]*$/, `its name is "${name}"; write it like acme_tts`);
      for (const [key, option] of Object.entries(jsonSchemaOf(definition.options).properties ?? {})) {
        assert.ok(typeof option === "object" && option.description, `option ${key} has no description`);
      }
      for (const secret of secretsOf(definition, definition.options.parse(options), name)) {
        assert.match(secret, /^[A-Z][A-Z0-9_]*$/, `its secret is "${secret}"; write it like ACME_API_KEY`);
      }
    },
  },
  {
    name: "rejects unknown options",
    run({ definition, options }) {
      assert.ok(definition.options.safeParse(options).success, "refuses the options that it is checked with");
      const unknown = { ...(typeof options === "object" ? options : {}), no_such_option: 1 };
      assert.equal(definition.options.safeParse(unknown).success, false, "accepts an unknown option");
    },
  },
  {
    name: "declares constant capabilities that match its kind",
    async run({ definition, create }) {
      const adapter = await create();
      const capabilities = CapabilitiesShape.parse(adapter.capabilities());
      const again = CapabilitiesShape.parse(adapter.capabilities());
      assert.deepEqual(again, capabilities, "its capabilities change from one call to the next");
      const foreign = capabilities.streams.filter((stream) => !STREAMS_OF_KIND[definition.kind].includes(stream));
      assert.deepEqual(foreign, [], `a ${definition.kind} adapter does not stream these`);
    },
  },
  {
    name: "reports its health before the deadline, and never throws",
    async run({ create }) {
      const adapter = await create();
      const probing = adapter.health({ signal: AbortSignal.timeout(HEALTH_LIMIT_MS) });
      assert.ok(await settlesWithin(probing, 1.2 * HEALTH_LIMIT_MS), "health() took longer than its deadline");
      const health = HealthShape.parse(await probing);
      assert.ok(health.healthy, `it cannot serve (${health.detail}); check it with options and secrets that work`);
      HealthShape.parse(await adapter.health({ signal: AbortSignal.abort() }));
    },
  },
  {
    name: "reports that it is unhealthy when its provider is unreachable",
    isBroken: true,
    async run({ createBroken }) {
      const adapter = await createBroken();
      const probing = adapter.health({ signal: AbortSignal.timeout(HEALTH_LIMIT_MS) });
      assert.ok(await settlesWithin(probing, 1.2 * HEALTH_LIMIT_MS), "health() took longer than its deadline");
      const { healthy, detail } = HealthShape.parse(await probing);
      assert.ok(!healthy, `it reports healthy ("${detail}"); ask the provider, as probe() helps to`);
    },
  },
  {
    name: "closes, and can be closed twice",
    async run({ create }) {
      const adapter = await create();
      await adapter.close();
      await adapter.close();
    },
  },
];
