/**
 * Runs scripts as their users do.
 *
 * @module
 */

/** What a script left behind. */
export interface ScriptResult {
  readonly code: number;
  /** Its standard output. */
  readonly out: string;
  /** Its standard error. */
  readonly said: string;
}

/**
 * Runs a script with the mock providers.
 *
 * @param script Its name, such as `say`.
 * @param args Its arguments.
 * @param input Its standard input. Default: empty.
 * @param env Further variables.
 */
export async function runScript(
  script: string,
  args: readonly string[],
  input: string | Uint8Array<ArrayBuffer> = "",
  env: Readonly<Record<string, string>> = {},
): Promise<ScriptResult> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-P=scripts", "--quiet", "--no-check", `scripts/${script}.ts`, ...args],
    env: { TTH_PROFILE: "offline_mock", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  // A script that ends before it has read its input breaks the pipe.
  await writer.write(typeof input === "string" ? new TextEncoder().encode(input) : input).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  return { code, out: new TextDecoder().decode(stdout), said: new TextDecoder().decode(stderr) };
}

/** Lends a new folder, and removes it with what it holds. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
