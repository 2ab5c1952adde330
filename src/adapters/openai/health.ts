/**
 * Checks a server's health by testing what a turn needs: the address, the key, the service, the model.
 *
 * @module
 */
import type { Health } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { messageOf } from "../../contract/errors.ts";
import { type Endpoint, requireKey, shownUrl } from "./endpoint.ts";
import { isErrorBody } from "./error_words.ts";
import type { WireFailure } from "./errors.ts";
import { getJson, headOf, post, RequestFailedError } from "./http.ts";
import { hasModel, modelsIn, type ServedModel, suggestionFor } from "./served_models.ts";

/** A path below the base address at which something is served. */
export type Service = "/chat/completions" | "/audio/speech";

/** What to check. */
interface HealthQuestion {
  /** The service that a turn will use; absent: it cannot be checked with a plain request. */
  readonly service?: Service;
  /** Checks what else a turn needs; throws if it is missing. */
  readonly check?: (signal?: AbortSignal) => Promise<void>;
  /** The model that a turn will use; absent: any. */
  readonly model?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a server for its models.
 *
 * @param endpoint The server.
 * @param signal Aborts the request.
 * @returns The models; `undefined` if the server has no such list.
 * @throws {RequestFailedError} When the server refuses, or cannot be reached.
 */
export async function listModels(endpoint: Endpoint, signal?: AbortSignal): Promise<ServedModel[] | undefined> {
  try {
    return modelsIn(await getJson(endpoint, modelsUrl(endpoint), signal));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Checks whether a server responds and accepts the key.
 *
 * @param endpoint The server.
 * @param signal Aborts the request.
 * @returns The problem; `undefined` if the server is healthy. A server without a list of models counts as healthy.
 */
export async function probeModels(endpoint: Endpoint, signal?: AbortSignal): Promise<WireFailure | undefined> {
  try {
    await listModels(endpoint, signal);
    return undefined;
  } catch (error) {
    return error instanceof RequestFailedError ? error.failure : { message: messageOf(error) };
  }
}

/** Checks a server's health, and remembers which services it has. */
export class HealthProbe {
  readonly #endpoint: Endpoint;
  readonly #clock: Clock;
  readonly #seen = new Set<Service>();

  /**
   * @param endpoint The server.
   * @param clock Measures how long it takes.
   */
  constructor(endpoint: Endpoint, clock: Clock) {
    this.#endpoint = endpoint;
    this.#clock = clock;
  }

  /** Runs the check. Never throws. */
  async ask(question: HealthQuestion): Promise<Health> {
    const begun = this.#clock.now();
    try {
      requireKey(this.#endpoint);
      const detail = await this.#inspect(question);
      return { healthy: true, latencyMs: this.#clock.now() - begun, detail };
    } catch (error) {
      const told = error instanceof RequestFailedError ? error.told(this.#endpoint) : error;
      // The chain already adds the adapter's name.
      const detail = messageOf(told).replace(`${this.#endpoint.adapter}: `, "");
      return { healthy: false, latencyMs: this.#clock.now() - begun, detail };
    }
  }

  /** @throws What is wrong. */
  async #inspect({ service, model, check, signal }: HealthQuestion): Promise<string> {
    const place = shownUrl(this.#endpoint.baseUrl);
    const models = await listModels(this.#endpoint, signal);
    if (models === undefined) await this.#checkVersion(signal);
    // OpenAI has all services, and counts what it refuses.
    const isInDoubt = models === undefined || service === "/audio/speech";
    if (service !== undefined && isInDoubt && !this.#endpoint.isOpenAi) {
      await this.#checkService(service, signal);
    }
    await check?.(signal);
    if (models === undefined || model === undefined || this.#endpoint.isAzure) return `${place} answers`;
    if (hasModel(models, model)) return `${place} answers, ${model} is there`;
    const words = `${place} has no model "${model}", ${suggestionFor(models, model)}`;
    throw this.#endpoint.failures.make("provider_rejected", words);
  }

  /** Most servers have their services below `/v1`, and many answer elsewhere as well. */
  async #checkVersion(signal: AbortSignal | undefined): Promise<void> {
    const { baseUrl, failures } = this.#endpoint;
    const path = URL.canParse(baseUrl) ? new URL(baseUrl).pathname : "";
    const service = /\/(chat\/completions|completions|audio\/speech|realtime|models)$/.exec(path)?.[0];
    const better = service === undefined ? `${baseUrl}/v1` : baseUrl.slice(0, -service.length);
    if (service === undefined && /\/v\d/.test(path)) return;
    const found = await getJson(this.#endpoint, `${better}/models`, signal).then(modelsIn, () => undefined);
    if (found === undefined) return;
    const what = service === undefined ? "add /v1" : `leave ${service} out`;
    throw failures.make(
      "provider_rejected",
      `${shownUrl(baseUrl)} is not the address: ${what}: base_url ${shownUrl(better)}`,
    );
  }

  /** An empty request is free, and a missing service answers it differently from an existing one. */
  async #checkService(service: Service, signal = new AbortController().signal): Promise<void> {
    if (this.#seen.has(service)) return;
    try {
      const response = await post(this.#endpoint, service, {}, signal);
      const text = await headOf(response);
      if (isJsonError(text) && /unexpected endpoint|not found/i.test(text)) throw missing(this.#endpoint, service);
    } catch (error) {
      if (!(error instanceof RequestFailedError)) throw error;
      const { status = 0 } = error.failure;
      if (isMissing(error) || status === 0 || status === 401 || status === 403) throw error;
    }
    this.#seen.add(service);
  }
}

function missing(endpoint: Endpoint, service: Service): RequestFailedError {
  return new RequestFailedError(`POST ${shownUrl(endpoint.url(service))}`, { status: 404 });
}

/** The address of a server's list of models: Azure lists them beside its deployments. */
export function modelsUrl({ baseUrl, url }: Endpoint): string {
  const deployment = /\/deployments\/[^/]+$/.exec(baseUrl);
  return deployment === null ? url("/models") : url("/models").replace(deployment[0], "");
}

/** Whether there is nothing at an address. */
function isMissing(error: unknown): boolean {
  return error instanceof RequestFailedError && [404, 405, 501].includes(error.failure.status ?? 0);
}

function isJsonError(text: string): boolean {
  try {
    return isErrorBody(JSON.parse(text));
  } catch {
    return false;
  }
}
