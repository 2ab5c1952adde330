/**
 * A registry of npm packages on this machine, with what `npm pack` makes of folders.
 *
 * @module
 */

/** A package: its files, one of which is its package.json. */
export type PackageFiles = Readonly<Record<string, string>>;

/** A running registry. */
export interface NpmRegistry extends AsyncDisposable {
  readonly url: string;
}

/** What a registry knows of a package. */
interface Packed {
  readonly manifest: { readonly name: string; readonly version: string };
  readonly tarball: Uint8Array<ArrayBuffer>;
}

/**
 * Packs packages and serves them.
 *
 * @param packages The packages.
 * @throws Error With npm's words when it does not pack one.
 */
export async function startNpmRegistry(packages: readonly PackageFiles[]): Promise<NpmRegistry> {
  const packed = new Map<string, Packed>();
  for (const files of packages) {
    const each = await pack(files);
    packed.set(each.manifest.name, each);
  }
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { origin, pathname } = new URL(request.url);
    const name = decodeURIComponent(pathname.slice(1));
    const asked = packed.get(name.replace(/\.tgz$/, ""));
    if (asked === undefined) return new Response("not found", { status: 404 });
    if (name.endsWith(".tgz")) return new Response(asked.tarball);
    return Response.json(await packumentOf(asked, origin));
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function packumentOf({ manifest, tarball }: Packed, origin: string): Promise<unknown> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-512", tarball));
  const dist = { tarball: `${origin}/${manifest.name}.tgz`, integrity: `sha512-${digest.toBase64()}` };
  const { name, version } = manifest;
  return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
}

/** Runs `npm pack`. */
async function pack(files: PackageFiles): Promise<Packed> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${folder}/${name}`, text);
    const { success, stdout, stderr } = await new Deno.Command("npm", {
      args: ["pack", "--silent", "--ignore-scripts"],
      cwd: folder,
    }).output();
    const decoder = new TextDecoder();
    if (!success) throw new Error(`npm pack failed: ${decoder.decode(stderr)}`);
    const tarball = await Deno.readFile(`${folder}/${decoder.decode(stdout).trim()}`);
    return { manifest: JSON.parse(files["package.json"] ?? ""), tarball };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
