/**
 * The status of a service as its clients see it: whether it is ready, and the health of its providers.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import type { HealthReport, Readiness } from "../../contract/protocol/http.ts";
import type { LoadView } from "../../pipeline/load/load_control.ts";
import type { Providers } from "../../pipeline/provider/chain.ts";
import { Reachability } from "../../pipeline/provider/reachability.ts";
import { cached, healthReport, speechObstacle } from "../http/status.ts";
import type { PipelineParts, PipelineStatus } from "./pipeline.ts";

/** How long a health result is reused, ms, so that frequent requests do not load the providers. */
const HEALTH_TTL_MS = 1000;

/** What a {@linkcode ServiceStatus} knows of its service. */
interface ServiceStatusOptions {
  readonly clock: Clock;
  readonly providers: Providers;
  /** Aborts queries to the providers. */
  readonly signal: AbortSignal;
  /** The pipelines that the service is one of; absent: it runs alone. */
  readonly pipeline: Pick<PipelineParts, "statusOfAll"> | undefined;
  /** Removes secrets from a provider's message. */
  redact(text: string): string;
  /** The load now; `undefined` while it is not measured. */
  load(): LoadView | undefined;
}

/** Reports the status of one service. */
export class ServiceStatus {
  readonly #options: ServiceStatusOptions;
  readonly #reachability: Reachability;
  readonly #health: () => Promise<HealthReport>;
  /** Why it does not serve, regardless of its providers; `undefined`: it serves. */
  obstacle: string | undefined = "adapters are loading";

  constructor(options: ServiceStatusOptions) {
    const { clock, providers, signal, redact } = options;
    this.#options = options;
    this.#reachability = new Reachability(clock, signal);
    this.#health = cached(clock, HEALTH_TTL_MS, () => healthReport(providers, redact));
  }

  /** The status of this service alone. */
  async own(): Promise<PipelineStatus> {
    return { readiness: this.#readiness(), health: await this.#health() };
  }

  /** Whether the service is ready: any of its pipelines, where there are several. */
  async readiness(): Promise<Readiness> {
    return this.#options.pipeline === undefined ? this.#readiness() : (await this.#ofAll()).readiness;
  }

  /** The health of the providers, of all pipelines where there are several. */
  async health(): Promise<HealthReport> {
    return (await this.#ofAll()).health;
  }

  #readiness(): Readiness {
    const { providers, redact, load } = this.#options;
    const detail = this.obstacle ?? speechObstacle(providers, this.#reachability);
    const view = load();
    return { ready: detail === undefined, detail: redact(detail ?? "serving"), ...(view && { load: view }) };
  }

  /** Of all pipelines, where there are several and they answer. */
  #ofAll(): Promise<PipelineStatus> {
    const { pipeline } = this.#options;
    return pipeline === undefined ? this.own() : pipeline.statusOfAll().catch(() => this.own());
  }
}
