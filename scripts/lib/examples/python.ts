/**
 * Python with packages of PyPI, in a virtual environment that is kept for the next run.
 *
 * @module
 */
/** Packages are downloaded at the first run, ms. */
const INSTALL_MS = 180_000;
/** A program takes this long on a busy machine, ms. */
const RUN_MS = 120_000;

/** How a program ended, and what it wrote. */
export interface PythonOutput {
  readonly code: number;
  readonly output: string;
}

/** An interpreter with packages. */
export interface Python {
  /** Runs `python` with these arguments. */
  run(args: readonly string[], options?: { cwd?: string; env?: Record<string, string> }): Promise<PythonOutput>;
}

/**
 * Finds the environment that has the packages, or makes it.
 *
 * @returns Why there is none, if there is none.
 */
export async function openPython(packages: readonly string[]): Promise<Python | { readonly missing: string }> {
  const probe = "import sys; assert sys.version_info >= (3, 10); print(*sys.version_info[:2], sep='.')";
  const version = await run("python3", ["-c", probe], {}, RUN_MS).catch(() => undefined);
  if (version?.code !== 0) return { missing: "there is no Python 3.10 or later" };
  const folder = `${cacheFolder()}/python-${await digest([version.output.trim(), ...packages].join(" "))}`;
  const python = `${folder}/bin/python`;
  if (!await exists(python)) {
    const problem = await install(folder, packages);
    if (problem !== undefined) return { missing: problem };
  }
  // What Python and its tools compile is kept with the environment, and never beside the sources.
  const kept = { PYTHONPYCACHEPREFIX: `${folder}/pycache`, MYPY_CACHE_DIR: `${folder}/mypy` };
  return {
    run: (args, { cwd, env } = {}) => run(python, args, { ...(cwd && { cwd }), env: { ...kept, ...env } }, RUN_MS),
  };
}

/** Makes the environment beside its place, so that a run that ends early leaves no half of one. */
async function install(folder: string, packages: readonly string[]): Promise<string | undefined> {
  await Deno.mkdir(cacheFolder(), { recursive: true });
  const unfinished = await Deno.makeTempDir({ dir: cacheFolder(), prefix: "unfinished-" });
  try {
    const made = await run("python3", ["-m", "venv", "--without-pip", unfinished], {}, RUN_MS);
    if (made.code !== 0) return `python3 has no venv: ${made.output.trim().split("\n").at(-1)}`;
    const pip = ["-m", "pip", "--python", `${unfinished}/bin/python`, "install", "--quiet", "--no-compile"];
    const options = ["--disable-pip-version-check", "--no-input", "--retries=1", "--timeout=15"];
    const installed = await run("python3", [...pip, ...options, ...packages], {}, INSTALL_MS);
    if (installed.code !== 0) return `pip cannot install packages: ${installed.output.trim().split("\n").at(-1)}`;
    // Another run may have finished the same environment meanwhile.
    await Deno.rename(unfinished, folder).catch((error) =>
      exists(folder).then((done) => done || Promise.reject(error))
    );
    return undefined;
  } finally {
    await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  }
}

async function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> },
  limitMs: number,
): Promise<PythonOutput> {
  const child = new Deno.Command(program, {
    args: [...args],
    ...options,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill(), limitMs);
  try {
    const { code, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
  } finally {
    clearTimeout(timer);
  }
}

function cacheFolder(): string {
  return `${Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`}/tth-ci`;
}

function exists(path: string): Promise<boolean> {
  return Deno.lstat(path).then(() => true, () => false);
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return bytes.toHex().slice(0, 12);
}
