/**
 * What is measured of a service beside its turns: observed whenever it is collected.
 *
 * @module
 */
import type { Admission } from "../../pipeline/load/admission.ts";
import { chainsOf, type Provider, type Providers } from "../../pipeline/provider/chain.ts";
import type { Sessions } from "../../pipeline/session/sessions.ts";
import type { Instruments } from "../../telemetry/instruments.ts";
import type { Attributes, NumberPoint } from "../../telemetry/metric.ts";
import { SESSION_STATES } from "../../contract/parts.ts";
import type { Sockets } from "../transport/sockets.ts";

/** What is observed. */
interface ObservedParts {
  readonly sessions: Sessions;
  readonly sockets: Sockets;
  readonly providers: Providers;
  readonly admission: Admission;
}

const BREAKER_STATES = ["closed", "half_open", "open"] as const;

/** Observes a service. */
export function observeService(
  instruments: Instruments,
  { sessions, sockets, providers, admission }: ObservedParts,
): void {
  const gauge = (name: string, description: string, unit: string, read: () => readonly NumberPoint[]) =>
    instruments.observe("gauge", { name, description, unit }, read);
  gauge("tth.sessions", "Sessions that are open, by what their human does.", "{session}", () => {
    const states = [...sessions.all].map(({ state }) => state);
    return SESSION_STATES.map((state) => point(states.filter((one) => one === state).length, { state }));
  });
  gauge(
    "tth.stream.buffered",
    "Bytes that wait in the sockets of clients.",
    "By",
    () => [point(sockets.bufferedBytes)],
  );
  gauge("tth.load.admitted", "Processors that the admitted sessions cost.", "{core}", () => {
    return [point(admission.spent * admission.budget)];
  });
  gauge("tth.load.budget", "Processors that sessions may cost.", "{core}", () => [point(admission.budget)]);
  const breakers = "Circuit breakers of providers by state; an open one keeps its provider out.";
  gauge(
    "tth.provider.breakers",
    breakers,
    "{breaker}",
    () =>
      providersOf(providers).flatMap(({ attributes, provider: { breaker } }) =>
        BREAKER_STATES.map((state) => point(breaker.state === state ? 1 : 0, { ...attributes, state }))
      ),
  );
  const errors = { name: "tth.provider.errors", description: "Calls to providers that failed.", unit: "{error}" };
  instruments.observe(
    "counter",
    errors,
    () => providersOf(providers).map(({ attributes, provider: { breaker } }) => point(breaker.failedCalls, attributes)),
  );
}

function point(value: number, attributes: Attributes = {}): NumberPoint {
  return { attributes, value };
}

function providersOf(providers: Providers): { attributes: Attributes; provider: Provider }[] {
  return chainsOf(providers).flatMap((chain) =>
    chain.providers.map((provider) => ({ attributes: { kind: chain.kind, provider: provider.name }, provider }))
  );
}
