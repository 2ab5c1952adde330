/**
 * Errors of the HTTP API: RFC 9457 `application/problem+json` with a stable `code`.
 *
 * @module
 */
import { z } from "zod";
import { RequestError, TthError } from "../../contract/errors.ts";
import { explain, type FieldProblem, formatPath, formatProblems, omittedKeys } from "../../core/validation.ts";

/** The body of an error response. */
export const Problem = z.object({
  type: z.string().describe("`urn:tth:problem:` and the code."),
  title: z.string().describe("The status in words."),
  status: z.int().describe("HTTP status."),
  detail: z.string().describe("What failed, with what value, and what to do."),
  code: z.string().describe("Stable and machine-readable."),
  instance: z.string().describe("The path of the request."),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional()
    .describe("Every field that is wrong."),
});
export type Problem = z.infer<typeof Problem>;

/** A request that does not fit its schema. */
class InvalidRequest extends RequestError {
  /** Every field that is wrong. */
  readonly problems: readonly FieldProblem[];

  constructor(problems: readonly FieldProblem[]) {
    super(formatProblems(problems), { code: "invalid_request", status: 400 });
    this.problems = problems;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not authorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  413: "Content too large",
  416: "Range not satisfiable",
  426: "Upgrade required",
  429: "Too many requests",
  500: "Internal error",
  503: "Service unavailable",
};

/**
 * Validates a value from outside.
 *
 * @param schema Its schema.
 * @param value The value.
 * @returns The value, typed and with its defaults.
 * @throws {InvalidRequest} With every invalid field.
 */
export function parseRequest<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  const problems = result.success ? omittedKeys(value) : explain(result.error, schema, value);
  if (result.success && problems.length === 0) return result.data;
  throw new InvalidRequest(problems);
}

/** Default of `Retry-After`, ms. */
const RETRY_AFTER_MS = 5000;

/**
 * The response for an error. An error not meant for people becomes a plain 500 without details.
 *
 * @param error The thrown value.
 * @param path The path of the request.
 * @param headers Headers beside those that tell a client how to react to the error.
 * @returns A problem+json response.
 */
export function problemResponse(error: unknown, path: string, headers: Record<string, string> = {}): Response {
  const { status, code, detail } = describeError(error);
  const problem: Problem = {
    type: `urn:tth:problem:${code}`,
    title: TITLES[status] ?? "Error",
    status,
    detail,
    code,
    instance: path,
  };
  if (error instanceof InvalidRequest) {
    problem.errors = error.problems.map(({ path, message }) => ({ field: formatPath(path), message }));
  }
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...adviceOn(error),
      ...headers,
    },
  });
}

/** Headers that tell a client how to react to an error (RFC 9110, 11.6.1 and 10.2.3, the latter in whole seconds). */
function adviceOn(error: unknown): Record<string, string> {
  if (!(error instanceof RequestError)) return {};
  const { status, retryAfterMs = RETRY_AFTER_MS } = error;
  if (status === 401) return { "www-authenticate": "Bearer" };
  if (status === 503 || status === 429) return { "retry-after": String(Math.ceil(retryAfterMs / 1000)) };
  return {};
}

function describeError(error: unknown): { status: number; code: string; detail: string } {
  if (error instanceof RequestError) return { status: error.status, code: error.code, detail: error.message };
  if (error instanceof TthError) return { status: 503, code: error.code, detail: error.message };
  return { status: 500, code: "internal", detail: "the service failed; see its log" };
}
