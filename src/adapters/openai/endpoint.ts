/**
 * The address and credentials of an OpenAI-compatible server.
 *
 * @module
 */
import { z } from "zod";
import type { AdapterHost } from "../../contract/adapter.ts";
import { OPENAI_BASE_URL as BASE_URL_VARIABLE, OPENAI_KEYS } from "../../core/config/environment.ts";
import { isPrivateHost } from "../../core/hosts.ts";
import { MIN_SECRET_CHARS } from "../../core/logging.ts";
import { Failures } from "./errors.ts";

/** OpenAI's own service. */
const OPENAI_BASE_URL = "https://api.openai.com/v1";

/** A reference to an environment variable in the value of a header. */
const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * The options for a server's address and credentials.
 *
 * @param example An address to show.
 */
export function serverOptions(example: string) {
  return {
    base_url: z.string().trim().pipe(z.url({ protocol: /^https?$/ })).nullable().default(null)
      .describe(
        `Address of the server, such as ${example}; its query is added to each request. ` +
          "Default: OPENAI_BASE_URL, else OpenAI.",
      ),
    auth: z.enum(["auto", "bearer", "api-key", "none"]).default("auto")
      .describe(
        "How the key is sent: as `Authorization: Bearer`, in a header `api-key`, or not at all; auto: api-key for " +
          "Azure, else bearer. Default: auto.",
      ),
    headers: z.record(z.string().regex(/^[\w!#$%&'*+.^|~-]+$/), z.string()).default({})
      .describe("Additional headers of each request; ${NAME} stands for an environment variable. Default: none."),
  };
}

/** The input of {@linkcode serverOptions}. */
export interface ServerOptions {
  readonly base_url: string | null;
  readonly auth?: "auto" | "bearer" | "api-key" | "none";
  readonly headers?: Readonly<Record<string, string>>;
}

/** Environment variable with an adapter's own key, for a server that is not OpenAI: `OPENAI_CHAT_API_KEY`; of an alias: `GROQ_API_KEY`. */
function ownKeyVariable(name: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_API_KEY`;
}

/**
 * The environment variables that an adapter reads: its own key, OpenAI's, and those in the values of its headers.
 *
 * @param options The adapter's options.
 * @param name The name under which it is configured.
 */
export function openAiSecrets({ headers = {} }: Pick<ServerOptions, "headers">, name: string): readonly string[] {
  return [ownKeyVariable(name), ...OPENAI_KEYS, BASE_URL_VARIABLE, ...variablesIn(headers)];
}

/** A server and its credentials. */
export interface Endpoint {
  /** HTTP address without a slash at its end and without a query, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** The key sent to the server, if any. */
  readonly apiKey: string | undefined;
  /** The adapter's name in the configuration. */
  readonly adapter: string;
  /** Whether there is a real key. */
  readonly hasKey: boolean;
  /** Whether it is OpenAI's own service. */
  readonly isOpenAi: boolean;
  /** Whether it is on this machine or in a private network: requests are free, and models may load slowly. */
  readonly isOwn: boolean;
  /** Whether it is Azure's. */
  readonly isAzure: boolean;
  /** Authorization and the other headers of each request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Environment variables of the headers that are not set. */
  readonly missing: readonly string[];
  /** Makes the adapter's errors, which never hold the key or a header. */
  readonly failures: Failures;
  /** The address of one of the server's services, such as `/chat/completions`, with the query of the base address. */
  url(path: string): string;
}

/**
 * Finds the server and the key.
 *
 * OpenAI's key is sent only to OpenAI and to the server in `OPENAI_BASE_URL`. A server that only the adapter's options
 * name gets the adapter's own key or none, so that keys are never sent to another server.
 *
 * @param options The server's options; `base_url` overrides the environment.
 * @param host The adapter's name, and where the environment's values come from.
 */
export function endpointOf(options: ServerOptions, host: Pick<AdapterHost, "name" | "secret">): Endpoint {
  const secret = (name: string) => host.secret(name)?.trim() || undefined;
  const givenUrl = secret(BASE_URL_VARIABLE) ?? OPENAI_BASE_URL;
  const address = options.base_url ?? givenUrl;
  const { base, query, hostname } = partsOf(address);
  const isOpenAi = /(^|\.)openai\.com$/.test(hostname);
  const isAzure = /\.azure(-api)?\.(com|us|cn|net)$/.test(hostname);
  const ownKey = secret(ownKeyVariable(host.name));
  const sharesKey = isOpenAi || partsOf(givenUrl).base === base;
  const key = ownKey ?? (sharesKey ? OPENAI_KEYS.map(secret).find((value) => value !== undefined) : undefined);
  const keyHint = sharesKey ? OPENAI_KEYS.join(" or ") : ownKeyVariable(host.name);
  const more = filledIn(options.headers ?? {}, secret);
  const shown = options.auth === "auto" || options.auth === undefined ? (isAzure ? "api-key" : "bearer") : options.auth;
  const hidden = [key, ...Object.values(more)].filter((value) => value !== undefined);
  return {
    adapter: host.name,
    baseUrl: base,
    apiKey: key,
    hasKey: key !== undefined,
    isOpenAi,
    isOwn: isPrivateHost(hostname),
    isAzure,
    headers: { ...authorization(shown, key), ...more },
    missing: variablesIn(options.headers ?? {}).filter((name) => secret(name) === undefined),
    failures: new Failures(host.name, { secrets: hidden.filter((value) => value.length >= MIN_SECRET_CHARS), keyHint }),
    url: (path) => `${base}${path}${query}`,
  };
}

function partsOf(address: string): { base: string; query: string; hostname: string } {
  const text = address.trim();
  if (!URL.canParse(text)) return { base: text, query: "", hostname: "" };
  const { search, hostname } = new URL(text);
  const [base = ""] = text.split(/[?#]/);
  return { base: base.replace(/\/+$/, ""), query: search, hostname };
}

/** Servers without keys ignore a key; some gateways refuse a request without one. */
function authorization(how: "bearer" | "api-key" | "none", key = "no-key"): Record<string, string> {
  if (how === "none") return {};
  return how === "api-key" ? { "api-key": key } : { authorization: `Bearer ${key}` };
}

function filledIn(
  headers: Readonly<Record<string, string>>,
  secret: (name: string) => string | undefined,
): Record<string, string> {
  const values = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    value.replace(REFERENCE, (_, variable) => secret(variable) ?? ""),
  ]);
  return Object.fromEntries(values);
}

/** The environment variables that the values of headers refer to. */
function variablesIn(headers: Readonly<Record<string, string>>): string[] {
  return Object.values(headers).flatMap((value) => [...value.matchAll(REFERENCE)].map(([, name = ""]) => name));
}

/**
 * Refuses to call a server without what it has to be shown, instead of waiting for its refusal.
 *
 * @throws ProviderError `provider_unauthorized`.
 */
export function requireKey({ isOpenAi, hasKey, baseUrl, missing, failures }: Endpoint): void {
  const place = shownUrl(baseUrl);
  if (missing.length > 0) {
    throw failures.make(
      "provider_unauthorized",
      `the headers for ${place} need ${missing.join(", ")}, which is not set`,
    );
  }
  if (!isOpenAi || hasKey) return;
  throw failures.make("provider_unauthorized", `${place} needs a key: set ${OPENAI_KEYS.join(" or ")}`);
}

/** An address that is safe to show: without user name, password and query. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return "(no valid address)";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
