/**
 * The pause that a provider asks for before the next request: in headers, or in its words.
 *
 * @module
 */

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `1.5s`, `7m12s`, `20ms`, `1 hour and 5 minutes`. */
const DURATION =
  "(?:\\d+(?:\\.\\d+)?\\s*(?:ms|milliseconds?|min(?:ute)?s?|m|sec(?:ond)?s?|s|h(?:our)?s?|d(?:ay)?s?)(?![a-z])(?:\\s*and\\s*|\\s*))+";
const PART = /(\d+(?:\.\d+)?)\s*(ms|milli|[smhd])/gi;
const WHOLE_DURATION = new RegExp(`^${DURATION}$`, "i");

/** "Please try again in 1.5s.", "Please retry after 3 seconds." */
const ASKED = new RegExp(`\\b(?:again|retry|wait)\\b[^.\\d]{0,30}(${DURATION})`, "i");

/** Larger numbers are times, in seconds or milliseconds since 1970. */
const FIRST_TIME_S = 1e9;
const FIRST_TIME_MS = 1e12;

/** Limits that servers count, by the ends of their headers: OpenAI's, and the draft of the IETF's. */
const LIMITS = ["x-ratelimit-*-requests", "x-ratelimit-*-tokens", "x-ratelimit-*", "ratelimit-*"];

/**
 * The pause that a message asks for.
 *
 * @param words The provider's message.
 * @returns ms; `undefined` if it asks for none.
 */
export function pauseInWords(words: string): number | undefined {
  const duration = ASKED.exec(words)?.[1];
  return duration === undefined ? undefined : durationMs(duration);
}

/**
 * The pause that the headers of a response ask for.
 *
 * @param headers The headers.
 * @returns ms, not negative; `undefined` if they ask for none.
 */
export function pauseInHeaders(headers: Headers): number | undefined {
  const ms = Number(headers.get("retry-after-ms") ?? undefined);
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const asked = timeMs(headers.get("retry-after"));
  if (asked !== undefined) return asked;
  const of = (limit: string, field: string) => headers.get(limit.replace("*", field));
  const spent = LIMITS.filter((limit) => Number(of(limit, "remaining") ?? undefined) === 0);
  const resets = spent.map((limit) => timeMs(of(limit, "reset"))).filter((reset) => reset !== undefined);
  return resets.length === 0 ? undefined : Math.max(...resets);
}

/** From now until a time that is written as seconds, a duration, a date, or seconds or milliseconds since 1970. */
function timeMs(written: string | null): number | undefined {
  if (written === null || written.trim() === "") return undefined;
  const number = Number(written);
  if (number >= FIRST_TIME_MS) return Math.max(0, number - Date.now());
  if (number >= FIRST_TIME_S) return Math.max(0, number * 1000 - Date.now());
  if (Number.isFinite(number)) return Math.max(0, number * 1000);
  if (WHOLE_DURATION.test(written.trim())) return durationMs(written);
  const date = Date.parse(written);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function durationMs(written: string): number {
  let ms = 0;
  for (const [, number = "", unit = ""] of written.matchAll(PART)) {
    ms += Number(number) * (UNITS_MS[unit.toLowerCase() === "milli" ? "ms" : unit.toLowerCase()] ?? 0);
  }
  return ms;
}
