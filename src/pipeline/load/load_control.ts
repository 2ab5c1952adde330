/**
 * Keeps the load of this process within what its processors carry: admission by cost, and the governor of video quality.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { lookupPersona } from "../../control/personas.ts";
import type { SessionState } from "../../contract/parts.ts";
import type { Config } from "../../core/config/schema.ts";
import type { Ticker } from "../../core/ticker.ts";
import type { Providers } from "../provider/chain.ts";
import { Admission } from "./admission.ts";
import { calibrate } from "./calibration.ts";
import { Governor, type LoadSample, LOW_LAG_MS } from "./governor.ts";
import { type Step, STEPS } from "./ladder.ts";
import { LoadMeter } from "./load_meter.ts";
import type { Costs } from "./cost.ts";
import type { Quality } from "./quality.ts";
import { Tidying } from "./tidying.ts";

/** What a {@linkcode LoadControl} works with. */
interface LoadControlOptions {
  readonly quality: Quality;
  /** The ticker of the sessions. */
  readonly ticker: Ticker;
  readonly log: Logger;
  /** Processors that the sessions may use. Default: all. */
  readonly cores?: number | undefined;
  /** What a session does; `undefined`: it does not exist here any more. */
  stateOf(sessionId: string): SessionState | undefined;
}

/** The load, for people and balancers. */
export interface LoadView {
  readonly spent: number;
  readonly processor: number;
  readonly lag_ms: number;
  readonly video: Step;
}

/** The load of this process. It does nothing before {@linkcode LoadControl.start}. */
export class LoadControl implements Disposable {
  readonly admission: Admission;
  readonly #config: Config;
  readonly #options: LoadControlOptions;
  readonly #governor: Governor;
  readonly #tidying = new Tidying();
  readonly #end = new AbortController();
  readonly #cores: number;
  #meter: LoadMeter | undefined;
  #last: LoadSample | undefined;

  constructor(config: Config, options: LoadControlOptions) {
    this.#config = config;
    this.#options = options;
    this.#governor = new Governor(options.quality);
    this.#cores = options.cores ?? navigator.hardwareConcurrency;
    const budget = this.#cores * config.admission.share;
    const isStrained = () => options.quality.step > 0;
    const isByOthers = () => this.#governor.isByOthers;
    this.admission = new Admission({ budget, isStrained, isByOthers, stateOf: (id) => options.stateOf(id) });
  }

  /**
   * Measures what sessions cost, then begins to act, unless the configuration says otherwise. The load is real: it is
   * measured on the machine's clock.
   *
   * @param providers The warm adapters.
   * @param signal Ends the measurement.
   */
  async start(providers: Providers, signal: AbortSignal): Promise<void> {
    const { admission, personas, session } = this.#config;
    if (!admission.enabled) return;
    const persona = lookupPersona(personas, session.persona_id);
    const costs = await calibrate({ providers, persona, log: this.#options.log, signal });
    if (!signal.aborted) this.#act(costs);
  }

  #act(costs: Costs): void {
    const { log, quality, ticker } = this.#options;
    this.admission.costs = costs;
    const ms = (value: number) => Math.round(value * 100) / 100;
    log.info("costs on this machine: {voice_ms} ms of processor for a second of speech", {
      voice_ms: ms(costs.voiceMs),
      picture_ms: ms(costs.pictureMs),
      megapixel_ms: ms(costs.megapixelMs),
      pose_ms: ms(costs.poseMs),
    });
    quality.follow(() => {
      log.warning("video quality for all sessions: {video}", { video: STEPS[quality.step], ...this.view });
    }, this.#end.signal);
    this.#meter = new LoadMeter(navigator.hardwareConcurrency, ticker, (sample) => this.#judge(sample));
  }

  #judge(sample: LoadSample): void {
    const { admission } = this;
    this.#last = sample;
    // Of several pipelines in the process, each is taken to use the same part.
    if (sample.lagMs < LOW_LAG_MS && this.#options.quality.step === 0) admission.learn(sample.processor * this.#cores);
    const { isBusy } = admission;
    this.#governor.judge(sample, isBusy);
    this.#tidying.judge(isBusy);
  }

  /** The load now; `undefined` while it is not measured. */
  get view(): LoadView | undefined {
    if (this.#last === undefined) return undefined;
    const { processor, lagMs } = this.#last;
    const round = (share: number) => Math.round(share * 1000) / 1000;
    return {
      spent: round(this.admission.spent),
      processor: round(processor),
      lag_ms: Math.round(lagMs),
      video: STEPS[this.#options.quality.step] ?? "audio_only",
    };
  }

  [Symbol.dispose](): void {
    this.#end.abort();
    this.#meter?.[Symbol.dispose]();
  }
}
