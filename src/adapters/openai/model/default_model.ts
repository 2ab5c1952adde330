/**
 * Chooses the model if the configuration names none.
 *
 * @module
 */
import type { Clock } from "../../../contract/clock.ts";
import { deadline } from "../../../core/async.ts";
import type { Residency } from "../answer/residency.ts";
import { type Endpoint, shownUrl } from "../endpoint.ts";
import { listModels, modelsUrl } from "../health.ts";
import { chosenModel } from "../served_models.ts";

/** How a {@linkcode DefaultModel} chooses. */
interface DefaultModelOptions {
  /** The model that the configuration names; `null`: none. */
  readonly model: string | null;
  /** The model to use at OpenAI, and at other servers that list it. */
  readonly openAi: string;
  /** The name to send if the server lists no suitable model. */
  readonly other: string;
  readonly what: "chat" | "speech";
  readonly clock: Clock;
  readonly residency: Residency;
}

/** Finds a model once, and remembers it. */
export class DefaultModel {
  readonly #endpoint: Endpoint;
  readonly #options: DefaultModelOptions;
  #found: string | undefined;

  /**
   * @param endpoint The server.
   * @param options The configured model, and its purpose.
   */
  constructor(endpoint: Endpoint, options: DefaultModelOptions) {
    this.#endpoint = endpoint;
    this.#options = options;
  }

  /** The model, if known without asking the server. */
  get known(): string | undefined {
    const { model, openAi } = this.#options;
    return model ?? this.#found ?? (this.#endpoint.isOpenAi ? openAi : undefined);
  }

  /**
   * The model.
   *
   * @param signal Aborts the request.
   * @throws {RequestFailedError} When the server must be asked but refuses.
   * @throws {ProviderError} When it must be asked but does not answer in time.
   */
  async get(signal: AbortSignal): Promise<string> {
    if (this.known !== undefined) return this.known;
    const { openAi, other, what } = this.#options;
    // Azure's addresses name the deployment, which stands for a model.
    const [, deployment] = /\/deployments\/([^/]+)$/.exec(this.#endpoint.baseUrl) ?? [];
    if (deployment !== undefined) return this.#found = deployment;
    const models = await this.#list(signal) ?? [];
    if (models.some(({ id }) => id === openAi)) return this.#found = openAi;
    const only = what === "chat" ? models[0]?.id : undefined;
    return this.#found = chosenModel(models, what) ?? only ?? other;
  }

  async #list(signal: AbortSignal) {
    const { clock, residency } = this.#options;
    const { limit } = residency;
    const asking = new AbortController();
    const endWait = residency.asked();
    const onTimeout = () =>
      this.#endpoint.failures.make(
        "provider_timeout",
        `GET ${shownUrl(modelsUrl(this.#endpoint))} is not answered within ${Math.round(limit.ms)} ms: restart the ` +
          `server, or name a model as adapters.${this.#endpoint.adapter}.model`,
      );
    try {
      const asked = listModels(this.#endpoint, AbortSignal.any([signal, asking.signal]));
      return await deadline(asked, { clock, limitMs: limit.ms, onTimeout, signal });
    } finally {
      endWait();
      asking.abort();
    }
  }

  /** Forgets the model: the server no longer has it. */
  forget(): void {
    this.#found = undefined;
  }
}
