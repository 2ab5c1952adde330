/**
 * What an example is, and what it finds around it.
 *
 * @module
 */

/** An example: a folder of `scripts/examples` with its program, and how it is started. */
export interface Example {
  /** What it shows, in one line. */
  readonly summary: string;
  /** How its arguments are given, if it takes some. */
  readonly usage?: string;
  /**
   * Starts it. Whatever it starts through its stage ends with the stage.
   *
   * @returns What to open, while it runs; nothing, if it has done its work.
   * @throws {UsageError} When something that it needs is missing.
   */
  start(stage: Stage): Promise<string | void>;
}

/** Where an example runs. */
export interface Stage {
  /** The example's folder. */
  readonly folder: URL;
  /** Arguments of the example. */
  readonly args: readonly string[];
  /**
   * Starts the service on a free port.
   *
   * @param env Variables of the environment, such as `TTH_API_KEYS`.
   * @returns Its address.
   */
  startService(env?: Readonly<Record<string, string>>): Promise<string>;
  /**
   * Serves HTTP on a free port.
   *
   * @returns Its address.
   */
  serve(handler: (request: Request) => Response | Promise<Response>): string;
  /** Runs a program to its end, in the example's folder unless `cwd` names another. Returns its exit code. */
  run(program: string, args: readonly string[], options?: { cwd?: URL; env?: Record<string, string> }): Promise<number>;
  /** Starts a program that ends with the example. */
  spawn(program: string, args: readonly string[]): void;
  /** A folder that is removed with the example. */
  temporaryFolder(): Promise<URL>;
  /** Tells something. */
  print(text: string): void;
}

/** The service's address in the pages of the examples, as in a service that was started by `deno task serve`. */
const SERVICE_IN_PAGES = "http://127.0.0.1:8000";

/** Reads a page of the example, and puts the service's address into it. */
export async function pageOf({ folder }: Stage, file: string, service: string): Promise<string> {
  return (await Deno.readTextFile(new URL(file, folder))).replaceAll(SERVICE_IN_PAGES, service);
}

/** A response with a page. */
export function htmlResponse(page: string): Response {
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}
