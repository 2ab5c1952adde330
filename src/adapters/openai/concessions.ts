/**
 * Adapts requests to a server: fields that it refuses by name are omitted from then on, or sent in another form.
 *
 * @module
 */
import type { WireFailure } from "./errors.ts";

/** The body of a request. */
export type RequestBody = Readonly<Record<string, unknown>>;

/** Fields that every request needs. */
const ESSENTIAL: ReadonlySet<string> = new Set(["model", "messages", "input", "voice", "response_format"]);

/** Fields with two names. */
const OTHER_NAME: Readonly<Record<string, string>> = {
  max_tokens: "max_completion_tokens",
  max_completion_tokens: "max_tokens",
};

/** Statuses with which servers refuse unsupported fields; Python servers answer an unknown argument with 500. */
const REFUSALS: ReadonlySet<number> = new Set([400, 404, 405, 406, 409, 415, 422, 500, 501]);

/** Words that refuse a field, rather than say something about the answer. */
const REFUSING =
  /unknown|unexpected|unsupported|unrecogni[sz]ed|not supported|not permitted|not allowed|invalid|forbidden|extra|additional|does not support|doesn't support|must be|should be|too (large|high|long|big)|only the default|deprecated|use '?max|cannot|can't|no longer|not (a )?valid|not recogni[sz]ed|incompatible/i;

/** The fields that a server does not accept. Shared by all requests of an adapter. */
export class Concessions {
  readonly #left = new Set<string>();
  readonly #renamed = new Map<string, string>();

  /** The request in the form that the server accepts, as far as is known. */
  applied(body: RequestBody): RequestBody {
    const fields = Object.entries(body).map(([key, value]) => [this.#renamed.get(key) ?? key, value] as const);
    return Object.fromEntries(fields.filter(([key, value]) => value !== undefined && !this.#left.has(key)));
  }

  /**
   * Learns from a refusal.
   *
   * @param sent The request as it was sent.
   * @param failure The server's error.
   * @returns What is changed, for the log; `undefined` if the refusal names no field that can be omitted.
   */
  learn(sent: RequestBody, failure: WireFailure): string | undefined {
    if (!isRefusal(failure)) return undefined;
    const named = namedField(Object.keys(sent).filter((key) => !ESSENTIAL.has(key)), failure);
    if (named === undefined) return undefined;
    const other = OTHER_NAME[named];
    if (other !== undefined && !this.#renamed.has(other) && placeOf(other, failure.message ?? "") >= 0) {
      this.#renamed.set(named, other);
      return `${named} is sent as ${other}`;
    }
    this.#left.add(named);
    return `${named} is omitted`;
  }
}

/** Whether a server refused the request itself, as one that will be refused again. */
export function isRefusal({ status }: WireFailure): boolean {
  return status !== undefined && REFUSALS.has(status);
}

/** The field that a refusal is about: the one that it names first. */
function namedField(keys: readonly string[], failure: WireFailure): string | undefined {
  const param = failure.param?.split(/[.[]/)[0];
  if (param !== undefined && keys.includes(param)) return param;
  const words = failure.message ?? "";
  if (!REFUSING.test(words)) return undefined;
  const places = keys.map((key) => [placeOf(key, words), key] as const).filter(([at]) => at >= 0);
  return places.sort(([a], [b]) => a - b)[0]?.[1];
}

/** Where a text names a field, as a separate word; -1 if nowhere. */
function placeOf(key: string, words: string): number {
  const isPart = (char: string | undefined) => char !== undefined && /\w/.test(char);
  for (let at = words.indexOf(key); at >= 0; at = words.indexOf(key, at + 1)) {
    if (!isPart(words[at - 1]) && !isPart(words[at + key.length])) return at;
  }
  return -1;
}
